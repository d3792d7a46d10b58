"""For the tests of your programs: the library on a simulated host, with time and faults in your hands.

With pytest there are fixtures: `simulated_bay`, `async_simulated_bay`, `simulated_host` and `virtual_clock`. Elsewhere::

    with vmbay.testing.simulate() as (bay, host, clock):
        ...
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from . import _vmbay
from ._extend import JobKind
from ._host import SimulatedHost, VirtualClock
from .errors import VmbayError

if TYPE_CHECKING:
    from . import AsyncVmbay, OperationRecord, Vmbay
    from ._open import Probe

__all__ = ["Leak", "Simulated", "SimulatedHost", "Simulation", "VirtualClock", "simulate"]


class Leak(AssertionError):
    """A test left something behind."""


class Simulated(NamedTuple):
    """A library on a simulated host."""

    bay: Vmbay
    """The library."""

    host: SimulatedHost
    """The host: what is on it, and what shall go wrong."""

    clock: VirtualClock
    """The time."""


class Simulation:
    """A library on a simulated host: what `simulate` gives. Left without an exception, it looks whether something was left."""

    bay: Vmbay
    """The library."""

    async_bay: AsyncVmbay
    """The same, for asyncio."""

    host: SimulatedHost
    """The host: what is on it, and what shall go wrong."""

    clock: VirtualClock
    """The time: it stands still until it is moved, and passes while a call waits for what takes time."""

    def __init__(self, options: dict[str, object]) -> None:
        self.bay, self.async_bay, self.host, self.clock = _vmbay.simulate(options)

    def __enter__(self) -> Simulated:
        return Simulated(self.bay, self.host, self.clock)

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if raised is None:
                self.check()
        finally:
            self.bay.shutdown(10)

    def check(self) -> None:
        """Raises `Leak` unless all work has ended, and the host holds what the database says, no more and no less."""
        try:
            self.bay.operations.settle(600)
            report = self.bay.hosts.reconcile(mend=False)
        except VmbayError as error:
            raise Leak(f"it could not be told whether something was left: {error}") from error
        left = [f"{drift.kind}: {drift.id}" for drift in report.drifts]
        left += [f"host {host.host_id}: unreachable: {host.failure.message}" for host in report.unreachable]
        left += [f"operation {operation.id} ({operation.kind})" for operation in self._needing_attention()]
        if left:
            raise Leak("left behind:\n  " + "\n  ".join(left))

    def _needing_attention(self) -> Sequence[OperationRecord]:
        return self.bay.operations.list(state="needs_attention")


def simulate(
    *,
    seed: int = 0,
    jobs: Sequence[JobKind] = (),
    probes: Mapping[str, Probe] | None = None,
    latencies: bool = False,
    boot_time: float | timedelta = 0,
    agent_time: float | timedelta = 0,
    shutdown_time: float | timedelta = 0,
    guests_listen: bool = True,
    deadline: float | timedelta = 30,
    cpus: int = 16,
    memory_mib: int = 65_536,
    disk_bytes: int = 1 << 40,
) -> Simulation:
    """Opens the library in memory, on a simulated host.

    Arguments:
        seed: where all chance comes from: the same seed and the same calls take the same course.
        jobs: as `vmbay.open`.
        probes: as `vmbay.open`.
        latencies: whether verbs take the time that they take on a real host; otherwise none.
        boot_time: from the start of a machine to the first line of its kernel.
        agent_time: from there until its guest's agent answers.
        shutdown_time: how long a guest takes to shut down when it is asked.
        guests_listen: whether guests listen when they are asked.
        deadline: after which a call that hangs is given up.
        cpus: processors of the host.
        memory_mib: memory of the host.
        disk_bytes: disk of the host.
    """
    return Simulation(
        {
            "seed": seed,
            "jobs": jobs,
            "probes": dict(probes) if probes else None,
            "latencies": latencies,
            "boot_time": boot_time,
            "agent_time": agent_time,
            "shutdown_time": shutdown_time,
            "guests_listen": guests_listen,
            "deadline": deadline,
            "cpus": cpus,
            "memory_mib": memory_mib,
            "disk_bytes": disk_bytes,
        }
    )
