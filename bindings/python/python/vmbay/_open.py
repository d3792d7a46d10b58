"""From URLs to an open library."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Union

from . import _vmbay
from ._extend import Hypervisor, JobKind
from .errors import ClosedError

if TYPE_CHECKING:
    from . import AsyncGuest, AsyncVmbay, Guest, Machine, Vmbay

    Probe = Union[Callable[[Machine, Guest], bool], Callable[[Machine, AsyncGuest], Awaitable[bool]]]


def open(
    database: str,
    *,
    hypervisor: str | Hypervisor | Mapping[str, str | Hypervisor] | None = None,
    jobs: Sequence[JobKind] = (),
    probes: Mapping[str, Probe] | None = None,
    observe_every: float | timedelta | None = None,
    lease: float | timedelta | None = None,
    slow_query: float | timedelta | None = None,
) -> Vmbay:
    """Opens the library on a database, with hypervisors.

    Leave it with `with`, or call `shutdown`.

    Arguments:
        database: `sqlite:PATH`, `sqlite::memory:`, `postgres://user:password@host/database` or `memory:`.
        hypervisor: the URL of a hypervisor: `simulated:`, `qemu:///embed?root=PATH`, `qemu:///system` or any other URI of
            libvirt; or one of your own; or several by name.
        jobs: kinds of background jobs that this process does.
        probes: functions that tell whether a machine is ready, by the name under which `machines.wait_ready` asks them.
        observe_every: how often every machine is looked at.
        lease: how long the operations of a process that died wait until another goes on.
        slow_query: above which time a call to the database is slow.
    """
    return _vmbay.connect(database, _options(hypervisor, jobs, probes, observe_every, lease, slow_query))


def open_async(
    database: str,
    *,
    hypervisor: str | Hypervisor | Mapping[str, str | Hypervisor] | None = None,
    jobs: Sequence[JobKind] = (),
    probes: Mapping[str, Probe] | None = None,
    observe_every: float | timedelta | None = None,
    lease: float | timedelta | None = None,
    slow_query: float | timedelta | None = None,
) -> AsyncVmbayContext:
    """Opens the library for asyncio: `async with vmbay.open_async(…) as bay`. The arguments are those of `open`."""
    options = _options(hypervisor, jobs, probes, observe_every, lease, slow_query)
    return AsyncVmbayContext(database, options)


def _options(
    hypervisor: str | Hypervisor | Mapping[str, str | Hypervisor] | None,
    jobs: Sequence[JobKind],
    probes: Mapping[str, Probe] | None,
    observe_every: float | timedelta | None,
    lease: float | timedelta | None,
    slow_query: float | timedelta | None,
) -> dict[str, object]:
    return {
        "hypervisor": dict(hypervisor) if isinstance(hypervisor, Mapping) else hypervisor,
        "jobs": jobs,
        "probes": dict(probes) if isinstance(probes, Mapping) else probes,
        "observe_every": observe_every,
        "lease": lease,
        "slow_query": slow_query,
    }


class AsyncVmbayContext(Awaitable["AsyncVmbay"]):
    """What `open_async` returns: to be awaited, or entered with `async with`."""

    def __init__(self, database: str, options: dict[str, object]) -> None:
        self._database = database
        self._options = options
        self._bay: AsyncVmbay | None = None

    def __await__(self) -> Generator[Any, None, AsyncVmbay]:
        return _vmbay.connect_async(self._database, self._options).__await__()

    async def __aenter__(self) -> AsyncVmbay:
        self._bay = await self
        return self._bay

    async def __aexit__(self, *raised: object) -> None:
        if self._bay is not None:
            with contextlib.suppress(ClosedError):
                await self._bay.shutdown(10)
