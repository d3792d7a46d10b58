# Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

# What reads doc strings runs this.
from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Generator, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from os import PathLike
from typing import Any, Generic, TypeVar, final
from uuid import UUID

# Every type checker knows it; no program needs it.
from typing_extensions import Self

from . import errors as errors
from ._data import *
from ._extend import Hypervisor as Hypervisor
from ._extend import JobKind as JobKind
from ._open import AsyncVmbayContext as AsyncVmbayContext
from ._open import open as open
from ._open import open_async as open_async
from ._types import ManyResult as ManyResult
from ._types import Page as Page
from ._types import asdict as asdict
from .errors import *

__all__ = [
    "Actor",
    "ActorSystem",
    "ActorUser",
    "AdminState",
    "AlreadyExistsError",
    "AsyncConsumer",
    "AsyncConsumers",
    "AsyncEvents",
    "AsyncGuest",
    "AsyncHosts",
    "AsyncImages",
    "AsyncJobs",
    "AsyncLease",
    "AsyncLeases",
    "AsyncMachines",
    "AsyncOperation",
    "AsyncOperations",
    "AsyncOrganizations",
    "AsyncProjects",
    "AsyncSchedules",
    "AsyncStoragePools",
    "AsyncStream",
    "AsyncVmbay",
    "AsyncVmbayContext",
    "AsyncVolumes",
    "Begun",
    "BegunJob",
    "BegunOperation",
    "BootSpec",
    "BootSpecDisk",
    "BootSpecKernel",
    "Call",
    "CancelledError",
    "Capabilities",
    "ClosedError",
    "ConflictError",
    "ConnectionState",
    "Consumer",
    "ConsumerLag",
    "ConsumerRecord",
    "Consumers",
    "CorruptError",
    "DesiredPower",
    "Diagnosis",
    "DiskCreate",
    "DiskKind",
    "DiskSpec",
    "DisplayStatus",
    "Drift",
    "DriftKind",
    "DriftReport",
    "ErrorCode",
    "Event",
    "EventItem",
    "EventPage",
    "Events",
    "ExecCommand",
    "ExecEvent",
    "ExecEventExited",
    "ExecEventStderr",
    "ExecEventStdout",
    "ExecOutput",
    "ExhaustedError",
    "Failure",
    "Finding",
    "Gap",
    "Guest",
    "GuestFailedError",
    "GuestPhase",
    "Health",
    "HealthCheck",
    "HealthStatus",
    "Host",
    "HostInfo",
    "Hosts",
    "Hypervisor",
    "HypervisorFailedError",
    "IdempotencyConflictError",
    "IllegalTransitionError",
    "Image",
    "ImageKind",
    "ImageSource",
    "ImageSourceDisk",
    "ImageSourceIso",
    "ImageSourceKernel",
    "ImageState",
    "Images",
    "InUseError",
    "InvalidArgumentError",
    "JobKind",
    "JobProgress",
    "JobRecord",
    "JobRun",
    "JobState",
    "JobStats",
    "Jobs",
    "Latency",
    "Lease",
    "Leases",
    "LockedError",
    "Machine",
    "MachineCreate",
    "MachineHardware",
    "MachinePhase",
    "MachineSpec",
    "MachineStats",
    "MachineStatus",
    "Machines",
    "ManyResult",
    "Misfire",
    "MisfireCatchUp",
    "MisfireRunOnce",
    "MisfireSkip",
    "NewJob",
    "NicCreate",
    "NicCreateNetwork",
    "NicCreateUser",
    "NicSource",
    "NicSourceNetwork",
    "NicSourceUser",
    "NicSpec",
    "NotFoundError",
    "Operation",
    "OperationRecord",
    "OperationState",
    "Operations",
    "Organization",
    "Organizations",
    "OutOfSpaceError",
    "Page",
    "PermissionDeniedError",
    "PoolKind",
    "PoolSpace",
    "PoolUse",
    "PowerReason",
    "PowerState",
    "Progress",
    "Project",
    "Projects",
    "Resource",
    "Schedule",
    "ScheduleRun",
    "ScheduleState",
    "Schedules",
    "Scope",
    "ScopeAll",
    "ScopeOrganization",
    "ScopeProject",
    "Severity",
    "StorageFailedError",
    "StoragePool",
    "StoragePools",
    "Stream",
    "Target",
    "TargetJob",
    "TargetMachine",
    "TargetOperation",
    "Telemetry",
    "TimedOutError",
    "Timing",
    "TimingCron",
    "TimingEvery",
    "TimingOnce",
    "UnavailableError",
    "UnknownOutcomeError",
    "UnreachableHost",
    "UnsupportedError",
    "Verb",
    "Vmbay",
    "VmbayError",
    "Volume",
    "VolumeFormat",
    "VolumeRef",
    "VolumeSpec",
    "VolumeState",
    "VolumeStatus",
    "Volumes",
    "asdict",
    "errors",
    "open",
    "open_async",
]

# The classes below have methods of the name `list`.
List = list

T_co = TypeVar("T_co", covariant=True)

@final
class Capabilities:
    """What this hypervisor can do here and now. Conformance tests choose their cases by it, and it must be honest: a method
    without its ability answers `unsupported`.
    """

    def __new__(cls, *, reset: bool, pause: bool, save: bool, volumes: bool, guest_agent: bool, console_log: bool, events: bool, stats: bool, user_network: bool, named_network: bool, guests: bool) -> Self: ...
    @property
    def reset(self) -> bool:
        """Reset without a shutdown."""
    @property
    def pause(self) -> bool:
        """Pause and resume."""
    @property
    def save(self) -> bool:
        """Save memory to disk and restore it."""
    @property
    def volumes(self) -> bool:
        """Volumes: create, clone, resize, upload, delete, list."""
    @property
    def guest_agent(self) -> bool:
        """A guest agent: ping, exec, files."""
    @property
    def console_log(self) -> bool:
        """A log of the serial console."""
    @property
    def events(self) -> bool:
        """Hints when something changes."""
    @property
    def stats(self) -> bool:
        """Statistics of machines."""
    @property
    def user_network(self) -> bool:
        """Network cards on user-mode networking."""
    @property
    def named_network(self) -> bool:
        """Network cards on named networks."""
    @property
    def guests(self) -> bool:
        """Guests really run, so that a guest may shut itself down when asked."""

@final
class ConsumerLag:
    """How far a consumer is behind."""

    def __new__(cls, *, consumer: ConsumerRecord, behind: int, oldest_at: datetime | None = ..., gap: Gap | None = ...) -> Self: ...
    @property
    def consumer(self) -> ConsumerRecord:
        """The consumer."""
    @property
    def behind(self) -> int:
        """At most this many events wait for it."""
    @property
    def oldest_at(self) -> datetime | None:
        """When the oldest of them happened. Pruning what is older than a later time takes events from this
        consumer.
        """
    @property
    def gap(self) -> Gap | None:
        """What retention took from it already."""

@final
class ConsumerRecord:
    """A named consumer, as it is stored."""

    def __new__(cls, *, id: str | UUID, version: int, name: str, position: str, moved_at: datetime, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version: each move of its place adds one."""
    @property
    def name(self) -> str:
        """Its name, unique in the database."""
    @property
    def position(self) -> str:
        """Its place: everything up to it was handled."""
    @property
    def moved_at(self) -> datetime:
        """When its place moved last."""
    @property
    def created_at(self) -> datetime:
        """When it was first opened."""

@final
class Diagnosis:
    """Something that is not as it should be."""

    def __new__(cls, *, host: str | None = ..., finding: Finding) -> Self: ...
    @property
    def host(self) -> str | None:
        """The host it concerns, by name; none when it concerns the database or this process."""
    @property
    def finding(self) -> Finding:
        """What is the matter, and what mends it."""

@final
class DiskSpec:
    """A disk of a machine."""

    def __new__(cls, *, volume: VolumeRef, kind: DiskKind | str) -> Self: ...
    @property
    def volume(self) -> VolumeRef:
        """What it shows."""
    @property
    def kind(self) -> DiskKind:
        """How it appears."""

@final
class Drift:
    """One difference between the database and a host."""

    def __new__(cls, *, kind: DriftKind | str, host_id: str | UUID, id: str | UUID, problem: str, mended: bool, failure: str | None = ...) -> Self: ...
    @property
    def kind(self) -> DriftKind:
        """What differs."""
    @property
    def host_id(self) -> str:
        """The host."""
    @property
    def id(self) -> str:
        """The machine, volume or pool."""
    @property
    def problem(self) -> str:
        """What is the matter, for people."""
    @property
    def mended(self) -> bool:
        """Whether it was mended."""
    @property
    def failure(self) -> str | None:
        """Why it could not be mended, when that was tried."""

@final
class DriftReport:
    """What differs between the database and the hosts."""

    def __new__(cls, *, drifts: Sequence[Drift], unreachable: Sequence[UnreachableHost]) -> Self: ...
    @property
    def drifts(self) -> List[Drift]:
        """Each difference."""
    @property
    def unreachable(self) -> List[UnreachableHost]:
        """Hosts that could not be looked at, and why."""
    @property
    def is_clean(self) -> bool:
        """Whether every host could be looked at and nothing differs any more."""

@final
class Event:
    """One thing that happened to one entity."""

    def __new__(cls, *, id: str | UUID, version: int, sequence: int, topic: str, entity_kind: str, entity_id: str | UUID, organization_id: str | UUID | None = ..., project_id: str | UUID | None = ..., actor: str, operation_id: str | UUID | None = ..., request_id: str | None = ..., payload: Any, payload_version: int, at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Always 1: an event never changes."""
    @property
    def sequence(self) -> int:
        """Its place in the order of commits, from 1; 0 until it is committed, when the storage adapter assigns it."""
    @property
    def topic(self) -> str:
        """What happened: `machine.created`, `machine.power_changed` …"""
    @property
    def entity_kind(self) -> str:
        """The kind of the entity it happened to."""
    @property
    def entity_id(self) -> str:
        """The entity it happened to."""
    @property
    def organization_id(self) -> str | None:
        """The organization it belongs to; none when it is global."""
    @property
    def project_id(self) -> str | None:
        """The project it belongs to."""
    @property
    def actor(self) -> str:
        """Who caused it, as `Actor` writes itself."""
    @property
    def operation_id(self) -> str | None:
        """The operation that caused it."""
    @property
    def request_id(self) -> str | None:
        """The request that caused it."""
    @property
    def payload(self) -> Any:
        """What there is to know, without secrets."""
    @property
    def payload_version(self) -> int:
        """The version of the payload's shape."""
    @property
    def at(self) -> datetime:
        """When it happened."""
    @property
    def token(self) -> str:
        """The place just after this event."""

@final
class EventPage:
    """One page of events, oldest first."""

    def __new__(cls, *, gap: Gap | None = ..., events: Sequence[Event], token: str) -> Self: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Event]: ...
    @property
    def gap(self) -> Gap | None:
        """What was pruned before the first of them, if anything was."""
    @property
    def events(self) -> List[Event]:
        """The events."""
    @property
    def token(self) -> str:
        """Where to go on."""

@final
class ExecCommand:
    """A command to run in a guest: a program and its arguments, never a shell line."""

    def __new__(cls, *, argv: Sequence[str], env: Sequence[str], stdin: bytes | bytearray | memoryview | None = ..., timeout: float | timedelta) -> Self: ...
    @property
    def argv(self) -> List[str]:
        """The program, then its arguments; passed as data."""
    @property
    def env(self) -> List[str]:
        """Its environment, as `NAME=value`; the agent's own when empty."""
    @property
    def stdin(self) -> bytes | None:
        """What it reads from its standard input; at most 16 MiB."""
    @property
    def timeout(self) -> timedelta:
        """How long it may take; 60 seconds unless told otherwise."""

@final
class ExecOutput:
    """What a command left behind."""

    def __new__(cls, *, exit_code: int | None = ..., signal: int | None = ..., stdout: bytes | bytearray | memoryview, stderr: bytes | bytearray | memoryview) -> Self: ...
    @property
    def exit_code(self) -> int | None:
        """Its exit code; none when a signal ended it."""
    @property
    def signal(self) -> int | None:
        """The signal that ended it."""
    @property
    def stdout(self) -> bytes:
        """What it wrote to its standard output."""
    @property
    def stderr(self) -> bytes:
        """What it wrote to its standard error."""
    @property
    def success(self) -> bool:
        """Whether it exited with code 0."""
    @property
    def stdout_text(self) -> str:
        """Its standard output as text, with what is not UTF-8 replaced."""

@final
class Failure:
    """Why an operation failed, as it is stored with the operation and read back by any process."""

    def __new__(cls, *, code: ErrorCode | str, reason: str, message: str, resource: Resource | None = ..., retryable: bool) -> Self: ...
    @property
    def code(self) -> ErrorCode:
        """The stable code of the error that ended the work."""
    @property
    def reason(self) -> str:
        """Its finer reason."""
    @property
    def message(self) -> str:
        """Its message."""
    @property
    def resource(self) -> Resource | None:
        """What it was about."""
    @property
    def retryable(self) -> bool:
        """Whether the same request may succeed later."""

@final
class Finding:
    """Something a host lacks, and what mends it."""

    def __new__(cls, *, code: str, severity: Severity | str, problem: str, mend: str) -> Self: ...
    @property
    def code(self) -> str:
        """A stable name: `qemu_missing`, `kvm_unusable` …"""
    @property
    def severity(self) -> Severity:
        """How much it matters."""
    @property
    def problem(self) -> str:
        """What is the matter, for people."""
    @property
    def mend(self) -> str:
        """The package or setting that mends it."""

@final
class Gap:
    """Events that are gone: they were pruned before the consumer came to read them."""

    def __new__(cls, *, after: str, until: str) -> Self: ...
    @property
    def after(self) -> str:
        """The place after which events are missing."""
    @property
    def until(self) -> str:
        """The last missing one."""
    @property
    def token(self) -> str:
        """The place just after what is missing: where whoever read of it goes on."""

@final
class Health:
    """How the library does."""

    def __new__(cls, *, status: HealthStatus | str, live: bool, checks: Sequence[HealthCheck], at: datetime) -> Self: ...
    @property
    def status(self) -> HealthStatus:
        """How it does as a whole: down when the database, its schema or every hypervisor is; degraded when anything else is
        not well.
        """
    @property
    def live(self) -> bool:
        """Whether it is open: what a liveness probe asks. A process that is not live is of no use until it opens it again."""
    @property
    def checks(self) -> List[HealthCheck]:
        """Each thing that was looked at."""
    @property
    def at(self) -> datetime:
        """When."""
    @property
    def is_ready(self) -> bool:
        """Whether work may be sent here: what a readiness probe asks."""

@final
class HealthCheck:
    """One thing that was looked at."""

    def __new__(cls, *, name: str, status: HealthStatus | str, message: str, latency_us: int) -> Self: ...
    @property
    def name(self) -> str:
        """What: `database`, `migrations`, `backlog`, `jobs`, `events`, `consumers`, `pool` (where the adapter has one),
        `hypervisor:<host>`, `disk:<host>`, `drift:<host>`.
        """
    @property
    def status(self) -> HealthStatus:
        """How it does."""
    @property
    def message(self) -> str:
        """What was found, for people."""
    @property
    def latency_us(self) -> int:
        """How long the look took, in microseconds."""

@final
class Host:
    """A hypervisor on a host, registered under a name."""

    def __new__(cls, *, id: str | UUID, version: int, name: str, adapter: str, uri: str, hostname: str | None = ..., hypervisor_version: str | None = ..., cpus: int | None = ..., memory_mib: int | None = ..., accelerated: bool | None = ..., labels: Mapping[str, str], admin_state: AdminState | str, connection_state: ConnectionState | str, seen_at: datetime | None = ..., epoch: int, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def name(self) -> str:
        """The name it was registered under, unique."""
    @property
    def adapter(self) -> str:
        """Its adapter: `libvirt`, `simulated`."""
    @property
    def uri(self) -> str:
        """Where it is, without secrets."""
    @property
    def hostname(self) -> str | None:
        """Its own name, once seen."""
    @property
    def hypervisor_version(self) -> str | None:
        """The adapter's and the hypervisor's versions, once seen."""
    @property
    def cpus(self) -> int | None:
        """Its processors, once seen."""
    @property
    def memory_mib(self) -> int | None:
        """Its memory in MiB, once seen."""
    @property
    def accelerated(self) -> bool | None:
        """Whether its guests run on hardware virtualization, once seen."""
    @property
    def labels(self) -> dict[str, str]:
        """Labels, for choosing."""
    @property
    def admin_state(self) -> AdminState:
        """What people decided about it."""
    @property
    def connection_state(self) -> ConnectionState:
        """What was last seen of its connection."""
    @property
    def seen_at(self) -> datetime | None:
        """When that was last seen."""
    @property
    def epoch(self) -> int:
        """Grows by one each time a process begins to observe it, so that each observation tells whose it was."""
    @property
    def created_at(self) -> datetime:
        """When it was registered."""

@final
class HostInfo:
    """What the host behind a hypervisor is."""

    def __new__(cls, *, hostname: str, version: str, cpus: int, memory_mib: int, accelerated: bool, default_pool: str | None = ...) -> Self: ...
    @property
    def hostname(self) -> str:
        """Its name."""
    @property
    def version(self) -> str:
        """The adapter and the versions behind it, for people: `libvirt 9.0.0, QEMU 7.2.22`."""
    @property
    def cpus(self) -> int:
        """Processors."""
    @property
    def memory_mib(self) -> int:
        """Memory in MiB."""
    @property
    def accelerated(self) -> bool:
        """Whether guests run on hardware virtualization (or would: as found by a probe); otherwise they are emulated."""
    @property
    def default_pool(self) -> str | None:
        """The directory for volumes unless the caller names another; none where volumes cannot be kept."""

@final
class Image:
    """A base that machines are made from."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID, project_id: str | UUID, name: str, description: str, kind: ImageKind | str, state: ImageState | str, lock_operation_id: str | UUID | None = ..., pool_id: str | UUID, volume_id: str | UUID, initrd_volume_id: str | UUID | None = ..., sha256: str | None = ..., initrd_sha256: str | None = ..., size_bytes: int, virtual_size_bytes: int | None = ..., command_line: str | None = ..., labels: Mapping[str, str], created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def organization_id(self) -> str:
        """The organization it belongs to."""
    @property
    def project_id(self) -> str:
        """The project it belongs to."""
    @property
    def name(self) -> str:
        """Its name, unique in the project."""
    @property
    def description(self) -> str:
        """What people should know."""
    @property
    def kind(self) -> ImageKind:
        """What it is."""
    @property
    def state(self) -> ImageState:
        """Where it stands."""
    @property
    def lock_operation_id(self) -> str | None:
        """The operation that holds it."""
    @property
    def pool_id(self) -> str:
        """The pool its files are in."""
    @property
    def volume_id(self) -> str:
        """The file of a disk or ISO, or the kernel."""
    @property
    def initrd_volume_id(self) -> str | None:
        """The initial RAM disk of a kernel."""
    @property
    def sha256(self) -> str | None:
        """The sha256 of the main file as imported, in hex; none until it is ready."""
    @property
    def initrd_sha256(self) -> str | None:
        """The sha256 of the initial RAM disk as imported, in hex."""
    @property
    def size_bytes(self) -> int:
        """The size of the files as imported, in bytes."""
    @property
    def virtual_size_bytes(self) -> int | None:
        """The size a guest sees of a disk, in bytes."""
    @property
    def command_line(self) -> str | None:
        """The kernel's command line unless a machine brings its own."""
    @property
    def labels(self) -> dict[str, str]:
        """Labels, for choosing."""
    @property
    def created_at(self) -> datetime:
        """When it was asked for."""

@final
class JobProgress:
    """How far a job has come, as its handler says."""

    def __new__(cls, *, fraction: float, message: str) -> Self: ...
    @property
    def fraction(self) -> float:
        """The share done, 0.0 to 1.0."""
    @property
    def message(self) -> str:
        """A sentence for people."""

@final
class JobRecord:
    """A job, as it is stored."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID, project_id: str | UUID | None = ..., kind: str, payload: Any, state: JobState | str, priority: int, place: datetime, run_after: datetime | None = ..., attempts: int, dedupe_key: str | None = ..., limit_key: str | None = ..., owner: str | UUID | None = ..., cancel_requested: bool, progress: JobProgress | None = ..., last_error: str | None = ..., actor: str, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version: every claim and every change adds one. It is the fence too: a worker acknowledges only the version
        that it claimed or wrote itself.
        """
    @property
    def organization_id(self) -> str:
        """The organization it works for."""
    @property
    def project_id(self) -> str | None:
        """The project it works for."""
    @property
    def kind(self) -> str:
        """What it does, as the application named it: `mail.send`."""
    @property
    def payload(self) -> Any:
        """What its handler is given."""
    @property
    def state(self) -> JobState:
        """Where it stands."""
    @property
    def priority(self) -> int:
        """0 to 9: each step is a head start of an hour over the jobs of its kind."""
    @property
    def place(self) -> datetime:
        """Its place in the line of its kind, lowest first: when it could begin at the earliest, less its head start."""
    @property
    def run_after(self) -> datetime | None:
        """Not before this time; none when it can begin at once."""
    @property
    def attempts(self) -> int:
        """How many attempts failed."""
    @property
    def dedupe_key(self) -> str | None:
        """Among the organization's jobs of one kind that are queued or running, no two have the same."""
    @property
    def limit_key(self) -> str | None:
        """What its kind may limit it by: the customer, the mail server …"""
    @property
    def owner(self) -> str | None:
        """The worker that holds it."""
    @property
    def cancel_requested(self) -> bool:
        """Whether somebody asked for it to be cancelled while it ran."""
    @property
    def progress(self) -> JobProgress | None:
        """How far it has come, where its handler says so."""
    @property
    def last_error(self) -> str | None:
        """Why its last attempt failed."""
    @property
    def actor(self) -> str:
        """Who asked for it, as `Actor` writes itself."""
    @property
    def created_at(self) -> datetime:
        """When it was asked for."""

@final
class JobStats:
    """How the jobs of one kind do."""

    def __new__(cls, *, kind: str, queued: int, running: int, dead: int, oldest_age: float | timedelta | None = ...) -> Self: ...
    @property
    def kind(self) -> str:
        """The kind."""
    @property
    def queued(self) -> int:
        """How many wait, for their turn or their time."""
    @property
    def running(self) -> int:
        """How many are being done."""
    @property
    def dead(self) -> int:
        """How many are dead letters."""
    @property
    def oldest_age(self) -> timedelta | None:
        """How long the first in the line has been able to begin; none when nothing can."""

@final
class Latency:
    """What calls of one name took."""

    def __new__(cls, *, name: str, count: int, failures: int, total_us: int, p50_us: int, p90_us: int, p99_us: int, max_us: int) -> Self: ...
    @property
    def name(self) -> str:
        """What was called: a verb and a table, such as `select machines`, or a kind of operation, such as `machine.start`."""
    @property
    def count(self) -> int:
        """How many calls."""
    @property
    def failures(self) -> int:
        """How many of them failed."""
    @property
    def total_us(self) -> int:
        """What they took in all, in microseconds."""
    @property
    def p50_us(self) -> int:
        """Half of them took no longer than this, in microseconds. This and what follows is right within 1 %."""
    @property
    def p90_us(self) -> int:
        """Nine of ten took no longer than this, in microseconds."""
    @property
    def p99_us(self) -> int:
        """99 of 100 took no longer than this, in microseconds."""
    @property
    def max_us(self) -> int:
        """The longest, in microseconds."""

@final
class Machine:
    """A machine."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID, project_id: str | UUID, name: str, description: str, labels: Mapping[str, str], metadata: Any, host_id: str | UUID, image_id: str | UUID | None = ..., desired: MachineHardware, applied: MachineHardware | None = ..., desired_power: DesiredPower | str, power_state: PowerState | str, power_reason: PowerReason | str, has_saved_state: bool, power_observed_at: datetime | None = ..., power_epoch: int, power_sequence: int, phase: MachinePhase | str, lock_operation_id: str | UUID | None = ..., guest_phase: GuestPhase | str, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id; the hypervisor knows it by the same."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def organization_id(self) -> str:
        """The organization it belongs to."""
    @property
    def project_id(self) -> str:
        """The project it belongs to."""
    @property
    def name(self) -> str:
        """Its name, unique in the project."""
    @property
    def description(self) -> str:
        """What people should know."""
    @property
    def labels(self) -> dict[str, str]:
        """Labels, for choosing."""
    @property
    def metadata(self) -> Any:
        """The application's own notes, kept as they are."""
    @property
    def host_id(self) -> str:
        """The host it is on."""
    @property
    def image_id(self) -> str | None:
        """The image it was made from, which cannot be deleted before it."""
    @property
    def desired(self) -> MachineHardware:
        """What it is to be made of."""
    @property
    def applied(self) -> MachineHardware | None:
        """What it was last defined with."""
    @property
    def desired_power(self) -> DesiredPower:
        """What the API last asked of its power."""
    @property
    def power_state(self) -> PowerState:
        """What was last seen of its power; written by the observer alone."""
    @property
    def power_reason(self) -> PowerReason:
        """Why, as far as the hypervisor tells."""
    @property
    def has_saved_state(self) -> bool:
        """Whether its memory is saved, so that the next start is a restore."""
    @property
    def power_observed_at(self) -> datetime | None:
        """When its power was last seen to change."""
    @property
    def power_epoch(self) -> int:
        """The host's epoch of the process that saw it."""
    @property
    def power_sequence(self) -> int:
        """The place of that look among those of this process; what was seen of an older version of the machine is dropped."""
    @property
    def phase(self) -> MachinePhase:
        """Where its existence stands; written by operations alone."""
    @property
    def lock_operation_id(self) -> str | None:
        """The one operation that holds it."""
    @property
    def guest_phase(self) -> GuestPhase:
        """How far its guest has come; written by the guest observer alone."""
    @property
    def created_at(self) -> datetime:
        """When it was asked for."""
    @property
    def display_status(self) -> DisplayStatus:
        """Its one status for people."""
    @property
    def pending_restart(self) -> bool:
        """Whether the next start makes it something else than it is now: what it is to be made of differs from what it was
        last defined with.
        """

@final
class MachineHardware:
    """What a machine is made of, apart from its disks and network cards."""

    def __new__(cls, *, vcpus: int, memory_mib: int, command_line: str | None = ...) -> Self: ...
    @property
    def vcpus(self) -> int:
        """Virtual processors, 1 to 255."""
    @property
    def memory_mib(self) -> int:
        """Memory in MiB."""
    @property
    def command_line(self) -> str | None:
        """The kernel's command line, for a machine that boots a kernel directly."""

@final
class MachineSpec:
    """A machine as a hypervisor is to define it."""

    def __new__(cls, *, id: str | UUID, owner: str | UUID, name: str, vcpus: int, memory_mib: int, boot: BootSpec, disks: Sequence[DiskSpec], nics: Sequence[NicSpec]) -> Self: ...
    @property
    def id(self) -> str:
        """Our id: everything on the hypervisor is found by it, and the hypervisor's own id of the machine equals it."""
    @property
    def owner(self) -> str:
        """The database it belongs to."""
    @property
    def name(self) -> str:
        """A name for people who look at the hypervisor; not unique there, the adapter makes it so."""
    @property
    def vcpus(self) -> int:
        """Virtual processors, 1 to 255."""
    @property
    def memory_mib(self) -> int:
        """Memory in MiB, 16 at least."""
    @property
    def boot(self) -> BootSpec:
        """Where the guest's first code comes from."""
    @property
    def disks(self) -> List[DiskSpec]:
        """Its disks, in order."""
    @property
    def nics(self) -> List[NicSpec]:
        """Its network cards, in order."""

@final
class MachineStats:
    """What one machine uses: counters since it started, gauges as of now; none where the hypervisor does not know."""

    def __new__(cls, *, id: str | UUID, cpu_time_ns: int | None = ..., vcpus: int | None = ..., memory_mib: int | None = ..., disk_read_bytes: int | None = ..., disk_write_bytes: int | None = ..., net_rx_bytes: int | None = ..., net_tx_bytes: int | None = ...) -> Self: ...
    @property
    def id(self) -> str:
        """Which machine."""
    @property
    def cpu_time_ns(self) -> int | None:
        """Processor time used, in nanoseconds."""
    @property
    def vcpus(self) -> int | None:
        """Virtual processors in use."""
    @property
    def memory_mib(self) -> int | None:
        """Memory the guest may use, in MiB."""
    @property
    def disk_read_bytes(self) -> int | None:
        """Bytes read from all disks."""
    @property
    def disk_write_bytes(self) -> int | None:
        """Bytes written to all disks."""
    @property
    def net_rx_bytes(self) -> int | None:
        """Bytes received on all network cards."""
    @property
    def net_tx_bytes(self) -> int | None:
        """Bytes sent on all network cards."""

@final
class MachineStatus:
    """A machine as a look at the hypervisor found it."""

    def __new__(cls, *, id: str | UUID, owner: str | UUID, power: PowerState | str, reason: PowerReason | str, has_saved_state: bool, agent_connected: bool | None = ...) -> Self: ...
    @property
    def id(self) -> str:
        """Which machine."""
    @property
    def owner(self) -> str:
        """The database it says it belongs to."""
    @property
    def power(self) -> PowerState:
        """Its power."""
    @property
    def reason(self) -> PowerReason:
        """Why."""
    @property
    def has_saved_state(self) -> bool:
        """Whether its memory is saved, so that the next start is a restore."""
    @property
    def agent_connected(self) -> bool | None:
        """Whether the guest agent is connected, where the hypervisor knows."""

@final
class NicSpec:
    """A network card of a machine."""

    def __new__(cls, *, id: str | UUID, mac: str, source: NicSource) -> Self: ...
    @property
    def id(self) -> str:
        """Our id."""
    @property
    def mac(self) -> str:
        """Its hardware address, as `52:54:00:xx:xx:xx`."""
    @property
    def source(self) -> NicSource:
        """What it is plugged into."""

@final
class OperationRecord:
    """A durable unit of work."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID | None = ..., project_id: str | UUID | None = ..., kind: str, state: OperationState | str, target_kind: str | None = ..., target_id: str | UUID | None = ..., host_id: str | UUID | None = ..., input: Any, output: Any = ..., failure: Failure | None = ..., idempotency_key: str | None = ..., input_digest: str, step: int, progress: Progress, attempts: int, run_after: datetime, deadline: datetime | None = ..., cancel_requested: bool, owner: str | UUID | None = ..., lease_until: datetime | None = ..., actor: str, request_id: str | None = ..., created_at: datetime, started_at: datetime | None = ..., finished_at: datetime | None = ..., lease_ms: int | None = ...) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version: every change of its runner or of a canceller adds one. It is the fence too: a runner commits only on
        the version that it claimed or wrote itself, so one that lost its lease can change nothing.
        """
    @property
    def organization_id(self) -> str | None:
        """The organization it works for; none for the installation's own."""
    @property
    def project_id(self) -> str | None:
        """The project it works for."""
    @property
    def kind(self) -> str:
        """What it does: `machine.start`, `image.import`, or a kind the application registered."""
    @property
    def state(self) -> OperationState:
        """Where it stands."""
    @property
    def target_kind(self) -> str | None:
        """The kind of the entity it works on."""
    @property
    def target_id(self) -> str | None:
        """The entity it works on."""
    @property
    def host_id(self) -> str | None:
        """The host it needs; only a process that has that host takes it up."""
    @property
    def input(self) -> Any:
        """What it was asked to do, as JSON."""
    @property
    def output(self) -> Any:
        """What it gave back, once it succeeded."""
    @property
    def failure(self) -> Failure | None:
        """Why it failed."""
    @property
    def idempotency_key(self) -> str | None:
        """The caller's key by which a repeated request is told from a new one."""
    @property
    def input_digest(self) -> str:
        """The digest of the input, compared when the key comes again."""
    @property
    def step(self) -> int:
        """The step at work, counted from 0; while compensating, the step to undo next."""
    @property
    def progress(self) -> Progress:
        """How far it has come."""
    @property
    def attempts(self) -> int:
        """How often the present step was tried."""
    @property
    def run_after(self) -> datetime:
        """Not before this time, which the process that asked told by its clock and a runner compares with its own. What
        their clocks differ by is haste or delay, and nothing else.
        """
    @property
    def deadline(self) -> datetime | None:
        """Fails when it has not finished by then. Told and compared as `run_after` is."""
    @property
    def cancel_requested(self) -> bool:
        """Whether somebody asked for it to be cancelled."""
    @property
    def owner(self) -> str | None:
        """The runner that holds it."""
    @property
    def lease_until(self) -> datetime | None:
        """Until when the runner holds it unless it renews, by its own clock: no other compares that with its own."""
    @property
    def actor(self) -> str:
        """Who asked for it, as `Actor` writes itself."""
    @property
    def request_id(self) -> str | None:
        """The request that asked for it."""
    @property
    def created_at(self) -> datetime:
        """When it was asked for."""
    @property
    def started_at(self) -> datetime | None:
        """When a runner first took it up."""
    @property
    def finished_at(self) -> datetime | None:
        """When it ended."""
    @property
    def lease_ms(self) -> int | None:
        """How long its version stands still before another runner takes it over, in milliseconds."""
    @property
    def duration(self) -> timedelta | None:
        """How long it took from the first runner to its end."""

@final
class Organization:
    """A tenant: it owns projects and everything in them."""

    def __new__(cls, *, id: str | UUID, version: int, name: str, suspended: bool, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def name(self) -> str:
        """Its name, unique."""
    @property
    def suspended(self) -> bool:
        """Whether it is suspended: nothing of it starts any more."""
    @property
    def created_at(self) -> datetime:
        """When it was created."""

@final
class PoolSpace:
    """Space in a pool, in bytes."""

    def __new__(cls, *, capacity_bytes: int, available_bytes: int) -> Self: ...
    @property
    def capacity_bytes(self) -> int:
        """In all."""
    @property
    def available_bytes(self) -> int:
        """Free."""

@final
class PoolUse:
    """How busy a bounded set of connections is."""

    def __new__(cls, *, limit: int, busy: int, waiting: int) -> Self: ...
    @property
    def limit(self) -> int:
        """The most connections there may be."""
    @property
    def busy(self) -> int:
        """How many are at work."""
    @property
    def waiting(self) -> int:
        """How many calls wait for one."""

@final
class Progress:
    """How far an operation has come."""

    def __new__(cls, *, step: str, fraction: float, message: str) -> Self: ...
    @property
    def step(self) -> str:
        """The name of the step at work."""
    @property
    def fraction(self) -> float:
        """The share done, 0.0 to 1.0; it never falls while the operation runs forward."""
    @property
    def message(self) -> str:
        """A sentence for people."""

@final
class Project:
    """A group inside an organization, such as a department."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID, name: str, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def organization_id(self) -> str:
        """The organization it belongs to."""
    @property
    def name(self) -> str:
        """Its name, unique in the organization."""
    @property
    def created_at(self) -> datetime:
        """When it was created."""

@final
class Resource:
    """What an error is about: a kind such as `machine` and, where known, its id or name."""

    def __new__(cls, *, kind: str, id: str | None = ...) -> Self: ...
    @property
    def kind(self) -> str:
        """The kind in the words of the domain: `machine`, `image`, `volume` …"""
    @property
    def id(self) -> str | None:
        """The id, or the name where there is no id yet."""

@final
class Schedule:
    """A schedule."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID, project_id: str | UUID, name: str, timing: Timing, target: Target, misfire: Misfire, grace_ms: int, jitter_ms: int, state: ScheduleState | str, due_at: datetime, ticked_at: datetime | None = ..., runs: int, actor: str, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version: each tick adds one."""
    @property
    def organization_id(self) -> str:
        """The organization it belongs to."""
    @property
    def project_id(self) -> str:
        """The project it belongs to."""
    @property
    def name(self) -> str:
        """Its name, unique in the project."""
    @property
    def timing(self) -> Timing:
        """When it ticks."""
    @property
    def target(self) -> Target:
        """What a tick begins."""
    @property
    def misfire(self) -> Misfire:
        """What becomes of ticks that were missed."""
    @property
    def grace_ms(self) -> int:
        """How late a tick may be before it counts as missed, in milliseconds."""
    @property
    def jitter_ms(self) -> int:
        """Below which time it is late on purpose, in milliseconds: always by the same, which its id decides, so that
        schedules of one pattern do not all happen at once.
        """
    @property
    def state(self) -> ScheduleState:
        """Where it stands."""
    @property
    def due_at(self) -> datetime:
        """When its next tick is due, if it is active."""
    @property
    def ticked_at(self) -> datetime | None:
        """The last tick that happened or was left out: there is no tick before it any more, whatever its timing becomes."""
    @property
    def runs(self) -> int:
        """How often it ran."""
    @property
    def actor(self) -> str:
        """Who created it, as `Actor` writes itself: what it begins is theirs."""
    @property
    def created_at(self) -> datetime:
        """When it was created."""
    @property
    def next_at(self) -> datetime | None:
        """When its next tick is due."""

@final
class ScheduleRun:
    """One time that a schedule ran. The last 100 of each schedule are kept."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID, project_id: str | UUID, schedule_id: str | UUID, number: int, tick_at: datetime | None = ..., at: datetime, begun: Begun | None = ..., failure: Failure | None = ...) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def organization_id(self) -> str:
        """The organization of the schedule."""
    @property
    def project_id(self) -> str:
        """The project of the schedule."""
    @property
    def schedule_id(self) -> str:
        """The schedule."""
    @property
    def number(self) -> int:
        """Which run of the schedule it is, from 1."""
    @property
    def tick_at(self) -> datetime | None:
        """The tick it is of; none when somebody asked for it."""
    @property
    def at(self) -> datetime:
        """When it happened."""
    @property
    def begun(self) -> Begun | None:
        """What it began."""
    @property
    def failure(self) -> Failure | None:
        """Why it began nothing."""

@final
class StoragePool:
    """A place for volumes on a host."""

    def __new__(cls, *, id: str | UUID, version: int, host_id: str | UUID, name: str, kind: PoolKind | str, path: str, created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def host_id(self) -> str:
        """The host it is on."""
    @property
    def name(self) -> str:
        """Its name, unique on the host."""
    @property
    def kind(self) -> PoolKind:
        """What it is."""
    @property
    def path(self) -> str:
        """The absolute path on the host."""
    @property
    def created_at(self) -> datetime:
        """When it was created."""

@final
class Telemetry:
    """What this process has seen since it opened the library."""

    def __new__(cls, *, since: datetime, storage: Sequence[Latency], operations: Sequence[Latency], pool: PoolUse | None = ...) -> Self: ...
    @property
    def since(self) -> datetime:
        """Since when."""
    @property
    def storage(self) -> List[Latency]:
        """The calls of the database, by verb and table, the one that took most time in all first. Failures are those that
        the database refused as much as its own.
        """
    @property
    def operations(self) -> List[Latency]:
        """The operations that ended here, by kind, from the request to the end; the one that took most time in all first."""
    @property
    def pool(self) -> PoolUse | None:
        """How busy the database's connections are now, where the adapter has a pool of them."""

@final
class UnreachableHost:
    """A host that could not be looked at."""

    def __new__(cls, *, host_id: str | UUID, failure: Failure) -> Self: ...
    @property
    def host_id(self) -> str:
        """The host."""
    @property
    def failure(self) -> Failure:
        """Why."""

@final
class Volume:
    """A disk file."""

    def __new__(cls, *, id: str | UUID, version: int, organization_id: str | UUID, project_id: str | UUID, pool_id: str | UUID, name: str, format: VolumeFormat | str, size_bytes: int, backing_volume_id: str | UUID | None = ..., machine_id: str | UUID | None = ..., delete_with_machine: bool, position: int | None = ..., image_id: str | UUID | None = ..., state: VolumeState | str, lock_operation_id: str | UUID | None = ..., created_at: datetime) -> Self: ...
    @property
    def id(self) -> str:
        """Its id; the file is named after it."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def organization_id(self) -> str:
        """The organization it belongs to."""
    @property
    def project_id(self) -> str:
        """The project it belongs to."""
    @property
    def pool_id(self) -> str:
        """The pool its file is in."""
    @property
    def name(self) -> str:
        """A name for people; not unique."""
    @property
    def format(self) -> VolumeFormat:
        """Its format."""
    @property
    def size_bytes(self) -> int:
        """The size a guest sees, in bytes."""
    @property
    def backing_volume_id(self) -> str | None:
        """The volume it is a linked clone of, which cannot be deleted before it."""
    @property
    def machine_id(self) -> str | None:
        """The machine that has it as a disk."""
    @property
    def delete_with_machine(self) -> bool:
        """Whether it was made with the machine, and goes with it."""
    @property
    def position(self) -> int | None:
        """Its place among the machine's disks, from 0."""
    @property
    def image_id(self) -> str | None:
        """The image it is a file of."""
    @property
    def state(self) -> VolumeState:
        """Where it stands."""
    @property
    def lock_operation_id(self) -> str | None:
        """The operation that holds it."""
    @property
    def created_at(self) -> datetime:
        """When it was asked for."""

@final
class VolumeRef:
    """A volume in a pool, by our id alone: the adapter derives the file's place from the two, so that no path of a
    tenant's choosing ever reaches a hypervisor.
    """

    def __new__(cls, *, pool: str, id: str | UUID, format: VolumeFormat | str) -> Self: ...
    @property
    def pool(self) -> str:
        """The pool: for a directory pool, the absolute path of the directory on the host."""
    @property
    def id(self) -> str:
        """The volume."""
    @property
    def format(self) -> VolumeFormat:
        """Its format."""

@final
class VolumeSpec:
    """A volume to create."""

    def __new__(cls, *, volume: VolumeRef, size_bytes: int, backing: VolumeRef | None = ...) -> Self: ...
    @property
    def volume(self) -> VolumeRef:
        """Where, and under which id."""
    @property
    def size_bytes(self) -> int:
        """The size the guest sees, in bytes; a multiple of 512."""
    @property
    def backing(self) -> VolumeRef | None:
        """The volume it is a linked clone of: its unwritten blocks are read from there. Needs format `qcow2`."""

@final
class VolumeStatus:
    """A volume as found in a pool."""

    def __new__(cls, *, volume: VolumeRef, size_bytes: int, allocated_bytes: int) -> Self: ...
    @property
    def volume(self) -> VolumeRef:
        """Which one."""
    @property
    def size_bytes(self) -> int:
        """The size the guest sees, in bytes."""
    @property
    def allocated_bytes(self) -> int:
        """What it takes up on the host, in bytes."""

@final
class Call(Coroutine[Any, Any, T_co]):
    """A call that is to be awaited. Nothing happens before; to cancel it is to drop the call."""

    def __await__(self) -> Generator[Any, Any, T_co]: ...
    def send(self, value: Any, /) -> Any: ...
    def throw(self, kind: Any, value: Any = ..., traceback: Any = ..., /) -> Any: ...
    def close(self) -> None: ...

@final
class JobRun:
    """An attempt at a job, as its handler sees it."""

    @property
    def id(self) -> str:
        """The job's id: the same at each attempt."""
    @property
    def organization_id(self) -> str:
        """The organization it works for."""
    @property
    def project_id(self) -> str | None:
        """The project it works for."""
    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked for it to stop. A handler that then fails is not tried again."""
    def progress(self, fraction: float, message: str) -> None:
        """Says how far it has come: a share from 0.0 to 1.0, and a sentence for people. The latest is stored about once a
        second.
        """

@final
class Stream(Generic[T_co]):
    """An iterator over what arrives."""

    def __iter__(self) -> Iterator[T_co]: ...
    def __next__(self) -> T_co: ...
    def close(self) -> None:
        """Ends the stream."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> None: ...

@final
class AsyncStream(Generic[T_co]):
    """An asynchronous iterator over what arrives."""

    def __aiter__(self) -> AsyncIterator[T_co]: ...
    def __anext__(self) -> Call[T_co]: ...
    def aclose(self) -> Call[None]:
        """Ends the stream."""
    def __aenter__(self) -> Call[Self]: ...
    def __aexit__(self, *raised: object) -> Call[None]: ...

@final
class Operation(Generic[T_co]):
    """A long verb at work. Dropping it changes nothing; the work goes on, and `bay.operations.attach` gives a handle again."""

    @property
    def id(self) -> str:
        """Its id."""
    def status(self) -> OperationRecord:
        """How it stands now."""
    def cancel(self) -> None:
        """Asks it to stop, at the next edge between two steps; what it did is then undone. Returns at once."""
    def wait(self, timeout: float | timedelta | None = None) -> T_co:
        """Waits for its end, at most `timeout` seconds. When that passes it goes on, and can be waited for again."""
    def progress(self) -> Stream[Progress]:
        """Its progress: as it is now, then at each change, until its end."""

@final
class AsyncOperation(Generic[T_co]):
    """A long verb at work. Dropping it changes nothing; the work goes on, and `bay.operations.attach` gives a handle again."""

    @property
    def id(self) -> str:
        """Its id."""
    def status(self) -> Call[OperationRecord]:
        """How it stands now."""
    def cancel(self) -> Call[None]:
        """Asks it to stop, at the next edge between two steps; what it did is then undone. Returns at once."""
    def wait(self, timeout: float | timedelta | None = None) -> Call[T_co]:
        """Waits for its end, at most `timeout` seconds. When that passes it goes on, and can be waited for again."""
    def progress(self) -> AsyncStream[Progress]:
        """Its progress: as it is now, then at each change, until its end."""

@final
class Vmbay:
    """An open library: a database, its hypervisors, and everything one can do with them. Cheap to clone; every clone is the
    same library, in the same context.

    Dropping the last clone ends everything at once, as a crash would: what was at work waits until its lease is over, and
    where no other process watched meanwhile, one lease after the next start.
    `shutdown` ends it in order, and the next process goes on at once.
    """

    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> None: ...

    @property
    def organizations(self) -> Organizations:
        """Tenants."""

    @property
    def projects(self) -> Projects:
        """Groups inside tenants."""

    @property
    def hosts(self) -> Hosts:
        """Hosts: the hypervisors of every process on this database."""

    @property
    def events(self) -> Events:
        """What happened."""

    @property
    def consumers(self) -> Consumers:
        """Named consumers of what happened, whose place the database keeps."""

    @property
    def images(self) -> Images:
        """Images: bases that machines are made from."""

    @property
    def volumes(self) -> Volumes:
        """Volumes: disk files, empty or cloned from images."""

    @property
    def storage_pools(self) -> StoragePools:
        """Storage pools: where images and volumes lie."""

    @property
    def machines(self) -> Machines:
        """Machines."""

    @property
    def guest(self) -> Guest:
        """Inside machines: commands and files."""

    @property
    def operations(self) -> Operations:
        """Long work: its state, and kinds of the application's own."""

    @property
    def jobs(self) -> Jobs:
        """Background jobs of the application's own."""

    @property
    def schedules(self) -> Schedules:
        """What is to happen at certain times."""

    @property
    def leases(self) -> Leases:
        """Named leases, for what only one process may do at a time."""

    def with_(self, *, actor: Actor | None = None, scope: Scope | None = None, request_id: str | None = None, deadline: datetime | None = None) -> Vmbay:
        """The same library in another context: every call through it acts for that actor and sees no further than its scope.

        Arguments:
            actor: Who acts.
            scope: How far they can see at most; the policy may narrow it.
            request_id: The request it belongs to, kept with operations and events.
            deadline: When to give up, by the clock of this process; an operation that is begun takes it along, and a runner elsewhere
                compares it with its own.
        """

    def health(self, *, deadline: float | timedelta | None = None, backlog_age: float | timedelta | None = None, free_percent: int | None = None, drift: bool | None = None) -> Health:
        """How the library does, looking as `options` say.

        # Errors
        As `health`.

        Arguments:
            deadline: How long each check may take, all of them at once; 2 seconds unless told otherwise.
            backlog_age: From which age on an operation, an event for a named consumer, or a job that no worker knows, is a sign of trouble;
                60 seconds unless told otherwise.
            free_percent: Below which share of free space, in percent, a pool is nearly full; 10 unless told otherwise.
            drift: Whether to compare the database with what is on the hosts too, which reads every machine and volume; not unless
                told otherwise.

        Permission: `installation:health`.
        """

    def doctor(self) -> List[Diagnosis]:
        """Examines the database and every host: what they lack, and the package, setting or call that mends it; the worst
        first, nothing when all is well. It takes its time; `health` is for probes.

        # Errors
        As `health`.

        Permission: `installation:doctor`.
        """

    def telemetry(self) -> Telemetry:
        """How long the calls of the database and the operations took that this process made since it opened the library, and
        how busy the database's connections are now. It asks nothing of the database.

        # Errors
        As `health`.

        Permission: `installation:telemetry`.
        """

    def shutdown(self, deadline: float | timedelta) -> None:
        """Stops taking up work, lets what is at work come to the next edge within `deadline`, lets go of leases, and closes
        the hypervisors and the database. Machines go on running. What could not end is taken up by the next process at
        once.

        Letting go and closing have what is left of `deadline`, but a second each at least: it returns after `deadline` and
        two seconds at the latest, also when the database answers nothing any more. Leases then end by themselves.

        # Errors
        `timed_out` when something was still at work after `deadline`, or did not let go or close in time; everything is
        closed all the same.
        """

@final
class AsyncVmbay:
    """An open library: a database, its hypervisors, and everything one can do with them. Cheap to clone; every clone is the
    same library, in the same context.

    Dropping the last clone ends everything at once, as a crash would: what was at work waits until its lease is over, and
    where no other process watched meanwhile, one lease after the next start.
    `shutdown` ends it in order, and the next process goes on at once.
    """

    @property
    def organizations(self) -> AsyncOrganizations:
        """Tenants."""

    @property
    def projects(self) -> AsyncProjects:
        """Groups inside tenants."""

    @property
    def hosts(self) -> AsyncHosts:
        """Hosts: the hypervisors of every process on this database."""

    @property
    def events(self) -> AsyncEvents:
        """What happened."""

    @property
    def consumers(self) -> AsyncConsumers:
        """Named consumers of what happened, whose place the database keeps."""

    @property
    def images(self) -> AsyncImages:
        """Images: bases that machines are made from."""

    @property
    def volumes(self) -> AsyncVolumes:
        """Volumes: disk files, empty or cloned from images."""

    @property
    def storage_pools(self) -> AsyncStoragePools:
        """Storage pools: where images and volumes lie."""

    @property
    def machines(self) -> AsyncMachines:
        """Machines."""

    @property
    def guest(self) -> AsyncGuest:
        """Inside machines: commands and files."""

    @property
    def operations(self) -> AsyncOperations:
        """Long work: its state, and kinds of the application's own."""

    @property
    def jobs(self) -> AsyncJobs:
        """Background jobs of the application's own."""

    @property
    def schedules(self) -> AsyncSchedules:
        """What is to happen at certain times."""

    @property
    def leases(self) -> AsyncLeases:
        """Named leases, for what only one process may do at a time."""

    def with_(self, *, actor: Actor | None = None, scope: Scope | None = None, request_id: str | None = None, deadline: datetime | None = None) -> AsyncVmbay:
        """The same library in another context: every call through it acts for that actor and sees no further than its scope.

        Arguments:
            actor: Who acts.
            scope: How far they can see at most; the policy may narrow it.
            request_id: The request it belongs to, kept with operations and events.
            deadline: When to give up, by the clock of this process; an operation that is begun takes it along, and a runner elsewhere
                compares it with its own.
        """

    def health(self, *, deadline: float | timedelta | None = None, backlog_age: float | timedelta | None = None, free_percent: int | None = None, drift: bool | None = None) -> Call[Health]:
        """How the library does, looking as `options` say.

        # Errors
        As `health`.

        Arguments:
            deadline: How long each check may take, all of them at once; 2 seconds unless told otherwise.
            backlog_age: From which age on an operation, an event for a named consumer, or a job that no worker knows, is a sign of trouble;
                60 seconds unless told otherwise.
            free_percent: Below which share of free space, in percent, a pool is nearly full; 10 unless told otherwise.
            drift: Whether to compare the database with what is on the hosts too, which reads every machine and volume; not unless
                told otherwise.

        Permission: `installation:health`.
        """

    def doctor(self) -> Call[List[Diagnosis]]:
        """Examines the database and every host: what they lack, and the package, setting or call that mends it; the worst
        first, nothing when all is well. It takes its time; `health` is for probes.

        # Errors
        As `health`.

        Permission: `installation:doctor`.
        """

    def telemetry(self) -> Call[Telemetry]:
        """How long the calls of the database and the operations took that this process made since it opened the library, and
        how busy the database's connections are now. It asks nothing of the database.

        # Errors
        As `health`.

        Permission: `installation:telemetry`.
        """

    def shutdown(self, deadline: float | timedelta) -> Call[None]:
        """Stops taking up work, lets what is at work come to the next edge within `deadline`, lets go of leases, and closes
        the hypervisors and the database. Machines go on running. What could not end is taken up by the next process at
        once.

        Letting go and closing have what is left of `deadline`, but a second each at least: it returns after `deadline` and
        two seconds at the latest, also when the database answers nothing any more. Leases then end by themselves.

        # Errors
        `timed_out` when something was still at work after `deadline`, or did not let go or close in time; everything is
        closed all the same.
        """

@final
class Organizations:
    """Tenants: `Vmbay::organizations`.

    Whether a tenant is, and whether it may work, is decided from above it: only a caller whose scope is the whole
    installation makes, suspends, resumes and deletes organizations.
    """

    def create(self, name: str) -> Organization:
        """Makes an organization. It has no project yet.

        # Errors
        `invalid_argument` or `already_exists` for the name; `permission_denied`.

        Permission: `organization:create`.
        """

    def get(self, id: str | UUID) -> Organization:
        """The organization of this id.

        # Errors
        `not_found`.

        Permission: `organization:get`.
        """

    def list(self, *, name_prefix: str | None = None, suspended: bool | None = None, after: str | None = None, limit: int | None = None) -> Page[Organization]:
        """A page of organizations, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            name_prefix: Only those whose name begins with this.
            suspended: Only those that are suspended, or only those that are not.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `organization:list`.
        """

    def rename(self, id: str | UUID, name: str, *, expected_version: int | None = None) -> Organization:
        """Gives the organization another name.

        # Errors
        `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
        `expected_version`; `permission_denied`; `in_use` for the default one.

        Permission: `organization:update`.
        """

    def suspend(self, id: str | UUID) -> Organization:
        """Suspends the organization: it makes nothing new and starts nothing any more. What runs goes on running.

        # Errors
        `not_found`, `permission_denied`.

        Permission: `organization:suspend`.
        """

    def resume(self, id: str | UUID) -> Organization:
        """Lets a suspended organization work again.

        # Errors
        `not_found`, `permission_denied`.

        Permission: `organization:suspend`.
        """

    def delete(self, id: str | UUID) -> None:
        """Deletes an organization that owns nothing any more.

        # Errors
        `in_use` while a project of it is there, while an operation of it is not over, and for the default one;
        `not_found`, `permission_denied`.

        Permission: `organization:delete`.
        """

@final
class AsyncOrganizations:
    """Tenants: `Vmbay::organizations`.

    Whether a tenant is, and whether it may work, is decided from above it: only a caller whose scope is the whole
    installation makes, suspends, resumes and deletes organizations.
    """

    def create(self, name: str) -> Call[Organization]:
        """Makes an organization. It has no project yet.

        # Errors
        `invalid_argument` or `already_exists` for the name; `permission_denied`.

        Permission: `organization:create`.
        """

    def get(self, id: str | UUID) -> Call[Organization]:
        """The organization of this id.

        # Errors
        `not_found`.

        Permission: `organization:get`.
        """

    def list(self, *, name_prefix: str | None = None, suspended: bool | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[Organization]]:
        """A page of organizations, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            name_prefix: Only those whose name begins with this.
            suspended: Only those that are suspended, or only those that are not.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `organization:list`.
        """

    def rename(self, id: str | UUID, name: str, *, expected_version: int | None = None) -> Call[Organization]:
        """Gives the organization another name.

        # Errors
        `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
        `expected_version`; `permission_denied`; `in_use` for the default one.

        Permission: `organization:update`.
        """

    def suspend(self, id: str | UUID) -> Call[Organization]:
        """Suspends the organization: it makes nothing new and starts nothing any more. What runs goes on running.

        # Errors
        `not_found`, `permission_denied`.

        Permission: `organization:suspend`.
        """

    def resume(self, id: str | UUID) -> Call[Organization]:
        """Lets a suspended organization work again.

        # Errors
        `not_found`, `permission_denied`.

        Permission: `organization:suspend`.
        """

    def delete(self, id: str | UUID) -> Call[None]:
        """Deletes an organization that owns nothing any more.

        # Errors
        `in_use` while a project of it is there, while an operation of it is not over, and for the default one;
        `not_found`, `permission_denied`.

        Permission: `organization:delete`.
        """

@final
class Projects:
    """Projects: `Vmbay::projects`.

    An organization orders its projects itself: a caller confined to one project reads it and no more.
    """

    def create(self, organization: str | UUID, name: str) -> Project:
        """Makes a project in an organization.

        # Errors
        `invalid_argument` or `already_exists` for the name; `not_found` for the organization; `permission_denied`.

        Permission: `project:create`.
        """

    def get(self, id: str | UUID) -> Project:
        """The project of this id.

        # Errors
        `not_found`.

        Permission: `project:get`.
        """

    def list(self, *, organization: str | UUID | None = None, name_prefix: str | None = None, after: str | None = None, limit: int | None = None) -> Page[Project]:
        """A page of projects, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            organization: Only those of this organization.
            name_prefix: Only those whose name begins with this.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `project:list`.
        """

    def rename(self, id: str | UUID, name: str, *, expected_version: int | None = None) -> Project:
        """Gives the project another name.

        # Errors
        `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
        `expected_version`; `permission_denied`; `in_use` for the default one.

        Permission: `project:update`.
        """

    def delete(self, id: str | UUID) -> None:
        """Deletes a project in which nothing is any more.

        # Errors
        `in_use` while a machine, image or volume is in it, while an operation of it is not over, and for the default
        one; `not_found`, `permission_denied`.

        Permission: `project:delete`.
        """

@final
class AsyncProjects:
    """Projects: `Vmbay::projects`.

    An organization orders its projects itself: a caller confined to one project reads it and no more.
    """

    def create(self, organization: str | UUID, name: str) -> Call[Project]:
        """Makes a project in an organization.

        # Errors
        `invalid_argument` or `already_exists` for the name; `not_found` for the organization; `permission_denied`.

        Permission: `project:create`.
        """

    def get(self, id: str | UUID) -> Call[Project]:
        """The project of this id.

        # Errors
        `not_found`.

        Permission: `project:get`.
        """

    def list(self, *, organization: str | UUID | None = None, name_prefix: str | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[Project]]:
        """A page of projects, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            organization: Only those of this organization.
            name_prefix: Only those whose name begins with this.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `project:list`.
        """

    def rename(self, id: str | UUID, name: str, *, expected_version: int | None = None) -> Call[Project]:
        """Gives the project another name.

        # Errors
        `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
        `expected_version`; `permission_denied`; `in_use` for the default one.

        Permission: `project:update`.
        """

    def delete(self, id: str | UUID) -> Call[None]:
        """Deletes a project in which nothing is any more.

        # Errors
        `in_use` while a machine, image or volume is in it, while an operation of it is not over, and for the default
        one; `not_found`, `permission_denied`.

        Permission: `project:delete`.
        """

@final
class Hosts:
    """Hosts: `Vmbay::hosts`.

    Hosts belong to no organization: whoever may use the permission reads them all, and only a caller whose scope is the
    whole installation changes them.
    """

    def reconcile(self, *, host: str | UUID | None = None, mend: bool | None = None) -> DriftReport:
        """Compares the database with what is on the hosts, and mends it if told to. What an operation holds is left out;
        what is not ours is never touched.

        # Errors
        `not_found` for the host, `unavailable` when this process was opened without it, `permission_denied`.

        Arguments:
            host: The host; every one this process was opened with unless told otherwise.
            mend: Whether to mend what can be mended; otherwise it is only reported.

        Permission: `host:reconcile`.
        """

    def begin_reconcile(self, host: str | UUID) -> Operation[List[Drift]]:
        """Begins to mend what differs on one host.

        # Errors
        As `reconcile`.

        Permission: `host:reconcile`.
        """

    def get(self, id: str | UUID) -> Host:
        """The host of this id.

        # Errors
        `not_found`.

        Permission: `host:get`.
        """

    def list(self, *, admin_state: AdminState | str | None = None, connection_state: ConnectionState | str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Page[Host]:
        """A page of hosts, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            admin_state: Only those of which people decided this.
            connection_state: Only those whose connection was last seen like this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `host:list`.
        """

    def suggest(self, *, host: str | UUID | None = None, memory_mib: int | None = None, labels: Mapping[str, str] | None = None) -> Host:
        """The host that a machine would go to now. Nothing is reserved.

        # Errors
        `not_found` for a required host that is not there; `unavailable` when no host can take it, with the reason of
        each.

        Arguments:
            host: The only host it may go to; any unless told otherwise.
            memory_mib: Its memory in MiB.
            labels: Labels that its host must carry.

        Permission: `host:list`.
        """

    def update(self, id: str | UUID, *, labels: Mapping[str, str] | None = None, admin_state: AdminState | str | None = None, expected_version: int | None = None) -> Host:
        """Changes a host's labels or what people decided about it.

        # Errors
        `invalid_argument` for a label; `not_found`, `conflict`, `permission_denied`; `illegal_transition` for the state,
        `in_use` for the removal of a host with machines or volumes.

        Arguments:
            labels: Labels, in the place of those there.
            admin_state: What people decided: enabled, cordoned and in maintenance lead to each other; removal comes after maintenance,
                of an empty host, and is final.
            expected_version: The version the caller saw; a host that changed since is then refused with `conflict`.

        Permission: `host:update`.
        """

@final
class AsyncHosts:
    """Hosts: `Vmbay::hosts`.

    Hosts belong to no organization: whoever may use the permission reads them all, and only a caller whose scope is the
    whole installation changes them.
    """

    def reconcile(self, *, host: str | UUID | None = None, mend: bool | None = None) -> Call[DriftReport]:
        """Compares the database with what is on the hosts, and mends it if told to. What an operation holds is left out;
        what is not ours is never touched.

        # Errors
        `not_found` for the host, `unavailable` when this process was opened without it, `permission_denied`.

        Arguments:
            host: The host; every one this process was opened with unless told otherwise.
            mend: Whether to mend what can be mended; otherwise it is only reported.

        Permission: `host:reconcile`.
        """

    def begin_reconcile(self, host: str | UUID) -> Call[AsyncOperation[List[Drift]]]:
        """Begins to mend what differs on one host.

        # Errors
        As `reconcile`.

        Permission: `host:reconcile`.
        """

    def get(self, id: str | UUID) -> Call[Host]:
        """The host of this id.

        # Errors
        `not_found`.

        Permission: `host:get`.
        """

    def list(self, *, admin_state: AdminState | str | None = None, connection_state: ConnectionState | str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[Host]]:
        """A page of hosts, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            admin_state: Only those of which people decided this.
            connection_state: Only those whose connection was last seen like this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `host:list`.
        """

    def suggest(self, *, host: str | UUID | None = None, memory_mib: int | None = None, labels: Mapping[str, str] | None = None) -> Call[Host]:
        """The host that a machine would go to now. Nothing is reserved.

        # Errors
        `not_found` for a required host that is not there; `unavailable` when no host can take it, with the reason of
        each.

        Arguments:
            host: The only host it may go to; any unless told otherwise.
            memory_mib: Its memory in MiB.
            labels: Labels that its host must carry.

        Permission: `host:list`.
        """

    def update(self, id: str | UUID, *, labels: Mapping[str, str] | None = None, admin_state: AdminState | str | None = None, expected_version: int | None = None) -> Call[Host]:
        """Changes a host's labels or what people decided about it.

        # Errors
        `invalid_argument` for a label; `not_found`, `conflict`, `permission_denied`; `illegal_transition` for the state,
        `in_use` for the removal of a host with machines or volumes.

        Arguments:
            labels: Labels, in the place of those there.
            admin_state: What people decided: enabled, cordoned and in maintenance lead to each other; removal comes after maintenance,
                of an empty host, and is final.
            expected_version: The version the caller saw; a host that changed since is then refused with `conflict`.

        Permission: `host:update`.
        """

@final
class Events:
    """The stream of events: `Vmbay::events`."""

    def latest(self) -> str:
        """The place after the newest event: what a consumer starts from that cares only for what is to come.

        Permission: `event:list`.
        """

    def list(self, *, after: str | None = None, topic: str | None = None, entity_id: str | UUID | None = None, limit: int | None = None) -> EventPage:
        """A page of the events after a place.

        # Errors
        `invalid_argument` for a limit out of range.

        Arguments:
            after: Only events after this place.
            topic: Only topics that begin with this: `machine.` or `machine.created`.
            entity_id: Only events of this entity.
            limit: At most this many in one page: 1 to `MAX_LIMIT`.

        Permission: `event:list`.
        """

    def stream(self, *, after: str | None = None, topic: str | None = None, entity_id: str | UUID | None = None, limit: int | None = None) -> Stream[EventItem]:
        """Every event after a place, then every new one as it commits, without end. Dropping the stream ends it; a token
        of any event it yielded resumes it.

        Arguments:
            after: Only events after this place.
            topic: Only topics that begin with this: `machine.` or `machine.created`.
            entity_id: Only events of this entity.
            limit: At most this many in one page: 1 to `MAX_LIMIT`.

        Permission: `event:list`.
        """

    def prune(self, before: datetime) -> int:
        """Removes the events before `time`, of the whole installation, and says how many. Consumers that had not read them
        are told of the gap; `Consumers::list` tells beforehand which of the named ones would be.

        Permission: `event:prune`.
        """

@final
class AsyncEvents:
    """The stream of events: `Vmbay::events`."""

    def latest(self) -> Call[str]:
        """The place after the newest event: what a consumer starts from that cares only for what is to come.

        Permission: `event:list`.
        """

    def list(self, *, after: str | None = None, topic: str | None = None, entity_id: str | UUID | None = None, limit: int | None = None) -> Call[EventPage]:
        """A page of the events after a place.

        # Errors
        `invalid_argument` for a limit out of range.

        Arguments:
            after: Only events after this place.
            topic: Only topics that begin with this: `machine.` or `machine.created`.
            entity_id: Only events of this entity.
            limit: At most this many in one page: 1 to `MAX_LIMIT`.

        Permission: `event:list`.
        """

    def stream(self, *, after: str | None = None, topic: str | None = None, entity_id: str | UUID | None = None, limit: int | None = None) -> AsyncStream[EventItem]:
        """Every event after a place, then every new one as it commits, without end. Dropping the stream ends it; a token
        of any event it yielded resumes it.

        Arguments:
            after: Only events after this place.
            topic: Only topics that begin with this: `machine.` or `machine.created`.
            entity_id: Only events of this entity.
            limit: At most this many in one page: 1 to `MAX_LIMIT`.

        Permission: `event:list`.
        """

    def prune(self, before: datetime) -> Call[int]:
        """Removes the events before `time`, of the whole installation, and says how many. Consumers that had not read them
        are told of the gap; `Consumers::list` tells beforehand which of the named ones would be.

        Permission: `event:prune`.
        """

@final
class Consumers:
    """The named consumers of events: `Vmbay::consumers`. They see the events of the whole
    installation, and only a caller whose scope that is works with them.
    """

    def open(self, name: str, *, start: str | None = None, limit: int | None = None, lease: float | timedelta | None = None) -> Consumer:
        """The consumer `name`, which begins at `options.start` if it was never opened before. Any number of processes may have
        it open: one of them at a time owns it, and the others wait in `Consumer::next`.

        # Errors
        `invalid_argument` for the name, the options, or a start that no event has reached; `permission_denied` for whoever
        sees only a part of the installation.

        Arguments:
            start: Where a consumer that was never opened before begins; before the first event unless told otherwise.
            limit: At most this many events in a batch: 1 to 1000; 100 unless told otherwise.
            lease: How long an owner that went silent keeps the consumer, 100 milliseconds to an hour: the longest wait until another
                process goes on. 10 seconds unless told otherwise.

        Permission: `consumer:open`.
        """

    def list(self, *, after: str | None = None, limit: int | None = None) -> Page[ConsumerLag]:
        """A page of consumers, oldest first, and how far each is behind.

        Arguments:
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `consumer:list`.
        """

    def reset(self, name: str, to: str) -> ConsumerRecord:
        """Puts a consumer at another place, earlier or later. Its owner learns of it by a `conflict` of what it was about to
        commit, and goes on from there.

        # Errors
        `not_found`; `invalid_argument` for a place that no event has reached.

        Permission: `consumer:reset`.
        """

    def delete(self, name: str) -> None:
        """Forgets a consumer and its place; opened again it begins anew.

        # Errors
        `not_found`; `conflict` when its owner moved it just now.

        Permission: `consumer:delete`.
        """

@final
class AsyncConsumers:
    """The named consumers of events: `Vmbay::consumers`. They see the events of the whole
    installation, and only a caller whose scope that is works with them.
    """

    def open(self, name: str, *, start: str | None = None, limit: int | None = None, lease: float | timedelta | None = None) -> Call[AsyncConsumer]:
        """The consumer `name`, which begins at `options.start` if it was never opened before. Any number of processes may have
        it open: one of them at a time owns it, and the others wait in `Consumer::next`.

        # Errors
        `invalid_argument` for the name, the options, or a start that no event has reached; `permission_denied` for whoever
        sees only a part of the installation.

        Arguments:
            start: Where a consumer that was never opened before begins; before the first event unless told otherwise.
            limit: At most this many events in a batch: 1 to 1000; 100 unless told otherwise.
            lease: How long an owner that went silent keeps the consumer, 100 milliseconds to an hour: the longest wait until another
                process goes on. 10 seconds unless told otherwise.

        Permission: `consumer:open`.
        """

    def list(self, *, after: str | None = None, limit: int | None = None) -> Call[Page[ConsumerLag]]:
        """A page of consumers, oldest first, and how far each is behind.

        Arguments:
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `consumer:list`.
        """

    def reset(self, name: str, to: str) -> Call[ConsumerRecord]:
        """Puts a consumer at another place, earlier or later. Its owner learns of it by a `conflict` of what it was about to
        commit, and goes on from there.

        # Errors
        `not_found`; `invalid_argument` for a place that no event has reached.

        Permission: `consumer:reset`.
        """

    def delete(self, name: str) -> Call[None]:
        """Forgets a consumer and its place; opened again it begins anew.

        # Errors
        `not_found`; `conflict` when its owner moved it just now.

        Permission: `consumer:delete`.
        """

@final
class Consumer:
    """A consumer that is open: `Consumers::open`. Dropping it lets another process go on."""

    def next(self) -> EventPage | None:
        """What follows the consumer's place, once there is something and no other process owns the consumer; none once the
        library shuts down. A batch that was not acknowledged is given again.

        Where retention was quicker, the batch begins with a gap; it may hold nothing else.

        # Errors
        `not_found` once the consumer was deleted, and what the database says, or `timed_out` when it says nothing: call it
        again after that.

        # Cancellation
        Dropping the future ends the wait and loses nothing.
        """

    def acknowledge(self, token: str) -> None:
        """Moves the consumer's place to `token`: the end of the batch, or one of its events. For effects outside the database;
        they come first, and are repeated after a crash.

        # Errors
        As `commit`.
        """

    def release(self) -> None:
        """Gives it up, so that another process need not wait.

        # Errors
        What the database says; the consumer is free after its lease all the same.
        """

@final
class AsyncConsumer:
    """A consumer that is open: `Consumers::open`. Dropping it lets another process go on."""

    def next(self) -> Call[EventPage | None]:
        """What follows the consumer's place, once there is something and no other process owns the consumer; none once the
        library shuts down. A batch that was not acknowledged is given again.

        Where retention was quicker, the batch begins with a gap; it may hold nothing else.

        # Errors
        `not_found` once the consumer was deleted, and what the database says, or `timed_out` when it says nothing: call it
        again after that.

        # Cancellation
        Dropping the future ends the wait and loses nothing.
        """

    def acknowledge(self, token: str) -> Call[None]:
        """Moves the consumer's place to `token`: the end of the batch, or one of its events. For effects outside the database;
        they come first, and are repeated after a crash.

        # Errors
        As `commit`.
        """

    def release(self) -> Call[None]:
        """Gives it up, so that another process need not wait.

        # Errors
        What the database says; the consumer is free after its lease all the same.
        """

@final
class Images:
    """Images: `Vmbay::images`.

    Long verbs are pairs: `import` returns when the image is ready, `begin_import` returns an `Operation` at once.
    Dropping the future of the first abandons the wait, not the work.
    """

    def get(self, id: str | UUID) -> Image:
        """The image of this id.

        # Errors
        `not_found`.

        Permission: `image:get`.
        """

    def list(self, *, project: str | UUID | None = None, kind: ImageKind | str | None = None, state: ImageState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Page[Image]:
        """A page of images, newest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            project: Only those in this project.
            kind: Only those of this kind.
            state: Only those in this state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `image:list`.
        """

    def stream(self, *, project: str | UUID | None = None, kind: ImageKind | str | None = None, state: ImageState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Stream[Image]:
        """Every image, newest first, page by page; `query.limit` is the size of a page.

        Arguments:
            project: Only those in this project.
            kind: Only those of this kind.
            state: Only those in this state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `image:list`.
        """

    def import_disk(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Image:
        """Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
        sha256 where one was given.

        # Errors
        `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
        refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
        `idempotency_conflict`. Whatever the failure, nothing is left of the image.

        The cloud disk image at `path`, qcow2 or raw.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def import_iso(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Image:
        """Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
        sha256 where one was given.

        # Errors
        `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
        refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
        `idempotency_conflict`. Whatever the failure, nothing is left of the image.

        The ISO at `path`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def import_kernel(self, name: str, kernel: str | PathLike[str], initrd: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Image:
        """Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
        sha256 where one was given.

        # Errors
        `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
        refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
        `idempotency_conflict`. Whatever the failure, nothing is left of the image.

        The kernel at `kernel` with the initial RAM disk at `initrd`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def begin_import_disk(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Operation[Image]:
        """Begins what `import` does. What its files say is judged before this returns.

        The cloud disk image at `path`, qcow2 or raw.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def begin_import_iso(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Operation[Image]:
        """Begins what `import` does. What its files say is judged before this returns.

        The ISO at `path`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def begin_import_kernel(self, name: str, kernel: str | PathLike[str], initrd: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Operation[Image]:
        """Begins what `import` does. What its files say is judged before this returns.

        The kernel at `kernel` with the initial RAM disk at `initrd`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def update(self, id: str | UUID, *, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, expected_version: int | None = None) -> Image:
        """Changes the image's description, labels or command line.

        # Errors
        `invalid_argument` with the field, `not_found`, `conflict`.

        Arguments:
            description: What people should know.
            labels: Labels, in the place of those there.
            command_line: The kernel's command line unless a machine brings its own.
            expected_version: The version the caller saw; an image that changed since is then refused with `conflict`.

        Permission: `image:update`.
        """

    def delete(self, id: str | UUID) -> None:
        """Deletes the image: its files, then its rows.

        # Errors
        `not_found`, `locked`; `in_use` while a machine was made from it or a volume is cloned from it, before any file is
        touched. When deleting a file fails later, the image stays `deleting` and can be deleted again.

        Permission: `image:delete`.
        """

    def begin_delete(self, id: str | UUID) -> Operation[None]:
        """Begins what `delete` does.

        Permission: `image:delete`.
        """

@final
class AsyncImages:
    """Images: `Vmbay::images`.

    Long verbs are pairs: `import` returns when the image is ready, `begin_import` returns an `Operation` at once.
    Dropping the future of the first abandons the wait, not the work.
    """

    def get(self, id: str | UUID) -> Call[Image]:
        """The image of this id.

        # Errors
        `not_found`.

        Permission: `image:get`.
        """

    def list(self, *, project: str | UUID | None = None, kind: ImageKind | str | None = None, state: ImageState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[Image]]:
        """A page of images, newest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            project: Only those in this project.
            kind: Only those of this kind.
            state: Only those in this state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `image:list`.
        """

    def stream(self, *, project: str | UUID | None = None, kind: ImageKind | str | None = None, state: ImageState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> AsyncStream[Image]:
        """Every image, newest first, page by page; `query.limit` is the size of a page.

        Arguments:
            project: Only those in this project.
            kind: Only those of this kind.
            state: Only those in this state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `image:list`.
        """

    def import_disk(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Call[Image]:
        """Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
        sha256 where one was given.

        # Errors
        `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
        refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
        `idempotency_conflict`. Whatever the failure, nothing is left of the image.

        The cloud disk image at `path`, qcow2 or raw.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def import_iso(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Call[Image]:
        """Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
        sha256 where one was given.

        # Errors
        `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
        refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
        `idempotency_conflict`. Whatever the failure, nothing is left of the image.

        The ISO at `path`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def import_kernel(self, name: str, kernel: str | PathLike[str], initrd: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Call[Image]:
        """Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
        sha256 where one was given.

        # Errors
        `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
        refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
        `idempotency_conflict`. Whatever the failure, nothing is left of the image.

        The kernel at `kernel` with the initial RAM disk at `initrd`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def begin_import_disk(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Call[AsyncOperation[Image]]:
        """Begins what `import` does. What its files say is judged before this returns.

        The cloud disk image at `path`, qcow2 or raw.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def begin_import_iso(self, name: str, path: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Call[AsyncOperation[Image]]:
        """Begins what `import` does. What its files say is judged before this returns.

        The ISO at `path`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def begin_import_kernel(self, name: str, kernel: str | PathLike[str], initrd: str | PathLike[str], *, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, sha256: str | None = None, initrd_sha256: str | None = None, idempotency_key: str | None = None) -> Call[AsyncOperation[Image]]:
        """Begins what `import` does. What its files say is judged before this returns.

        The kernel at `kernel` with the initial RAM disk at `initrd`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; one that is enabled unless told otherwise.
            pool: The pool it goes to; the host's default one unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            command_line: The kernel's command line unless a machine brings its own.
            sha256: The sha256 that the disk, ISO or kernel must have, in hex.
            initrd_sha256: The sha256 that the initial RAM disk must have, in hex.
            idempotency_key: The same key and input give the same operation.

        Permission: `image:import`.
        """

    def update(self, id: str | UUID, *, description: str | None = None, labels: Mapping[str, str] | None = None, command_line: str | None = None, expected_version: int | None = None) -> Call[Image]:
        """Changes the image's description, labels or command line.

        # Errors
        `invalid_argument` with the field, `not_found`, `conflict`.

        Arguments:
            description: What people should know.
            labels: Labels, in the place of those there.
            command_line: The kernel's command line unless a machine brings its own.
            expected_version: The version the caller saw; an image that changed since is then refused with `conflict`.

        Permission: `image:update`.
        """

    def delete(self, id: str | UUID) -> Call[None]:
        """Deletes the image: its files, then its rows.

        # Errors
        `not_found`, `locked`; `in_use` while a machine was made from it or a volume is cloned from it, before any file is
        touched. When deleting a file fails later, the image stays `deleting` and can be deleted again.

        Permission: `image:delete`.
        """

    def begin_delete(self, id: str | UUID) -> Call[AsyncOperation[None]]:
        """Begins what `delete` does.

        Permission: `image:delete`.
        """

@final
class Volumes:
    """Volumes: `Vmbay::volumes`.

    Long verbs are pairs: `create` returns when the volume is ready, `begin_create` returns an `Operation` at once.
    Dropping the future of the first abandons the wait, not the work.
    """

    def get(self, id: str | UUID) -> Volume:
        """The volume of this id.

        # Errors
        `not_found`.

        Permission: `volume:get`.
        """

    def list(self, *, project: str | UUID | None = None, pool: str | UUID | None = None, machine: str | UUID | None = None, backing_volume: str | UUID | None = None, state: VolumeState | str | None = None, after: str | None = None, limit: int | None = None) -> Page[Volume]:
        """A page of volumes, newest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            project: Only those in this project.
            pool: Only those in this pool.
            machine: Only the disks of this machine.
            backing_volume: Only the linked clones of this volume.
            state: Only those in this state.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `volume:list`.
        """

    def stream(self, *, project: str | UUID | None = None, pool: str | UUID | None = None, machine: str | UUID | None = None, backing_volume: str | UUID | None = None, state: VolumeState | str | None = None, after: str | None = None, limit: int | None = None) -> Stream[Volume]:
        """Every volume, newest first, page by page; `query.limit` is the size of a page.

        Arguments:
            project: Only those in this project.
            pool: Only those in this pool.
            machine: Only the disks of this machine.
            backing_volume: Only the linked clones of this volume.
            state: Only those in this state.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `volume:list`.
        """

    def create(self, name: str, size_bytes: int, *, format: VolumeFormat | str | None = None, image: str | UUID | None = None, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, idempotency_key: str | None = None) -> Volume:
        """Makes a volume: its row, then its file.

        # Errors
        `invalid_argument` with the field, before any side effect; `not_found` for an image, pool, host or project;
        `illegal_transition` for an image that is not ready; `out_of_space`; `idempotency_conflict`. Whatever the failure,
        nothing is left of the volume.

        Arguments:
            name: A name for people; need not be unique.
            size_bytes: Its size in bytes: 1 MiB to 64 TiB, a multiple of 512; of a clone, at least the image's.
            format: Its format; qcow2 unless told otherwise, which a clone needs.
            image: The disk image it is a linked clone of.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; the image's, or one that is enabled, unless told otherwise.
            pool: The pool it goes to; the image's, or the host's default one, unless told otherwise.
            idempotency_key: The same key and input give the same operation.

        Permission: `volume:create`.
        """

    def begin_create(self, name: str, size_bytes: int, *, format: VolumeFormat | str | None = None, image: str | UUID | None = None, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, idempotency_key: str | None = None) -> Operation[Volume]:
        """Begins what `create` does.

        Arguments:
            name: A name for people; need not be unique.
            size_bytes: Its size in bytes: 1 MiB to 64 TiB, a multiple of 512; of a clone, at least the image's.
            format: Its format; qcow2 unless told otherwise, which a clone needs.
            image: The disk image it is a linked clone of.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; the image's, or one that is enabled, unless told otherwise.
            pool: The pool it goes to; the image's, or the host's default one, unless told otherwise.
            idempotency_key: The same key and input give the same operation.

        Permission: `volume:create`.
        """

    def resize(self, id: str | UUID, size_bytes: int) -> Volume:
        """Grows a volume to `size_bytes`. The machine it is a disk of is off.

        # Errors
        `invalid_argument` when it would not grow; `not_found`, `locked`; `in_use` when it belongs to an image;
        `illegal_transition` while its machine is on or saved.

        Permission: `volume:resize`.
        """

    def begin_resize(self, id: str | UUID, size_bytes: int) -> Operation[Volume]:
        """Begins what `resize` does.

        Permission: `volume:resize`.
        """

    def delete(self, id: str | UUID) -> None:
        """Deletes a volume: its file, then its row.

        # Errors
        `not_found`, `locked`; `in_use` while it belongs to a machine or an image, or others are clones of it, before the
        file is touched. When deleting the file fails later, the volume stays `deleting` and can be deleted again.

        Permission: `volume:delete`.
        """

    def begin_delete(self, id: str | UUID) -> Operation[None]:
        """Begins what `delete` does.

        Permission: `volume:delete`.
        """

@final
class AsyncVolumes:
    """Volumes: `Vmbay::volumes`.

    Long verbs are pairs: `create` returns when the volume is ready, `begin_create` returns an `Operation` at once.
    Dropping the future of the first abandons the wait, not the work.
    """

    def get(self, id: str | UUID) -> Call[Volume]:
        """The volume of this id.

        # Errors
        `not_found`.

        Permission: `volume:get`.
        """

    def list(self, *, project: str | UUID | None = None, pool: str | UUID | None = None, machine: str | UUID | None = None, backing_volume: str | UUID | None = None, state: VolumeState | str | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[Volume]]:
        """A page of volumes, newest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            project: Only those in this project.
            pool: Only those in this pool.
            machine: Only the disks of this machine.
            backing_volume: Only the linked clones of this volume.
            state: Only those in this state.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `volume:list`.
        """

    def stream(self, *, project: str | UUID | None = None, pool: str | UUID | None = None, machine: str | UUID | None = None, backing_volume: str | UUID | None = None, state: VolumeState | str | None = None, after: str | None = None, limit: int | None = None) -> AsyncStream[Volume]:
        """Every volume, newest first, page by page; `query.limit` is the size of a page.

        Arguments:
            project: Only those in this project.
            pool: Only those in this pool.
            machine: Only the disks of this machine.
            backing_volume: Only the linked clones of this volume.
            state: Only those in this state.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `volume:list`.
        """

    def create(self, name: str, size_bytes: int, *, format: VolumeFormat | str | None = None, image: str | UUID | None = None, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, idempotency_key: str | None = None) -> Call[Volume]:
        """Makes a volume: its row, then its file.

        # Errors
        `invalid_argument` with the field, before any side effect; `not_found` for an image, pool, host or project;
        `illegal_transition` for an image that is not ready; `out_of_space`; `idempotency_conflict`. Whatever the failure,
        nothing is left of the volume.

        Arguments:
            name: A name for people; need not be unique.
            size_bytes: Its size in bytes: 1 MiB to 64 TiB, a multiple of 512; of a clone, at least the image's.
            format: Its format; qcow2 unless told otherwise, which a clone needs.
            image: The disk image it is a linked clone of.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; the image's, or one that is enabled, unless told otherwise.
            pool: The pool it goes to; the image's, or the host's default one, unless told otherwise.
            idempotency_key: The same key and input give the same operation.

        Permission: `volume:create`.
        """

    def begin_create(self, name: str, size_bytes: int, *, format: VolumeFormat | str | None = None, image: str | UUID | None = None, project: str | UUID | None = None, host: str | UUID | None = None, pool: str | UUID | None = None, idempotency_key: str | None = None) -> Call[AsyncOperation[Volume]]:
        """Begins what `create` does.

        Arguments:
            name: A name for people; need not be unique.
            size_bytes: Its size in bytes: 1 MiB to 64 TiB, a multiple of 512; of a clone, at least the image's.
            format: Its format; qcow2 unless told otherwise, which a clone needs.
            image: The disk image it is a linked clone of.
            project: The project; the caller's own unless told otherwise.
            host: The host whose default pool it goes to; the image's, or one that is enabled, unless told otherwise.
            pool: The pool it goes to; the image's, or the host's default one, unless told otherwise.
            idempotency_key: The same key and input give the same operation.

        Permission: `volume:create`.
        """

    def resize(self, id: str | UUID, size_bytes: int) -> Call[Volume]:
        """Grows a volume to `size_bytes`. The machine it is a disk of is off.

        # Errors
        `invalid_argument` when it would not grow; `not_found`, `locked`; `in_use` when it belongs to an image;
        `illegal_transition` while its machine is on or saved.

        Permission: `volume:resize`.
        """

    def begin_resize(self, id: str | UUID, size_bytes: int) -> Call[AsyncOperation[Volume]]:
        """Begins what `resize` does.

        Permission: `volume:resize`.
        """

    def delete(self, id: str | UUID) -> Call[None]:
        """Deletes a volume: its file, then its row.

        # Errors
        `not_found`, `locked`; `in_use` while it belongs to a machine or an image, or others are clones of it, before the
        file is touched. When deleting the file fails later, the volume stays `deleting` and can be deleted again.

        Permission: `volume:delete`.
        """

    def begin_delete(self, id: str | UUID) -> Call[AsyncOperation[None]]:
        """Begins what `delete` does.

        Permission: `volume:delete`.
        """

@final
class StoragePools:
    """Storage pools: `Vmbay::storage_pools`.

    Pools belong to hosts and to no organization: whoever may use the permission reads them all, and only a caller whose
    scope is the whole installation changes them. Every host that keeps volumes has one from the start, named `default`.
    """

    def get(self, id: str | UUID) -> StoragePool:
        """The storage pool of this id.

        # Errors
        `not_found`.

        Permission: `storage_pool:get`.
        """

    def list(self, *, host: str | UUID | None = None, after: str | None = None, limit: int | None = None) -> Page[StoragePool]:
        """A page of storage pools, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            host: Only those on this host.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `storage_pool:list`.
        """

    def space(self, id: str | UUID) -> PoolSpace:
        """The space in a storage pool.

        # Errors
        `not_found`; `unavailable` when its host or its directory is not within reach.

        Permission: `storage_pool:space`.
        """

    def create(self, host: str | UUID, name: str, path: str) -> StoragePool:
        """Creates a storage pool, and makes sure that its directory can be used.

        # Errors
        `invalid_argument` with the field; `not_found` for the host; `already_exists` for the name or the path;
        `unavailable` when the host or the directory is not within reach; `permission_denied`.

        Arguments:
            host: The host it is on.
            name: Its name, unique on the host.
            path: The absolute path of a directory on the host, which is made when it is not there.

        Permission: `storage_pool:create`.
        """

    def delete(self, id: str | UUID) -> None:
        """Deletes a storage pool. Its directory stays as it is.

        # Errors
        `not_found`, `permission_denied`; `in_use` while volumes or images are in it, and for the default one of a host.

        Permission: `storage_pool:delete`.
        """

@final
class AsyncStoragePools:
    """Storage pools: `Vmbay::storage_pools`.

    Pools belong to hosts and to no organization: whoever may use the permission reads them all, and only a caller whose
    scope is the whole installation changes them. Every host that keeps volumes has one from the start, named `default`.
    """

    def get(self, id: str | UUID) -> Call[StoragePool]:
        """The storage pool of this id.

        # Errors
        `not_found`.

        Permission: `storage_pool:get`.
        """

    def list(self, *, host: str | UUID | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[StoragePool]]:
        """A page of storage pools, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            host: Only those on this host.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `storage_pool:list`.
        """

    def space(self, id: str | UUID) -> Call[PoolSpace]:
        """The space in a storage pool.

        # Errors
        `not_found`; `unavailable` when its host or its directory is not within reach.

        Permission: `storage_pool:space`.
        """

    def create(self, host: str | UUID, name: str, path: str) -> Call[StoragePool]:
        """Creates a storage pool, and makes sure that its directory can be used.

        # Errors
        `invalid_argument` with the field; `not_found` for the host; `already_exists` for the name or the path;
        `unavailable` when the host or the directory is not within reach; `permission_denied`.

        Arguments:
            host: The host it is on.
            name: Its name, unique on the host.
            path: The absolute path of a directory on the host, which is made when it is not there.

        Permission: `storage_pool:create`.
        """

    def delete(self, id: str | UUID) -> Call[None]:
        """Deletes a storage pool. Its directory stays as it is.

        # Errors
        `not_found`, `permission_denied`; `in_use` while volumes or images are in it, and for the default one of a host.

        Permission: `storage_pool:delete`.
        """

@final
class Machines:
    """Machines: `Vmbay::machines`.

    Every long verb is a pair: `start` returns when the machine runs, `begin_start` returns an `Operation` at once.
    Dropping the future of the first abandons the wait, not the work.
    """

    def create_many(self, creates: Sequence[MachineCreate], *, concurrency: int | None = None) -> List[ManyResult[str, Machine]]:
        """Makes many machines. One that fails does not keep the others from being made.

        Arguments:
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:create`.
        """

    def start_many(self, ids: Sequence[str | UUID], *, concurrency: int | None = None) -> List[ManyResult[str, Machine]]:
        """Turns many machines on.

        Arguments:
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:start`.
        """

    def stop_many(self, ids: Sequence[str | UUID], *, timeout_ms: int | None = None, force: bool | None = None, concurrency: int | None = None) -> List[ManyResult[str, Machine]]:
        """Turns many machines off.

        Arguments:
            timeout_ms: How long the guest is given to shut down, in milliseconds; 0 asks nothing of it.
            force: Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails.
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:stop`.
        """

    def delete_many(self, ids: Sequence[str | UUID], *, force: bool | None = None, concurrency: int | None = None) -> List[ManyResult[str, None]]:
        """Deletes many machines.

        Arguments:
            force: Whether a machine that is on is forced off first; otherwise it is refused.
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:delete`.
        """

    def get(self, id: str | UUID) -> Machine:
        """The machine of this id.

        # Errors
        `not_found`.

        Permission: `machine:get`.
        """

    def list(self, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, phase: MachinePhase | str | None = None, power_state: PowerState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Page[Machine]:
        """A page of machines, newest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            project: Only those in this project.
            host: Only those on this host.
            image: Only those made from this image.
            phase: Only those in this phase.
            power_state: Only those last seen in this power state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `machine:list`.
        """

    def stream(self, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, phase: MachinePhase | str | None = None, power_state: PowerState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Stream[Machine]:
        """Every machine, newest first, page by page; `query.limit` is the size of a page.

        Arguments:
            project: Only those in this project.
            host: Only those on this host.
            image: Only those made from this image.
            phase: Only those in this phase.
            power_state: Only those last seen in this power state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `machine:list`.
        """

    def count(self, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, phase: MachinePhase | str | None = None, power_state: PowerState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> int:
        """How many machines the query matches, whatever its page. Reads them all.

        Arguments:
            project: Only those in this project.
            host: Only those on this host.
            image: Only those made from this image.
            phase: Only those in this phase.
            power_state: Only those last seen in this power state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `machine:list`.
        """

    def create(self, name: str, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, vcpus: int | None = None, memory_mib: int | None = None, command_line: str | None = None, root_size_bytes: int | None = None, disks: Sequence[DiskCreate] | None = None, volumes: Sequence[str | UUID] | None = None, nics: Sequence[NicCreate] | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, metadata: Any = None, idempotency_key: str | None = None) -> Machine:
        """Makes a machine: its rows, its disks, its definition. It is off then.

        # Errors
        `invalid_argument` with the field, before any side effect; `not_found` for an image, volume, host or project;
        `already_exists` for the name; `in_use` for a volume; `unavailable` when no host can take it;
        `idempotency_conflict`. When making it fails later, everything is undone and the machine is `provision_failed`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host; chosen among the enabled ones unless told otherwise.
            image: What it is made from.
            vcpus: Virtual processors: 1 to 255; 1 unless told otherwise.
            memory_mib: Memory in MiB: 16 to 16,777,216; 512 unless told otherwise.
            command_line: The kernel's command line; the image's own unless told otherwise.
            root_size_bytes: The size of its clone of a disk image, in bytes; as large as the image unless told otherwise.
            disks: Empty disks to make, after the image's.
            volumes: Volumes to lend to it, after the disks made; they stay when it is deleted.
            nics: Network cards to give it; none unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            metadata: The application's own notes.
            idempotency_key: The same key and input give the same operation.

        Permission: `machine:create`.
        """

    def begin_create(self, name: str, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, vcpus: int | None = None, memory_mib: int | None = None, command_line: str | None = None, root_size_bytes: int | None = None, disks: Sequence[DiskCreate] | None = None, volumes: Sequence[str | UUID] | None = None, nics: Sequence[NicCreate] | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, metadata: Any = None, idempotency_key: str | None = None) -> Operation[Machine]:
        """Begins what `create` does.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host; chosen among the enabled ones unless told otherwise.
            image: What it is made from.
            vcpus: Virtual processors: 1 to 255; 1 unless told otherwise.
            memory_mib: Memory in MiB: 16 to 16,777,216; 512 unless told otherwise.
            command_line: The kernel's command line; the image's own unless told otherwise.
            root_size_bytes: The size of its clone of a disk image, in bytes; as large as the image unless told otherwise.
            disks: Empty disks to make, after the image's.
            volumes: Volumes to lend to it, after the disks made; they stay when it is deleted.
            nics: Network cards to give it; none unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            metadata: The application's own notes.
            idempotency_key: The same key and input give the same operation.

        Permission: `machine:create`.
        """

    def start(self, id: str | UUID) -> Machine:
        """Turns the machine on, with its pending changes. With a saved state it is restored from it.

        Permission: `machine:start`.
        """

    def begin_start(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `start` does.

        Permission: `machine:start`.
        """

    def force_stop(self, id: str | UUID) -> Machine:
        """Turns the machine off at once, as by pulling the plug. It may take the machine from a start or a stop.

        Permission: `machine:force_stop`.
        """

    def begin_force_stop(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `force_stop` does.

        Permission: `machine:force_stop`.
        """

    def reboot(self, id: str | UUID) -> Machine:
        """Asks the guest to restart.

        Permission: `machine:reboot`.
        """

    def begin_reboot(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `reboot` does.

        Permission: `machine:reboot`.
        """

    def reset(self, id: str | UUID) -> Machine:
        """Restarts the machine at once, as by the reset button.

        Permission: `machine:reset`.
        """

    def begin_reset(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `reset` does.

        Permission: `machine:reset`.
        """

    def pause(self, id: str | UUID) -> Machine:
        """Halts the machine's processors.

        Permission: `machine:pause`.
        """

    def begin_pause(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `pause` does.

        Permission: `machine:pause`.
        """

    def resume(self, id: str | UUID) -> Machine:
        """Lets a paused machine go on.

        Permission: `machine:resume`.
        """

    def begin_resume(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `resume` does.

        Permission: `machine:resume`.
        """

    def save(self, id: str | UUID) -> Machine:
        """Puts the machine's memory to the host's disk and turns it off; the next start brings it back.

        Permission: `machine:save`.
        """

    def begin_save(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `save` does.

        Permission: `machine:save`.
        """

    def restore(self, id: str | UUID) -> Machine:
        """Brings a saved machine back to where it was.

        Permission: `machine:restore`.
        """

    def begin_restore(self, id: str | UUID) -> Operation[Machine]:
        """Begins what `restore` does.

        Permission: `machine:restore`.
        """

    def stop(self, id: str | UUID, *, timeout_ms: int | None = None, force: bool | None = None) -> Machine:
        """Turns the machine off: asks the guest, waits, then forces if it may.

        # Errors
        `not_found`, `illegal_transition`, `locked`; `timed_out` when the guest does not listen and force is forbidden.

        Arguments:
            timeout_ms: How long the guest is given to shut down, in milliseconds; 0 asks nothing of it.
            force: Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails.

        Permission: `machine:stop`.
        """

    def begin_stop(self, id: str | UUID, *, timeout_ms: int | None = None, force: bool | None = None) -> Operation[Machine]:
        """Begins what `stop` does.

        Arguments:
            timeout_ms: How long the guest is given to shut down, in milliseconds; 0 asks nothing of it.
            force: Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails.

        Permission: `machine:stop`.
        """

    def delete(self, id: str | UUID, *, force: bool | None = None) -> None:
        """Deletes the machine as `delete` does, with options.

        Arguments:
            force: Whether a machine that is on is forced off first; otherwise it is refused.

        Permission: `machine:delete`.
        """

    def begin_delete(self, id: str | UUID, *, force: bool | None = None) -> Operation[None]:
        """Begins what `delete_with` does.

        Arguments:
            force: Whether a machine that is on is forced off first; otherwise it is refused.

        Permission: `machine:delete`.
        """

    def update(self, id: str | UUID, *, description: str | None = None, labels: Mapping[str, str] | None = None, metadata: Any = None, expected_version: int | None = None) -> Machine:
        """Changes the machine's description, labels or metadata.

        # Errors
        `invalid_argument` with the field, `not_found`, `conflict`.

        Arguments:
            description: What people should know.
            labels: Labels, in the place of those there.
            metadata: The application's own notes, in the place of those there.
            expected_version: The version the caller saw; a machine that changed since is then refused with `conflict`.

        Permission: `machine:update`.
        """

    def reconfigure(self, id: str | UUID, *, vcpus: int | None = None, memory_mib: int | None = None, command_line: str | None = None, expected_version: int | None = None) -> Machine:
        """Changes what the machine is made of, from its next start on:
        `pending_restart` tells that there is something to come.

        # Errors
        `invalid_argument` with the field, `not_found`, `conflict`, `locked`; `illegal_transition` while its memory is
        saved, which belongs to the hardware it was saved on.

        Arguments:
            vcpus: Virtual processors: 1 to 255.
            memory_mib: Memory in MiB: 16 to 16,777,216.
            command_line: The kernel's command line.
            expected_version: The version the caller saw; a machine that changed since is then refused with `conflict`.

        Permission: `machine:reconfigure`.
        """

    def wait_ready(self, id: str | UUID, timeout: float | timedelta, *, probes: Sequence[str] | None = None) -> Machine:
        """Waits until the machine's guest answers through its agent, and the probes that `options` name say that it is ready.

        # Errors
        As `wait_ready`; `invalid_argument` for a probe that nobody gave; what a probe fails with.

        Arguments:
            timeout: How long to wait at most.
            probes: The application's own probes that must say so too, by name.

        Permission: `machine:get`.
        """

@final
class AsyncMachines:
    """Machines: `Vmbay::machines`.

    Every long verb is a pair: `start` returns when the machine runs, `begin_start` returns an `Operation` at once.
    Dropping the future of the first abandons the wait, not the work.
    """

    def create_many(self, creates: Sequence[MachineCreate], *, concurrency: int | None = None) -> Call[List[ManyResult[str, Machine]]]:
        """Makes many machines. One that fails does not keep the others from being made.

        Arguments:
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:create`.
        """

    def start_many(self, ids: Sequence[str | UUID], *, concurrency: int | None = None) -> Call[List[ManyResult[str, Machine]]]:
        """Turns many machines on.

        Arguments:
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:start`.
        """

    def stop_many(self, ids: Sequence[str | UUID], *, timeout_ms: int | None = None, force: bool | None = None, concurrency: int | None = None) -> Call[List[ManyResult[str, Machine]]]:
        """Turns many machines off.

        Arguments:
            timeout_ms: How long the guest is given to shut down, in milliseconds; 0 asks nothing of it.
            force: Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails.
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:stop`.
        """

    def delete_many(self, ids: Sequence[str | UUID], *, force: bool | None = None, concurrency: int | None = None) -> Call[List[ManyResult[str, None]]]:
        """Deletes many machines.

        Arguments:
            force: Whether a machine that is on is forced off first; otherwise it is refused.
            concurrency: How many are at work at once: 1 to 256; 8 unless told otherwise.

        Permission: `machine:delete`.
        """

    def get(self, id: str | UUID) -> Call[Machine]:
        """The machine of this id.

        # Errors
        `not_found`.

        Permission: `machine:get`.
        """

    def list(self, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, phase: MachinePhase | str | None = None, power_state: PowerState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[Machine]]:
        """A page of machines, newest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            project: Only those in this project.
            host: Only those on this host.
            image: Only those made from this image.
            phase: Only those in this phase.
            power_state: Only those last seen in this power state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `machine:list`.
        """

    def stream(self, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, phase: MachinePhase | str | None = None, power_state: PowerState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> AsyncStream[Machine]:
        """Every machine, newest first, page by page; `query.limit` is the size of a page.

        Arguments:
            project: Only those in this project.
            host: Only those on this host.
            image: Only those made from this image.
            phase: Only those in this phase.
            power_state: Only those last seen in this power state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `machine:list`.
        """

    def count(self, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, phase: MachinePhase | str | None = None, power_state: PowerState | str | None = None, name_prefix: str | None = None, labels: Mapping[str, str] | None = None, after: str | None = None, limit: int | None = None) -> Call[int]:
        """How many machines the query matches, whatever its page. Reads them all.

        Arguments:
            project: Only those in this project.
            host: Only those on this host.
            image: Only those made from this image.
            phase: Only those in this phase.
            power_state: Only those last seen in this power state.
            name_prefix: Only those whose name begins with this.
            labels: Only those that carry all of these labels.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `machine:list`.
        """

    def create(self, name: str, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, vcpus: int | None = None, memory_mib: int | None = None, command_line: str | None = None, root_size_bytes: int | None = None, disks: Sequence[DiskCreate] | None = None, volumes: Sequence[str | UUID] | None = None, nics: Sequence[NicCreate] | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, metadata: Any = None, idempotency_key: str | None = None) -> Call[Machine]:
        """Makes a machine: its rows, its disks, its definition. It is off then.

        # Errors
        `invalid_argument` with the field, before any side effect; `not_found` for an image, volume, host or project;
        `already_exists` for the name; `in_use` for a volume; `unavailable` when no host can take it;
        `idempotency_conflict`. When making it fails later, everything is undone and the machine is `provision_failed`.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host; chosen among the enabled ones unless told otherwise.
            image: What it is made from.
            vcpus: Virtual processors: 1 to 255; 1 unless told otherwise.
            memory_mib: Memory in MiB: 16 to 16,777,216; 512 unless told otherwise.
            command_line: The kernel's command line; the image's own unless told otherwise.
            root_size_bytes: The size of its clone of a disk image, in bytes; as large as the image unless told otherwise.
            disks: Empty disks to make, after the image's.
            volumes: Volumes to lend to it, after the disks made; they stay when it is deleted.
            nics: Network cards to give it; none unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            metadata: The application's own notes.
            idempotency_key: The same key and input give the same operation.

        Permission: `machine:create`.
        """

    def begin_create(self, name: str, *, project: str | UUID | None = None, host: str | UUID | None = None, image: str | UUID | None = None, vcpus: int | None = None, memory_mib: int | None = None, command_line: str | None = None, root_size_bytes: int | None = None, disks: Sequence[DiskCreate] | None = None, volumes: Sequence[str | UUID] | None = None, nics: Sequence[NicCreate] | None = None, description: str | None = None, labels: Mapping[str, str] | None = None, metadata: Any = None, idempotency_key: str | None = None) -> Call[AsyncOperation[Machine]]:
        """Begins what `create` does.

        Arguments:
            name: Its name, unique in the project.
            project: The project; the caller's own unless told otherwise.
            host: The host; chosen among the enabled ones unless told otherwise.
            image: What it is made from.
            vcpus: Virtual processors: 1 to 255; 1 unless told otherwise.
            memory_mib: Memory in MiB: 16 to 16,777,216; 512 unless told otherwise.
            command_line: The kernel's command line; the image's own unless told otherwise.
            root_size_bytes: The size of its clone of a disk image, in bytes; as large as the image unless told otherwise.
            disks: Empty disks to make, after the image's.
            volumes: Volumes to lend to it, after the disks made; they stay when it is deleted.
            nics: Network cards to give it; none unless told otherwise.
            description: What people should know.
            labels: Labels, for choosing.
            metadata: The application's own notes.
            idempotency_key: The same key and input give the same operation.

        Permission: `machine:create`.
        """

    def start(self, id: str | UUID) -> Call[Machine]:
        """Turns the machine on, with its pending changes. With a saved state it is restored from it.

        Permission: `machine:start`.
        """

    def begin_start(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `start` does.

        Permission: `machine:start`.
        """

    def force_stop(self, id: str | UUID) -> Call[Machine]:
        """Turns the machine off at once, as by pulling the plug. It may take the machine from a start or a stop.

        Permission: `machine:force_stop`.
        """

    def begin_force_stop(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `force_stop` does.

        Permission: `machine:force_stop`.
        """

    def reboot(self, id: str | UUID) -> Call[Machine]:
        """Asks the guest to restart.

        Permission: `machine:reboot`.
        """

    def begin_reboot(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `reboot` does.

        Permission: `machine:reboot`.
        """

    def reset(self, id: str | UUID) -> Call[Machine]:
        """Restarts the machine at once, as by the reset button.

        Permission: `machine:reset`.
        """

    def begin_reset(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `reset` does.

        Permission: `machine:reset`.
        """

    def pause(self, id: str | UUID) -> Call[Machine]:
        """Halts the machine's processors.

        Permission: `machine:pause`.
        """

    def begin_pause(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `pause` does.

        Permission: `machine:pause`.
        """

    def resume(self, id: str | UUID) -> Call[Machine]:
        """Lets a paused machine go on.

        Permission: `machine:resume`.
        """

    def begin_resume(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `resume` does.

        Permission: `machine:resume`.
        """

    def save(self, id: str | UUID) -> Call[Machine]:
        """Puts the machine's memory to the host's disk and turns it off; the next start brings it back.

        Permission: `machine:save`.
        """

    def begin_save(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `save` does.

        Permission: `machine:save`.
        """

    def restore(self, id: str | UUID) -> Call[Machine]:
        """Brings a saved machine back to where it was.

        Permission: `machine:restore`.
        """

    def begin_restore(self, id: str | UUID) -> Call[AsyncOperation[Machine]]:
        """Begins what `restore` does.

        Permission: `machine:restore`.
        """

    def stop(self, id: str | UUID, *, timeout_ms: int | None = None, force: bool | None = None) -> Call[Machine]:
        """Turns the machine off: asks the guest, waits, then forces if it may.

        # Errors
        `not_found`, `illegal_transition`, `locked`; `timed_out` when the guest does not listen and force is forbidden.

        Arguments:
            timeout_ms: How long the guest is given to shut down, in milliseconds; 0 asks nothing of it.
            force: Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails.

        Permission: `machine:stop`.
        """

    def begin_stop(self, id: str | UUID, *, timeout_ms: int | None = None, force: bool | None = None) -> Call[AsyncOperation[Machine]]:
        """Begins what `stop` does.

        Arguments:
            timeout_ms: How long the guest is given to shut down, in milliseconds; 0 asks nothing of it.
            force: Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails.

        Permission: `machine:stop`.
        """

    def delete(self, id: str | UUID, *, force: bool | None = None) -> Call[None]:
        """Deletes the machine as `delete` does, with options.

        Arguments:
            force: Whether a machine that is on is forced off first; otherwise it is refused.

        Permission: `machine:delete`.
        """

    def begin_delete(self, id: str | UUID, *, force: bool | None = None) -> Call[AsyncOperation[None]]:
        """Begins what `delete_with` does.

        Arguments:
            force: Whether a machine that is on is forced off first; otherwise it is refused.

        Permission: `machine:delete`.
        """

    def update(self, id: str | UUID, *, description: str | None = None, labels: Mapping[str, str] | None = None, metadata: Any = None, expected_version: int | None = None) -> Call[Machine]:
        """Changes the machine's description, labels or metadata.

        # Errors
        `invalid_argument` with the field, `not_found`, `conflict`.

        Arguments:
            description: What people should know.
            labels: Labels, in the place of those there.
            metadata: The application's own notes, in the place of those there.
            expected_version: The version the caller saw; a machine that changed since is then refused with `conflict`.

        Permission: `machine:update`.
        """

    def reconfigure(self, id: str | UUID, *, vcpus: int | None = None, memory_mib: int | None = None, command_line: str | None = None, expected_version: int | None = None) -> Call[Machine]:
        """Changes what the machine is made of, from its next start on:
        `pending_restart` tells that there is something to come.

        # Errors
        `invalid_argument` with the field, `not_found`, `conflict`, `locked`; `illegal_transition` while its memory is
        saved, which belongs to the hardware it was saved on.

        Arguments:
            vcpus: Virtual processors: 1 to 255.
            memory_mib: Memory in MiB: 16 to 16,777,216.
            command_line: The kernel's command line.
            expected_version: The version the caller saw; a machine that changed since is then refused with `conflict`.

        Permission: `machine:reconfigure`.
        """

    def wait_ready(self, id: str | UUID, timeout: float | timedelta, *, probes: Sequence[str] | None = None) -> Call[Machine]:
        """Waits until the machine's guest answers through its agent, and the probes that `options` name say that it is ready.

        # Errors
        As `wait_ready`; `invalid_argument` for a probe that nobody gave; what a probe fails with.

        Arguments:
            timeout: How long to wait at most.
            probes: The application's own probes that must say so too, by name.

        Permission: `machine:get`.
        """

@final
class Guest:
    """Guests: `Vmbay::guest`. Every call needs a running machine whose guest runs an agent."""

    def ping(self, id: str | UUID) -> None:
        """Asks whether the agent answers.

        # Errors
        `guest_failed` when it does not; `illegal_transition` when the machine is not running.

        Permission: `guest:ping`.
        """

    def exec(self, id: str | UUID, argv: Sequence[str], *, env: Sequence[str] | None = None, stdin: bytes | bytearray | memoryview | None = None, timeout: float | timedelta | None = None) -> ExecOutput:
        """Runs a command and returns what it left behind.

        # Errors
        `invalid_argument` for an empty command or a NUL in it; `guest_failed` when it cannot be started or the guest
        dies; `timed_out` after the command's time-out, when it may go on in the guest.

        Arguments:
            argv: The program, then its arguments; passed as data.
            env: Its environment, as `NAME=value`; the agent's own when empty.
            stdin: What it reads from its standard input; at most 16 MiB.
            timeout: How long it may take; 60 seconds unless told otherwise.

        Permission: `guest:exec`.
        """

    def exec_stream(self, id: str | UUID, argv: Sequence[str], *, env: Sequence[str] | None = None, stdin: bytes | bytearray | memoryview | None = None, timeout: float | timedelta | None = None) -> Stream[ExecEvent]:
        """Runs a command and streams its output; the last item tells how it ended.

        Arguments:
            argv: The program, then its arguments; passed as data.
            env: Its environment, as `NAME=value`; the agent's own when empty.
            stdin: What it reads from its standard input; at most 16 MiB.
            timeout: How long it may take; 60 seconds unless told otherwise.

        Permission: `guest:exec`.
        """

    def read_file(self, id: str | UUID, path: str) -> bytes:
        """Reads a file, at most 256 MiB of it at once.

        # Errors
        `guest_failed` when it cannot be read.

        Permission: `guest:read`.
        """

    def read_file_stream(self, id: str | UUID, path: str) -> Stream[bytes]:
        """Reads a file of any size in chunks.

        Permission: `guest:read`.
        """

    def write_file(self, id: str | UUID, path: str, content: bytes | bytearray | memoryview) -> None:
        """Writes a file, replacing what was there.

        # Errors
        `guest_failed` when it cannot be written.

        Permission: `guest:write`.
        """

    def console_log(self, id: str | UUID, offset: int) -> bytes:
        """What the machine wrote to its serial console since it was last started, from byte `offset` on: at most 1 MiB.

        Permission: `guest:console`.
        """

@final
class AsyncGuest:
    """Guests: `Vmbay::guest`. Every call needs a running machine whose guest runs an agent."""

    def ping(self, id: str | UUID) -> Call[None]:
        """Asks whether the agent answers.

        # Errors
        `guest_failed` when it does not; `illegal_transition` when the machine is not running.

        Permission: `guest:ping`.
        """

    def exec(self, id: str | UUID, argv: Sequence[str], *, env: Sequence[str] | None = None, stdin: bytes | bytearray | memoryview | None = None, timeout: float | timedelta | None = None) -> Call[ExecOutput]:
        """Runs a command and returns what it left behind.

        # Errors
        `invalid_argument` for an empty command or a NUL in it; `guest_failed` when it cannot be started or the guest
        dies; `timed_out` after the command's time-out, when it may go on in the guest.

        Arguments:
            argv: The program, then its arguments; passed as data.
            env: Its environment, as `NAME=value`; the agent's own when empty.
            stdin: What it reads from its standard input; at most 16 MiB.
            timeout: How long it may take; 60 seconds unless told otherwise.

        Permission: `guest:exec`.
        """

    def exec_stream(self, id: str | UUID, argv: Sequence[str], *, env: Sequence[str] | None = None, stdin: bytes | bytearray | memoryview | None = None, timeout: float | timedelta | None = None) -> AsyncStream[ExecEvent]:
        """Runs a command and streams its output; the last item tells how it ended.

        Arguments:
            argv: The program, then its arguments; passed as data.
            env: Its environment, as `NAME=value`; the agent's own when empty.
            stdin: What it reads from its standard input; at most 16 MiB.
            timeout: How long it may take; 60 seconds unless told otherwise.

        Permission: `guest:exec`.
        """

    def read_file(self, id: str | UUID, path: str) -> Call[bytes]:
        """Reads a file, at most 256 MiB of it at once.

        # Errors
        `guest_failed` when it cannot be read.

        Permission: `guest:read`.
        """

    def read_file_stream(self, id: str | UUID, path: str) -> AsyncStream[bytes]:
        """Reads a file of any size in chunks.

        Permission: `guest:read`.
        """

    def write_file(self, id: str | UUID, path: str, content: bytes | bytearray | memoryview) -> Call[None]:
        """Writes a file, replacing what was there.

        # Errors
        `guest_failed` when it cannot be written.

        Permission: `guest:write`.
        """

    def console_log(self, id: str | UUID, offset: int) -> Call[bytes]:
        """What the machine wrote to its serial console since it was last started, from byte `offset` on: at most 1 MiB.

        Permission: `guest:console`.
        """

@final
class Operations:
    """The operations: `Vmbay::operations`."""

    def get(self, id: str | UUID) -> OperationRecord:
        """The operation of this id.

        Permission: `operation:get`.
        """

    def list(self, *, state: OperationState | str | None = None, kind: str | None = None, target_id: str | UUID | None = None, after: str | None = None, limit: int | None = None) -> Page[OperationRecord]:
        """A page of operations, newest first.

        Arguments:
            state: Only those in this state.
            kind: Only those of this kind.
            target_id: Only those that work on this entity.
            after: Where the page before ended.
            limit: At most this many.

        Permission: `operation:list`.
        """

    def begin(self, kind: str, *, input: Any = None, idempotency_key: str | None = None, delay: float | timedelta | None = None, time_limit: float | timedelta | None = None) -> Operation[Any]:
        """Begins an operation of a kind the application registered with
        `Builder::operation`. Its value is the JSON its task returned.

        # Errors
        `not_found` for a kind that is not registered; `idempotency_conflict`.

        Arguments:
            input: What it is asked to do, without secrets: it is stored.
            idempotency_key: The same key and input give the same operation.
            delay: Not before this much time has passed. The runner compares the clock of this process with its own: by as much as the
                two differ it comes sooner or later, and once all the same.
            time_limit: Fails unless it has ended within this much time, by the clocks of this process and of the runner: where they differ,
                by that much sooner or later.

        Permission: `operation:begin`.
        """

    def attach(self, id: str | UUID) -> Operation[Any]:
        """A handle on an operation begun earlier, here or in another process. Its value is the operation's output.

        Permission: `operation:get`.
        """

    def cancel(self, id: str | UUID) -> OperationRecord:
        """Asks an operation to stop.

        Permission: `operation:cancel`.
        """

    def settle(self, limit: float | timedelta) -> None:
        """Waits until no operation is queued or at work, as after a restart that has something to recover.

        # Errors
        `timed_out` when some still are after `limit`.

        Permission: `operation:list`.
        """

    def prune(self, before: datetime) -> int:
        """Removes the ended operations that finished before `time`, and says how many.

        Permission: `operation:prune`.
        """

@final
class AsyncOperations:
    """The operations: `Vmbay::operations`."""

    def get(self, id: str | UUID) -> Call[OperationRecord]:
        """The operation of this id.

        Permission: `operation:get`.
        """

    def list(self, *, state: OperationState | str | None = None, kind: str | None = None, target_id: str | UUID | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[OperationRecord]]:
        """A page of operations, newest first.

        Arguments:
            state: Only those in this state.
            kind: Only those of this kind.
            target_id: Only those that work on this entity.
            after: Where the page before ended.
            limit: At most this many.

        Permission: `operation:list`.
        """

    def begin(self, kind: str, *, input: Any = None, idempotency_key: str | None = None, delay: float | timedelta | None = None, time_limit: float | timedelta | None = None) -> Call[AsyncOperation[Any]]:
        """Begins an operation of a kind the application registered with
        `Builder::operation`. Its value is the JSON its task returned.

        # Errors
        `not_found` for a kind that is not registered; `idempotency_conflict`.

        Arguments:
            input: What it is asked to do, without secrets: it is stored.
            idempotency_key: The same key and input give the same operation.
            delay: Not before this much time has passed. The runner compares the clock of this process with its own: by as much as the
                two differ it comes sooner or later, and once all the same.
            time_limit: Fails unless it has ended within this much time, by the clocks of this process and of the runner: where they differ,
                by that much sooner or later.

        Permission: `operation:begin`.
        """

    def attach(self, id: str | UUID) -> Call[AsyncOperation[Any]]:
        """A handle on an operation begun earlier, here or in another process. Its value is the operation's output.

        Permission: `operation:get`.
        """

    def cancel(self, id: str | UUID) -> Call[OperationRecord]:
        """Asks an operation to stop.

        Permission: `operation:cancel`.
        """

    def settle(self, limit: float | timedelta) -> Call[None]:
        """Waits until no operation is queued or at work, as after a restart that has something to recover.

        # Errors
        `timed_out` when some still are after `limit`.

        Permission: `operation:list`.
        """

    def prune(self, before: datetime) -> Call[int]:
        """Removes the ended operations that finished before `time`, and says how many.

        Permission: `operation:prune`.
        """

@final
class Jobs:
    """The jobs: `Vmbay::jobs`."""

    def enqueue(self, kind: str, payload: Any, *, project: str | UUID | None = None, priority: int | None = None, delay: float | timedelta | None = None, dedupe_key: str | None = None, limit_key: str | None = None) -> JobRecord:
        """Stores a job. Where another of its dedupe key is queued or running, that one is returned in
        its place.

        # Errors
        As `prepare`.

        Arguments:
            kind: What it does, as the application named it: 1 to 100 bytes.
            payload: What its handler is given: no secrets, since it is stored.
            project: The project it works for; the caller's own unless told otherwise.
            priority: 0 to 9, higher sooner: each step is a head start of an hour over the jobs of its kind.
            delay: Not before this much time has passed.
            dedupe_key: The organization's jobs of this kind that are queued or running have no two of the same key.
            limit_key: What the job is limited by where its kind has a limit per key.

        Permission: `job:enqueue`.
        """

    def enqueue_many(self, new: Sequence[NewJob]) -> List[JobRecord]:
        """Stores many jobs in one unit: all or none.

        # Errors
        As `prepare`; `already_exists` when a dedupe key is taken.

        Permission: `job:enqueue`.
        """

    def get(self, id: str | UUID) -> JobRecord:
        """The job of this id. One that succeeded or was cancelled is gone.

        Permission: `job:get`.
        """

    def list(self, *, state: JobState | str | None = None, kind: str | None = None, after: str | None = None, limit: int | None = None) -> Page[JobRecord]:
        """A page of jobs.

        Arguments:
            state: Only those in this state.
            kind: Only those of this kind.
            after: Where the page before ended.
            limit: At most this many.

        Permission: `job:list`.
        """

    def cancel(self, id: str | UUID) -> None:
        """Removes a job that waits, or asks one that runs to stop.

        # Errors
        `illegal_transition` for a dead letter.

        Permission: `job:cancel`.
        """

    def replay(self, id: str | UUID) -> JobRecord:
        """Gives a dead letter all its attempts again.

        # Errors
        `illegal_transition` for a job that is not dead.

        Permission: `job:replay`.
        """

    def replay_all(self, kind: str) -> int:
        """Gives every dead letter of a kind all its attempts again, and says how many there were. Priority counts no more:
        they go in the order in which they would have been done.

        Permission: `job:replay`.
        """

    def purge(self, kind: str) -> int:
        """Removes every dead letter of a kind, and says how many there were.

        Permission: `job:purge`.
        """

    def stats(self) -> List[JobStats]:
        """How the jobs of each kind do, by kind. Reads all of them: it is for people, not for loops.

        Permission: `job:stats`.
        """

@final
class AsyncJobs:
    """The jobs: `Vmbay::jobs`."""

    def enqueue(self, kind: str, payload: Any, *, project: str | UUID | None = None, priority: int | None = None, delay: float | timedelta | None = None, dedupe_key: str | None = None, limit_key: str | None = None) -> Call[JobRecord]:
        """Stores a job. Where another of its dedupe key is queued or running, that one is returned in
        its place.

        # Errors
        As `prepare`.

        Arguments:
            kind: What it does, as the application named it: 1 to 100 bytes.
            payload: What its handler is given: no secrets, since it is stored.
            project: The project it works for; the caller's own unless told otherwise.
            priority: 0 to 9, higher sooner: each step is a head start of an hour over the jobs of its kind.
            delay: Not before this much time has passed.
            dedupe_key: The organization's jobs of this kind that are queued or running have no two of the same key.
            limit_key: What the job is limited by where its kind has a limit per key.

        Permission: `job:enqueue`.
        """

    def enqueue_many(self, new: Sequence[NewJob]) -> Call[List[JobRecord]]:
        """Stores many jobs in one unit: all or none.

        # Errors
        As `prepare`; `already_exists` when a dedupe key is taken.

        Permission: `job:enqueue`.
        """

    def get(self, id: str | UUID) -> Call[JobRecord]:
        """The job of this id. One that succeeded or was cancelled is gone.

        Permission: `job:get`.
        """

    def list(self, *, state: JobState | str | None = None, kind: str | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[JobRecord]]:
        """A page of jobs.

        Arguments:
            state: Only those in this state.
            kind: Only those of this kind.
            after: Where the page before ended.
            limit: At most this many.

        Permission: `job:list`.
        """

    def cancel(self, id: str | UUID) -> Call[None]:
        """Removes a job that waits, or asks one that runs to stop.

        # Errors
        `illegal_transition` for a dead letter.

        Permission: `job:cancel`.
        """

    def replay(self, id: str | UUID) -> Call[JobRecord]:
        """Gives a dead letter all its attempts again.

        # Errors
        `illegal_transition` for a job that is not dead.

        Permission: `job:replay`.
        """

    def replay_all(self, kind: str) -> Call[int]:
        """Gives every dead letter of a kind all its attempts again, and says how many there were. Priority counts no more:
        they go in the order in which they would have been done.

        Permission: `job:replay`.
        """

    def purge(self, kind: str) -> Call[int]:
        """Removes every dead letter of a kind, and says how many there were.

        Permission: `job:purge`.
        """

    def stats(self) -> Call[List[JobStats]]:
        """How the jobs of each kind do, by kind. Reads all of them: it is for people, not for loops.

        Permission: `job:stats`.
        """

@final
class Schedules:
    """Schedules: `Vmbay::schedules`."""

    def create(self, name: str, timing: Timing, target: Target, *, project: str | UUID | None = None, misfire: Misfire | None = None, grace: float | timedelta | None = None, jitter: float | timedelta | None = None) -> Schedule:
        """Creates a schedule. Whether the caller may do what its ticks begin is asked here, and not again at each tick.

        # Errors
        `invalid_argument` with the field; `already_exists` for the name; `not_found` for the project, the machine or the kind
        of operation; `permission_denied` also for what its ticks begin.

        Arguments:
            name: Its name, unique in the project.
            timing: When it ticks.
            target: What a tick begins.
            project: The project it belongs to; the caller's own unless told otherwise.
            misfire: What becomes of ticks that were missed; the last of them happens unless told otherwise.
            grace: How late a tick may be before it counts as missed: a second to a day, above the difference of the clocks of your
                processes; two minutes unless told otherwise.
            jitter: Below which time the schedule is late on purpose: at most a day; none unless told otherwise.

        Permission: `schedule:create`.
        """

    def get(self, id: str | UUID) -> Schedule:
        """The schedule of this id.

        # Errors
        `not_found`.

        Permission: `schedule:get`.
        """

    def list(self, *, state: ScheduleState | str | None = None, after: str | None = None, limit: int | None = None) -> Page[Schedule]:
        """A page of schedules, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            state: Only those in this state.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `schedule:list`.
        """

    def runs(self, id: str | UUID, *, after: str | None = None, limit: int | None = None) -> Page[ScheduleRun]:
        """A page of the last runs of a schedule, newest first.

        # Errors
        As `get` and `list`.

        Arguments:
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `schedule:get`.
        """

    def update(self, id: str | UUID, *, timing: Timing | None = None, target: Target | None = None, misfire: Misfire | None = None, grace: float | timedelta | None = None, jitter: float | timedelta | None = None, expected_version: int | None = None) -> Schedule:
        """Changes a schedule. With another timing it waits for its first tick from now on, unless it is paused.

        # Errors
        As `create`; `conflict` when it no longer has the expected version.

        Arguments:
            timing: When it ticks from now on. A schedule that had ended begins again.
            target: What a tick begins.
            misfire: What becomes of ticks that were missed.
            grace: How late a tick may be before it counts as missed.
            jitter: Below which time it is late on purpose.
            expected_version: Only if it still has this version.

        Permission: `schedule:update`.
        """

    def pause(self, id: str | UUID) -> Schedule:
        """Lets a schedule rest: the ticks until it is resumed are not missed, there are none.

        # Errors
        `not_found`; `illegal_transition` unless it is active.

        Permission: `schedule:pause`.
        """

    def resume(self, id: str | UUID) -> Schedule:
        """Lets a paused schedule wait for its first tick from now on.

        # Errors
        `not_found`; `illegal_transition` unless it is paused; `invalid_argument` when it has no tick to come.

        Permission: `schedule:resume`.
        """

    def run(self, id: str | UUID) -> ScheduleRun:
        """Begins at once what a tick of the schedule begins, whatever its state; its ticks stay as they are.

        # Errors
        `not_found`; `locked` while another operation holds its machine. What refuses it otherwise is told by the
        failure of the run.

        Permission: `schedule:run`.
        """

    def delete(self, id: str | UUID) -> None:
        """Deletes a schedule and its runs. What it began goes on.

        # Errors
        `not_found`.

        Permission: `schedule:delete`.
        """

@final
class AsyncSchedules:
    """Schedules: `Vmbay::schedules`."""

    def create(self, name: str, timing: Timing, target: Target, *, project: str | UUID | None = None, misfire: Misfire | None = None, grace: float | timedelta | None = None, jitter: float | timedelta | None = None) -> Call[Schedule]:
        """Creates a schedule. Whether the caller may do what its ticks begin is asked here, and not again at each tick.

        # Errors
        `invalid_argument` with the field; `already_exists` for the name; `not_found` for the project, the machine or the kind
        of operation; `permission_denied` also for what its ticks begin.

        Arguments:
            name: Its name, unique in the project.
            timing: When it ticks.
            target: What a tick begins.
            project: The project it belongs to; the caller's own unless told otherwise.
            misfire: What becomes of ticks that were missed; the last of them happens unless told otherwise.
            grace: How late a tick may be before it counts as missed: a second to a day, above the difference of the clocks of your
                processes; two minutes unless told otherwise.
            jitter: Below which time the schedule is late on purpose: at most a day; none unless told otherwise.

        Permission: `schedule:create`.
        """

    def get(self, id: str | UUID) -> Call[Schedule]:
        """The schedule of this id.

        # Errors
        `not_found`.

        Permission: `schedule:get`.
        """

    def list(self, *, state: ScheduleState | str | None = None, after: str | None = None, limit: int | None = None) -> Call[Page[Schedule]]:
        """A page of schedules, oldest first.

        # Errors
        `invalid_argument` for a limit out of range or a cursor of another list.

        Arguments:
            state: Only those in this state.
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `schedule:list`.
        """

    def runs(self, id: str | UUID, *, after: str | None = None, limit: int | None = None) -> Call[Page[ScheduleRun]]:
        """A page of the last runs of a schedule, newest first.

        # Errors
        As `get` and `list`.

        Arguments:
            after: Where the page before ended.
            limit: At most this many in a page: 1 to 1000.

        Permission: `schedule:get`.
        """

    def update(self, id: str | UUID, *, timing: Timing | None = None, target: Target | None = None, misfire: Misfire | None = None, grace: float | timedelta | None = None, jitter: float | timedelta | None = None, expected_version: int | None = None) -> Call[Schedule]:
        """Changes a schedule. With another timing it waits for its first tick from now on, unless it is paused.

        # Errors
        As `create`; `conflict` when it no longer has the expected version.

        Arguments:
            timing: When it ticks from now on. A schedule that had ended begins again.
            target: What a tick begins.
            misfire: What becomes of ticks that were missed.
            grace: How late a tick may be before it counts as missed.
            jitter: Below which time it is late on purpose.
            expected_version: Only if it still has this version.

        Permission: `schedule:update`.
        """

    def pause(self, id: str | UUID) -> Call[Schedule]:
        """Lets a schedule rest: the ticks until it is resumed are not missed, there are none.

        # Errors
        `not_found`; `illegal_transition` unless it is active.

        Permission: `schedule:pause`.
        """

    def resume(self, id: str | UUID) -> Call[Schedule]:
        """Lets a paused schedule wait for its first tick from now on.

        # Errors
        `not_found`; `illegal_transition` unless it is paused; `invalid_argument` when it has no tick to come.

        Permission: `schedule:resume`.
        """

    def run(self, id: str | UUID) -> Call[ScheduleRun]:
        """Begins at once what a tick of the schedule begins, whatever its state; its ticks stay as they are.

        # Errors
        `not_found`; `locked` while another operation holds its machine. What refuses it otherwise is told by the
        failure of the run.

        Permission: `schedule:run`.
        """

    def delete(self, id: str | UUID) -> Call[None]:
        """Deletes a schedule and its runs. What it began goes on.

        # Errors
        `not_found`.

        Permission: `schedule:delete`.
        """

@final
class Leases:
    """Named leases, for whoever needs a leader: `Vmbay::leases`."""

    def acquire(self, name: str, ttl: float | timedelta) -> Lease:
        """Waits until nobody holds the lease `name`, and takes it. It is renewed in the background; a holder that went silent
        loses it after `ttl`, which is 100 milliseconds to an hour.

        # Errors
        `invalid_argument` for the name or the time; `permission_denied` for whoever sees only a part of the installation;
        `closed` once the library shuts down; what the database says, or `timed_out` when it says nothing.

        # Cancellation
        Dropping the future ends the wait. A lease that it was about to take is free again after `ttl`.

        Permission: `lease:acquire`.
        """

@final
class AsyncLeases:
    """Named leases, for whoever needs a leader: `Vmbay::leases`."""

    def acquire(self, name: str, ttl: float | timedelta) -> Call[AsyncLease]:
        """Waits until nobody holds the lease `name`, and takes it. It is renewed in the background; a holder that went silent
        loses it after `ttl`, which is 100 milliseconds to an hour.

        # Errors
        `invalid_argument` for the name or the time; `permission_denied` for whoever sees only a part of the installation;
        `closed` once the library shuts down; what the database says, or `timed_out` when it says nothing.

        # Cancellation
        Dropping the future ends the wait. A lease that it was about to take is free again after `ttl`.

        Permission: `lease:acquire`.
        """

@final
class Lease:
    """A lease that is held. Dropping it releases it in the background.

    A shutdown of the library releases it too, after it told `lost`.
    """

    def fence(self) -> int:
        """A number above that of every earlier holder: give it to whatever is written under the lease, and let that refuse a
        lower one.
        """

    def is_held(self) -> bool:
        """Whether it is held still."""

    def lost(self) -> None:
        """Returns once it is no longer held, before anybody else can hold it."""

    def release(self) -> None:
        """Gives it up, so that the next holder need not wait. One that was lost is left alone.

        # Errors
        What the database says; the lease is free after its time all the same.
        """

@final
class AsyncLease:
    """A lease that is held. Dropping it releases it in the background.

    A shutdown of the library releases it too, after it told `lost`.
    """

    def fence(self) -> int:
        """A number above that of every earlier holder: give it to whatever is written under the lease, and let that refuse a
        lower one.
        """

    def is_held(self) -> bool:
        """Whether it is held still."""

    def lost(self) -> Call[None]:
        """Returns once it is no longer held, before anybody else can hold it."""

    def release(self) -> Call[None]:
        """Gives it up, so that the next holder need not wait. One that was lost is left alone.

        # Errors
        What the database says; the lease is free after its time all the same.
        """
