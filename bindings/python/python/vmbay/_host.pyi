"""The native classes of `vmbay.testing`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, final
from uuid import UUID

from . import Call, MachineStatus, VolumeStatus

_Verb = Literal[
    "host_info",
    "define",
    "undefine",
    "start",
    "shutdown",
    "force_stop",
    "reboot",
    "reset",
    "pause",
    "resume",
    "save",
    "restore",
    "inspect",
    "list",
    "stats",
    "console_log",
    "guest_ping",
    "guest_exec",
    "guest_read_file",
    "guest_write_file",
    "pool_space",
    "create_volume",
    "upload_volume",
    "resize_volume",
    "delete_volume",
    "list_volumes",
]
_Fault = Literal["fail_before", "fail_after", "hang_before", "hang_after"]
_Incident = Literal[
    "connection_lost",
    "host_died",
    "host_returned",
    "hints_lost",
    "machine_crashed",
    "machine_stuck",
    "machine_unstuck",
    "guest_died",
    "guest_deaf",
]

@final
class SimulatedHost:
    """A simulated host: what is on it, what happened on it, and what shall go wrong."""

    def plan(
        self, verb: _Verb, fault: _Fault, *, nth: int = 1, machine: str | UUID | None = None
    ) -> None:
        """Plans a fault: the `nth` call of `verb` from now on, on `machine` if one is named, goes wrong.

        `fail_before`: it is refused and changes nothing. `fail_after`: it takes effect, and its answer is lost.
        `hang_before`, `hang_after`: it does not answer until the deadline, and never takes effect, or does.
        """
    def happen(
        self,
        incident: _Incident,
        *,
        machine: str | UUID | None = None,
        count: int = 1,
        after: float | timedelta | None = None,
    ) -> None:
        """Lets something happen, now or `after` some seconds. What happens to one machine or guest wants `machine`;
        `hints_lost` takes a `count`.
        """
    def machines(self) -> Sequence[MachineStatus]:
        """The machines that are on it."""
    def volumes(self) -> Sequence[VolumeStatus]:
        """The volumes that are on it."""
    def trace(self) -> Sequence[str]:
        """What happened on it, a line each, the latest last: the same seed and the same calls give the same."""
    def write_console(self, machine: str | UUID, text: str) -> None:
        """Writes to a machine's serial console, as its guest would."""
    def set_disk_bytes(self, bytes: int) -> None:
        """Changes how large its disk is; what is on it stays."""

@final
class VirtualClock:
    """The time of a simulated library. It stands still until it is moved, and passes while a call waits for what takes
    time.
    """

    def now(self) -> datetime:
        """The present time."""
    def advance(self, time: float | timedelta) -> None:
        """Lets `time` pass, in seconds, and everything happen that is due until then."""
    def advance_async(self, time: float | timedelta) -> Call[None]:
        """What `advance` does, to be awaited."""
