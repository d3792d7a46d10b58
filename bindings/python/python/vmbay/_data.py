"""Words, values that are one of several kinds, and what calls are given."""
# Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypedDict, Union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta
    from os import PathLike
    from uuid import UUID

    from . import Event, Gap, VolumeRef
else:
    from ._vmbay import Event, Gap


class AdminState(str, Enum):
    """What people decided about a host."""

    ENABLED = "enabled"
    """It takes machines."""

    CORDONED = "cordoned"
    """It takes no new ones."""

    MAINTENANCE = "maintenance"
    """It is being emptied."""

    REMOVED = "removed"
    """It is gone for good."""

    def __str__(self) -> str:
        return self.value


class ConnectionState(str, Enum):
    """What was last seen of the connection to a host."""

    CONNECTING = "connecting"
    """Not seen yet."""

    ONLINE = "online"
    """It answers."""

    DEGRADED = "degraded"
    """It answers some calls."""

    OFFLINE = "offline"
    """It does not answer."""

    def __str__(self) -> str:
        return self.value


class DesiredPower(str, Enum):
    """What the API last asked of a machine's power."""

    RUNNING = "running"
    """On."""

    STOPPED = "stopped"
    """Off."""

    PAUSED = "paused"
    """Halted."""

    def __str__(self) -> str:
        return self.value


class DiskKind(str, Enum):
    """How a disk appears to the guest."""

    DISK = "disk"
    """A disk."""

    CDROM = "cdrom"
    """A CD-ROM: read-only, removable."""

    def __str__(self) -> str:
        return self.value


class DisplayStatus(str, Enum):
    """A machine's one status for people: a pure function of its five axes."""

    CREATING = "creating"
    """It is being made."""

    FAILED = "failed"
    """It could not be made, or could not be deleted."""

    DELETING = "deleting"
    """It is being deleted."""

    ARCHIVED = "archived"
    """It is put away."""

    UNKNOWN = "unknown"
    """Nobody could look."""

    STOPPED = "stopped"
    """It is off."""

    SAVED = "saved"
    """It is off, with its memory saved."""

    STARTING = "starting"
    """It is on its way up."""

    RUNNING = "running"
    """It is on; its guest is not known to be ready."""

    READY = "ready"
    """It is on, and its guest answers."""

    PAUSED = "paused"
    """It is halted."""

    SUSPENDED = "suspended"
    """It is asleep by its own wish."""

    STOPPING = "stopping"
    """It is on its way down."""

    CRASHED = "crashed"
    """It died."""

    def __str__(self) -> str:
        return self.value


class DriftKind(str, Enum):
    """A way in which a database and a host differ."""

    MACHINE_MISSING = "machine_missing"
    """A machine that is ready, which the host does not know. Mended by defining it again."""

    MACHINE_STRAY = "machine_stray"
    """A machine of this database on the host that has no row. Mended by turning it off and undefining it."""

    VOLUME_MISSING = "volume_missing"
    """A volume whose file is not there. Mended by marking it `lost`."""

    VOLUME_RETURNED = "volume_returned"
    """A volume marked `lost` whose file is there again. Mended by marking it as it was."""

    VOLUME_STRAY = "volume_stray"
    """A file that is known to have been a volume of this database and has no row any more. Mended by deleting it."""

    VOLUME_FOREIGN = "volume_foreign"
    """A file named like a volume that this database cannot tell to be its own. Never touched."""

    POOL_MISSING = "pool_missing"
    """A pool in which none of its volumes is to be found, as when its directory is not mounted. Never touched."""

    POWER_DIFFERS = "power_differs"
    """A machine whose power is not what was last asked of it. Never touched: people turn machines on and off."""

    def __str__(self) -> str:
        return self.value


class ErrorCode(str, Enum):
    """A stable, machine-readable name of what went wrong, the same in every language."""

    INVALID_ARGUMENT = "invalid_argument"
    """An argument is outside what it may be; nothing was done."""

    NOT_FOUND = "not_found"
    """No such resource, or not within the caller's scope."""

    ALREADY_EXISTS = "already_exists"
    """A unique name or key is taken."""

    CONFLICT = "conflict"
    """The resource changed since it was read."""

    IN_USE = "in_use"
    """Something else still refers to the resource."""

    ILLEGAL_TRANSITION = "illegal_transition"
    """The verb is not allowed in the resource's present state."""

    LOCKED = "locked"
    """Another operation holds the resource."""

    IDEMPOTENCY_CONFLICT = "idempotency_conflict"
    """The idempotency key was used before with another input."""

    PERMISSION_DENIED = "permission_denied"
    """The actor lacks the permission."""

    EXHAUSTED = "exhausted"
    """A bounded counter would pass its limit."""

    UNSUPPORTED = "unsupported"
    """The adapter or the host cannot do this."""

    UNAVAILABLE = "unavailable"
    """Something outside the library is missing or does not answer."""

    TIMED_OUT = "timed_out"
    """A deadline passed; the message says whether work goes on."""

    UNKNOWN_OUTCOME = "unknown_outcome"
    """A call ended without saying whether it took effect, and looking did not tell either."""

    CANCELLED = "cancelled"
    """The caller cancelled the work."""

    GUEST_FAILED = "guest_failed"
    """The guest, or its agent, refused or failed."""

    HYPERVISOR_FAILED = "hypervisor_failed"
    """The hypervisor refused or failed."""

    STORAGE_FAILED = "storage_failed"
    """The database refused or failed."""

    OUT_OF_SPACE = "out_of_space"
    """A disk has no room left."""

    CORRUPT = "corrupt"
    """Stored data does not read as what it should be."""

    CLOSED = "closed"
    """The handle was shut down."""

    def __str__(self) -> str:
        return self.value


class GuestPhase(str, Enum):
    """How far the guest has come."""

    NONE = "none"
    """Nothing is known of it."""

    INSTALLING = "installing"
    """It is being installed."""

    CONFIGURING = "configuring"
    """It configures itself."""

    READY = "ready"
    """Its agent answers."""

    FAILED = "failed"
    """It failed to become ready."""

    def __str__(self) -> str:
        return self.value


class HealthStatus(str, Enum):
    """How something does."""

    OK = "ok"
    """Well."""

    DEGRADED = "degraded"
    """It works, but somebody should look."""

    DOWN = "down"
    """It does not work."""

    def __str__(self) -> str:
        return self.value


class ImageKind(str, Enum):
    """What an image is."""

    DISK = "disk"
    """A cloud disk image: machines get a linked clone of it."""

    ISO = "iso"
    """An ISO: machines get it as a CD-ROM."""

    KERNEL = "kernel"
    """A kernel and an initial RAM disk: machines boot them directly."""

    def __str__(self) -> str:
        return self.value


class ImageState(str, Enum):
    """Where an image stands."""

    IMPORTING = "importing"
    """Its files are on their way in."""

    READY = "ready"
    """It can be used."""

    FAILED = "failed"
    """It could not be imported; delete it."""

    DELETING = "deleting"
    """It is being deleted."""

    def __str__(self) -> str:
        return self.value


class JobState(str, Enum):
    """Where a job stands. One that succeeded or was cancelled is gone."""

    QUEUED = "queued"
    """Waiting for its turn, or for its time."""

    RUNNING = "running"
    """A worker works on it."""

    DEAD = "dead"
    """It failed as often as it may: a dead letter, until it is replayed or purged."""

    def __str__(self) -> str:
        return self.value


class MachinePhase(str, Enum):
    """Where a machine's existence stands."""

    DEFINING = "defining"
    """Written down, nothing of it exists yet."""

    PROVISIONING = "provisioning"
    """Its disks and its definition are being made."""

    READY = "ready"
    """It can be used."""

    DELETING = "deleting"
    """It is being deleted."""

    PROVISION_FAILED = "provision_failed"
    """It could not be made; delete it."""

    DELETE_FAILED = "delete_failed"
    """It could not be deleted; try again."""

    ARCHIVED = "archived"
    """It is put away."""

    def __str__(self) -> str:
        return self.value


class OperationState(str, Enum):
    """Where an operation stands."""

    QUEUED = "queued"
    """Waiting for a runner."""

    RUNNING = "running"
    """A runner works on it."""

    COMPENSATING = "compensating"
    """A step failed or the work was cancelled; what was done is being undone."""

    SUCCEEDED = "succeeded"
    """Done."""

    FAILED = "failed"
    """Ended without success, with nothing to undo."""

    CANCELLED = "cancelled"
    """Cancelled before anything was done."""

    ROLLED_BACK = "rolled_back"
    """Ended without success; what was done has been undone."""

    NEEDS_ATTENTION = "needs_attention"
    """Ended without success, and undoing failed too: a person has to look."""

    def __str__(self) -> str:
        return self.value


class PoolKind(str, Enum):
    """What a storage pool is."""

    DIRECTORY = "directory"
    """A directory of the host."""

    def __str__(self) -> str:
        return self.value


class PowerReason(str, Enum):
    """Why a machine is in its power state, where the hypervisor tells."""

    UNKNOWN = "unknown"
    """No reason is known."""

    BOOTED = "booted"
    """It was started."""

    RESTORED = "restored"
    """It came back from a saved state."""

    UNPAUSED = "unpaused"
    """It was resumed."""

    USER = "user"
    """It was paused by us."""

    IO_ERROR = "io_error"
    """It is paused because a disk failed or is full."""

    BUSY = "busy"
    """It is paused for the hypervisor's own work: saving, snapshot, dump."""

    SHUTDOWN = "shutdown"
    """The guest shut itself down."""

    DESTROYED = "destroyed"
    """It was forced off."""

    CRASHED = "crashed"
    """Its process or the guest crashed."""

    SAVED = "saved"
    """Its memory was saved, and it was stopped."""

    FAILED = "failed"
    """It could not start."""

    def __str__(self) -> str:
        return self.value


class PowerState(str, Enum):
    """What is known of a machine's power, by looking. A failed look is `unknown`, never `stopped`."""

    UNKNOWN = "unknown"
    """Nobody could look."""

    STOPPED = "stopped"
    """Off."""

    STARTING = "starting"
    """On its way up."""

    RUNNING = "running"
    """On."""

    PAUSED = "paused"
    """On, with its processors halted by us."""

    SUSPENDED = "suspended"
    """Asleep by the guest's own wish."""

    STOPPING = "stopping"
    """On its way down."""

    CRASHED = "crashed"
    """It died."""

    def __str__(self) -> str:
        return self.value


class ScheduleState(str, Enum):
    """Where a schedule stands."""

    ACTIVE = "active"
    """It waits for its next tick."""

    PAUSED = "paused"
    """Somebody paused it."""

    ENDED = "ended"
    """It has no tick any more."""

    def __str__(self) -> str:
        return self.value


class Severity(str, Enum):
    """How much a finding matters."""

    ADVICE = "advice"
    """It works; it could be better."""

    WARNING = "warning"
    """Part of it does not work."""

    ERROR = "error"
    """Nothing works until it is mended."""

    def __str__(self) -> str:
        return self.value


class Verb(str, Enum):
    """What can be done to a machine."""

    PROVISION = "provision"
    """Make its disks and define it."""

    START = "start"
    """Turn it on."""

    STOP = "stop"
    """Turn it off: ask the guest, then force."""

    FORCE_STOP = "force_stop"
    """Turn it off at once."""

    REBOOT = "reboot"
    """Ask the guest to restart."""

    RESET = "reset"
    """Restart it at once."""

    PAUSE = "pause"
    """Halt its processors."""

    RESUME = "resume"
    """Let it go on."""

    SAVE = "save"
    """Put its memory to disk and turn it off."""

    RESTORE = "restore"
    """Bring it back to where it was saved."""

    RECONFIGURE = "reconfigure"
    """Change what it is made of."""

    DELETE = "delete"
    """Delete it."""

    def __str__(self) -> str:
        return self.value


class VolumeFormat(str, Enum):
    """How the bytes of a volume are laid out. It is always said, never guessed from the content."""

    RAW = "raw"
    """The bytes as they are."""

    QCOW2 = "qcow2"
    """QEMU's copy-on-write format."""

    def __str__(self) -> str:
        return self.value


class VolumeState(str, Enum):
    """Where a volume stands."""

    ALLOCATING = "allocating"
    """The row is there, the file may not be yet."""

    READY = "ready"
    """It can be used."""

    IN_USE = "in_use"
    """A machine or an image uses it."""

    DELETING = "deleting"
    """The file is going, then the row."""

    ORPHANED = "orphaned"
    """A file whose owner is gone, and which could not be removed."""

    LOST = "lost"
    """The row is there, the file is not."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class ActorSystem:
    """The embedding application itself."""


@dataclass(frozen=True)
class ActorUser:
    """A user of it."""

    user: str | UUID


Actor = Union[ActorSystem, ActorUser]
"""Who acts."""


@dataclass(frozen=True)
class BegunJob:
    """A job."""

    job: str | UUID


@dataclass(frozen=True)
class BegunOperation:
    """An operation."""

    operation: str | UUID


Begun = Union[BegunJob, BegunOperation]
"""What a run began."""


@dataclass(frozen=True)
class BootSpecDisk:
    """The first disk, then the first CD-ROM."""


@dataclass(frozen=True)
class BootSpecKernel:
    """A kernel handed over by the hypervisor."""

    kernel: VolumeRef
    """The kernel."""

    initrd: VolumeRef | None
    """The initial RAM disk."""

    command_line: str
    """The kernel's command line."""


BootSpec = Union[BootSpecDisk, BootSpecKernel]
"""Where the guest's first code comes from."""


EventItem = Union[Event, Gap]
"""What a live stream yields."""


@dataclass(frozen=True)
class ExecEventStdout:
    """Bytes it wrote to its standard output."""

    value: bytes | bytearray | memoryview


@dataclass(frozen=True)
class ExecEventStderr:
    """Bytes it wrote to its standard error."""

    value: bytes | bytearray | memoryview


@dataclass(frozen=True)
class ExecEventExited:
    """It ended."""

    exit_code: int | None
    """Its exit code; none when a signal ended it."""

    signal: int | None
    """The signal that ended it."""


ExecEvent = Union[ExecEventStdout, ExecEventStderr, ExecEventExited]
"""A piece of a running command's life, in order; `Exited` is the last."""


@dataclass(frozen=True)
class ImageSourceDisk:
    """A cloud disk image, qcow2 or raw."""

    path: str | PathLike[str]
    """The file."""


@dataclass(frozen=True)
class ImageSourceIso:
    """An ISO 9660 image."""

    path: str | PathLike[str]
    """The file."""


@dataclass(frozen=True)
class ImageSourceKernel:
    """An x86 Linux kernel."""

    kernel: str | PathLike[str]
    """The kernel."""

    initrd: str | PathLike[str] | None
    """Its initial RAM disk."""


ImageSource = Union[ImageSourceDisk, ImageSourceIso, ImageSourceKernel]
"""Where the files of an image are read from: paths on the machine of this process."""


@dataclass(frozen=True)
class MisfireSkip:
    """They are left out."""


@dataclass(frozen=True)
class MisfireRunOnce:
    """The last of them happens, unless a tick that is not late does."""


@dataclass(frozen=True)
class MisfireCatchUp:
    """The last ones of them happen."""

    runs: int
    """How many: 1 to 100."""


Misfire = Union[MisfireSkip, MisfireRunOnce, MisfireCatchUp]
"""What becomes of ticks that are later than the schedule's grace, as when no process was there."""


@dataclass(frozen=True)
class NicCreateUser:
    """On user-mode networking: outgoing connections only."""


@dataclass(frozen=True)
class NicCreateNetwork:
    """On the hypervisor's network of this name."""

    value: str


NicCreate = Union[NicCreateUser, NicCreateNetwork]
"""A network card to give a machine."""


@dataclass(frozen=True)
class NicSourceUser:
    """User-mode networking: outgoing connections only, needs no privileges."""


@dataclass(frozen=True)
class NicSourceNetwork:
    """The hypervisor's network of this name."""

    value: str


NicSource = Union[NicSourceUser, NicSourceNetwork]
"""What a network card is plugged into."""


@dataclass(frozen=True)
class ScopeAll:
    """Everything."""


@dataclass(frozen=True)
class ScopeOrganization:
    """One organization and its projects."""

    organization: str | UUID


@dataclass(frozen=True)
class ScopeProject:
    """One project."""

    organization: str | UUID

    project: str | UUID


Scope = Union[ScopeAll, ScopeOrganization, ScopeProject]
"""How far a call can see. What lies beyond reads as not found."""


@dataclass(frozen=True)
class TargetJob:
    """A job of the application's own."""

    kind: str
    """Its kind."""

    payload: Any
    """What its handler is given, without secrets: it is stored."""


@dataclass(frozen=True)
class TargetOperation:
    """An operation of the application's own."""

    kind: str
    """Its kind."""

    input: Any
    """What it is asked to do, without secrets: it is stored."""


@dataclass(frozen=True)
class TargetMachine:
    """A power verb of a machine. A stop is a graceful one. While another operation holds the machine, the tick waits."""

    machine_id: str | UUID
    """The machine, of the schedule's own project."""

    verb: Verb | str
    """`start`, `stop` or `reboot`."""


Target = Union[TargetJob, TargetOperation, TargetMachine]
"""What a tick begins."""


@dataclass(frozen=True)
class TimingCron:
    """By the calendar of a time zone. Where clocks are put forward, a fixed time of day that is left out comes when the
    gap ends; where they are put back, a fixed time comes once, and a pattern that repeats goes on repeating.
    """

    pattern: str
    """Minute, hour, day of month, month and day of week, as in `30 2 * * MON-FRI`; or `@daily` and the like."""

    zone: str
    """A zone of the IANA database, such as `Europe/Berlin` or `UTC`."""


@dataclass(frozen=True)
class TimingEvery:
    """At a time and at equal intervals after it."""

    interval_ms: int
    """A second to 366 days, in milliseconds."""

    from_: datetime
    """The first tick."""


@dataclass(frozen=True)
class TimingOnce:
    """At one time."""

    at: datetime
    """That time."""


Timing = Union[TimingCron, TimingEvery, TimingOnce]
"""When a schedule ticks."""


class _DiskCreate(TypedDict):

    size_bytes: int
    """Its size in bytes: 1 MiB to 64 TiB, a multiple of 512."""


class DiskCreate(_DiskCreate, total=False):
    """A disk to make with a machine."""


class _MachineCreate(TypedDict):

    name: str
    """Its name, unique in the project."""


class MachineCreate(_MachineCreate, total=False):
    """A machine to make.

    Without an image it boots its first disk, which is empty, or a volume lent to it.
    """

    project: str | UUID | None
    """The project; the caller's own unless told otherwise."""

    host: str | UUID | None
    """The host; chosen among the enabled ones unless told otherwise."""

    image: str | UUID | None
    """What it is made from."""

    vcpus: int
    """Virtual processors: 1 to 255; 1 unless told otherwise."""

    memory_mib: int
    """Memory in MiB: 16 to 16,777,216; 512 unless told otherwise."""

    command_line: str | None
    """The kernel's command line; the image's own unless told otherwise."""

    root_size_bytes: int | None
    """The size of its clone of a disk image, in bytes; as large as the image unless told otherwise."""

    disks: Sequence[DiskCreate]
    """Empty disks to make, after the image's."""

    volumes: Sequence[str | UUID]
    """Volumes to lend to it, after the disks made; they stay when it is deleted."""

    nics: Sequence[NicCreate]
    """Network cards to give it; none unless told otherwise."""

    description: str
    """What people should know."""

    labels: Mapping[str, str]
    """Labels, for choosing."""

    metadata: Any
    """The application's own notes."""

    idempotency_key: str | None
    """The same key and input give the same operation."""


class _NewJob(TypedDict):

    kind: str
    """What it does, as the application named it: 1 to 100 bytes."""

    payload: Any
    """What its handler is given: no secrets, since it is stored."""


class NewJob(_NewJob, total=False):
    """A job to be."""

    project: str | UUID | None
    """The project it works for; the caller's own unless told otherwise."""

    priority: int
    """0 to 9, higher sooner: each step is a head start of an hour over the jobs of its kind."""

    delay: float | timedelta
    """Not before this much time has passed."""

    dedupe_key: str | None
    """The organization's jobs of this kind that are queued or running have no two of the same key."""

    limit_key: str | None
    """What the job is limited by where its kind has a limit per key."""


__all__ = [
    "AdminState",
    "ConnectionState",
    "DesiredPower",
    "DiskKind",
    "DisplayStatus",
    "DriftKind",
    "ErrorCode",
    "GuestPhase",
    "HealthStatus",
    "ImageKind",
    "ImageState",
    "JobState",
    "MachinePhase",
    "OperationState",
    "PoolKind",
    "PowerReason",
    "PowerState",
    "ScheduleState",
    "Severity",
    "Verb",
    "VolumeFormat",
    "VolumeState",
    "ActorSystem",
    "ActorUser",
    "Actor",
    "BegunJob",
    "BegunOperation",
    "Begun",
    "BootSpecDisk",
    "BootSpecKernel",
    "BootSpec",
    "EventItem",
    "ExecEventStdout",
    "ExecEventStderr",
    "ExecEventExited",
    "ExecEvent",
    "ImageSourceDisk",
    "ImageSourceIso",
    "ImageSourceKernel",
    "ImageSource",
    "MisfireSkip",
    "MisfireRunOnce",
    "MisfireCatchUp",
    "Misfire",
    "NicCreateUser",
    "NicCreateNetwork",
    "NicCreate",
    "NicSourceUser",
    "NicSourceNetwork",
    "NicSource",
    "ScopeAll",
    "ScopeOrganization",
    "ScopeProject",
    "Scope",
    "TargetJob",
    "TargetOperation",
    "TargetMachine",
    "Target",
    "TimingCron",
    "TimingEvery",
    "TimingOnce",
    "Timing",
    "DiskCreate",
    "MachineCreate",
    "NewJob",
]
