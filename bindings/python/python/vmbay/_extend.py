"""What a program brings itself: background jobs, and a hypervisor for its tests."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn, Union

from .errors import UnsupportedError

if TYPE_CHECKING:
    from . import (
        Capabilities,
        ExecCommand,
        ExecOutput,
        Finding,
        HostInfo,
        JobRun,
        MachineSpec,
        MachineStats,
        MachineStatus,
        PoolSpace,
        VolumeRef,
        VolumeSpec,
        VolumeStatus,
    )

    JobHandler = Union[Callable[[JobRun, Any], None], Callable[[JobRun, Any], Awaitable[None]]]


@dataclass(frozen=True)
class JobKind:
    """A kind of background job: its name, its handler, and how it is done. Give it to `open`.

    The handler gets the run and the payload, and may be a coroutine function. An exception is a failed attempt. A job may
    be done more than once, after a crash say, so a handler does no harm when it does something again.
    """

    name: str
    """Its name, which `jobs.enqueue` takes."""

    handler: JobHandler
    """What does it."""

    attempts: int = 5
    """How often it is tried; then it is a dead letter."""

    delay: float | timedelta = 5
    """The wait before the second attempt; it doubles from one to the next."""

    max_delay: float | timedelta = 600
    """The longest wait."""

    time_limit: float | timedelta | None = None
    """An attempt that takes longer fails. A coroutine is cancelled then; a function goes on, unnoticed."""

    concurrency: int | None = None
    """At most so many at once, over all processes."""

    per_key: int | None = None
    """At most so many at once that have the same `limit_key`."""

    rate: tuple[int, float | timedelta] | None = None
    """At most so many begin in any so many seconds: `(100, 1)`."""

    announce: bool = False
    """Whether each that is done is an event, `job.succeeded`."""


class Hypervisor:
    """A hypervisor of your own, for tests: inherit from it, and give an object of yours to `open`.

    Its methods are called from threads of the library, several at once. Verbs are idempotent: what is already so succeeds.
    What goes wrong is an exception of `vmbay.errors`, or any other, which is `HypervisorFailedError`. What you leave out is
    an ability that it lacks.
    """

    uri: str = "python:///"
    """Where it is, without secrets."""

    _hints: Callable[[str | None], None] | None = None

    def changed(self, machine: str | None = None) -> None:
        """Tells the library to look at a machine, or at everything. It looks from time to time anyway."""
        if self._hints is not None:
            self._hints(machine)

    def capabilities(self) -> Capabilities:
        """What it can do: what you wrote."""
        from . import Capabilities

        def has(*names: str) -> bool:
            return all(getattr(type(self), name) is not getattr(Hypervisor, name) for name in names)

        return Capabilities(
            reset=has("reset"),
            pause=has("pause", "resume"),
            save=has("save", "restore"),
            volumes=has("create_volume", "delete_volume", "list_volumes"),
            guest_agent=has("guest_ping"),
            console_log=has("console_log"),
            events=True,
            stats=has("stats"),
            user_network=True,
            named_network=True,
            guests=has("guest_ping"),
        )

    def host_info(self) -> HostInfo:
        """What the host is."""
        _lacks("tell what it is")

    def doctor(self) -> Sequence[Finding]:
        """What the host lacks, and what mends it."""
        return ()

    def define(self, spec: MachineSpec) -> None:
        """Makes a machine known, stopped; again replaces its definition."""
        _lacks("define a machine")

    def undefine(self, machine: str) -> None:
        """Makes a machine unknown, but not its volumes; one that is on is `IllegalTransitionError`."""
        _lacks("undefine a machine")

    def start(self, machine: str) -> None:
        """Turns it on; with a saved state it is restored from that."""
        _lacks("start a machine")

    def shutdown(self, machine: str) -> None:
        """Asks the guest to shut down, and returns at once."""
        _lacks("shut a machine down")

    def force_stop(self, machine: str) -> None:
        """Turns it off."""
        _lacks("stop a machine")

    def reboot(self, machine: str) -> None:
        """Asks the guest to restart, and returns at once."""
        _lacks("reboot a machine")

    def reset(self, machine: str) -> None:
        """Restarts it, as by the reset button."""
        _lacks("reset a machine")

    def pause(self, machine: str) -> None:
        """Halts its processors."""
        _lacks("pause a machine")

    def resume(self, machine: str) -> None:
        """Lets it go on."""
        _lacks("resume a machine")

    def save(self, machine: str) -> None:
        """Writes its memory to the host's disk and turns it off."""
        _lacks("save a machine")

    def restore(self, machine: str) -> None:
        """Brings it back to where it was saved."""
        _lacks("restore a machine")

    def inspect(self, machine: str) -> MachineStatus | None:
        """Looks at one machine; None when it is not defined."""
        _lacks("look at a machine")

    def list(self) -> Sequence[MachineStatus]:
        """Looks at every machine."""
        _lacks("look at its machines")

    def stats(self) -> Sequence[MachineStats]:
        """What the machines that are on use."""
        _lacks("report statistics")

    def console_log(self, machine: str, offset: int) -> bytes:
        """What it wrote to its serial console since it was started, from byte `offset` on, at most 1 MiB."""
        _lacks("log a console")

    def guest_ping(self, machine: str) -> None:
        """Returns if the guest's agent answers; else it is `GuestFailedError`."""
        _lacks("reach a guest")

    def guest_exec(self, machine: str, command: ExecCommand) -> ExecOutput:
        """Runs a command in the guest."""
        _lacks("run a command in a guest")

    def guest_read_file(self, machine: str, path: str) -> bytes:
        """Reads a file in the guest."""
        _lacks("read a file in a guest")

    def guest_write_file(self, machine: str, path: str, content: bytes) -> None:
        """Writes a file in the guest."""
        _lacks("write a file in a guest")

    def pool_space(self, pool: str) -> PoolSpace:
        """The space in a pool, which is created when it is not there."""
        _lacks("keep volumes")

    def create_volume(self, spec: VolumeSpec) -> None:
        """Creates an empty volume or a linked clone."""
        _lacks("keep volumes")

    def upload_volume(self, volume: VolumeRef, content: bytes) -> None:
        """Creates a volume from content, whole or not at all."""
        _lacks("keep volumes")

    def resize_volume(self, volume: VolumeRef, size_bytes: int) -> None:
        """Grows a volume."""
        _lacks("keep volumes")

    def delete_volume(self, volume: VolumeRef) -> None:
        """Removes a volume; one that is not there is a success."""
        _lacks("keep volumes")

    def list_volumes(self, pool: str) -> Sequence[VolumeStatus]:
        """Every volume in a pool."""
        _lacks("keep volumes")

    def close(self) -> None:
        """Ends the connection; machines go on running."""


def _lacks(ability: str) -> NoReturn:
    raise UnsupportedError(f"this hypervisor cannot {ability}")


def methods(hypervisor: Hypervisor) -> Callable[..., object]:
    """Its methods, as one function that takes the name first."""

    def call(name: str, *arguments: object) -> object:
        return getattr(hypervisor, name)(*arguments)

    return call


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The event loop that runs here, if one does."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


class Running:
    """A call of the program's own code, on a thread of the library. Where it awaits, it can be cancelled."""

    __slots__ = ("_cancel", "_is_cancelled")

    def __init__(self) -> None:
        self._cancel: Callable[[], object] | None = None
        self._is_cancelled = False

    def run(
        self,
        function: Callable[..., object],
        event_loop: asyncio.AbstractEventLoop | None,
        arguments: tuple[object, ...],
    ) -> object:
        """Calls a function; what it awaits, it awaits on the event loop, or on one of its own."""
        given = function(*arguments)
        if not inspect.isawaitable(given):
            return given
        waiting = self._wait(given, event_loop is None)
        if event_loop is None:
            return asyncio.run(waiting)
        try:
            future = asyncio.run_coroutine_threadsafe(waiting, event_loop)
        except RuntimeError:
            waiting.close()
            if inspect.iscoroutine(given):
                given.close()
            raise
        self._can_be_cancelled(future.cancel)
        return future.result()

    async def _wait(self, given: Awaitable[object], is_alone: bool) -> object:
        if is_alone:
            event_loop, task = asyncio.get_running_loop(), asyncio.current_task()
            assert task is not None
            self._can_be_cancelled(lambda: event_loop.call_soon_threadsafe(task.cancel))
        return await given

    def _can_be_cancelled(self, cancel: Callable[[], object]) -> None:
        self._cancel = cancel
        if self._is_cancelled:
            cancel()

    def cancel(self) -> None:
        """Cancels it where it awaits."""
        self._is_cancelled = True
        if self._cancel is not None:
            try:
                self._cancel()
            except RuntimeError:
                # Its event loop is closed: it ended.
                pass
