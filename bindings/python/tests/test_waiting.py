"""How a program waits: interrupted, cancelled, in threads, beside other work."""

import asyncio
import gc
import os
import resource
import signal
import subprocess
import sys
import textwrap
import threading
import time
import weakref
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import uvloop
import vmbay
from vmbay.testing import simulate

INSTANT = "simulated:?instant=true"


def test_ctrl_c_interrupts_a_call_that_waits() -> None:
    with vmbay.open("memory:", hypervisor=INSTANT) as bay:
        timer = threading.Timer(0.1, signal.raise_signal, [signal.SIGINT])
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            next(bay.events.stream(after=bay.events.latest()))
        timer.join()
        assert bay.machines.create("after").name == "after"


def test_others_work_while_a_call_waits() -> None:
    with vmbay.open("memory:", hypervisor=INSTANT) as bay:
        stream = bay.events.stream(after=bay.events.latest())
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(next, stream)
            machine = bay.machines.create("web-1")
            event = waiting.result(timeout=30)
        assert isinstance(event, vmbay.Event)
        assert event.topic == "machine.created" and event.entity_id == machine.id


def test_many_threads_use_one_library() -> None:
    with vmbay.open("sqlite::memory:", hypervisor=INSTANT) as bay:

        def work(number: int) -> list[str]:
            made = [bay.machines.create(f"m-{number}-{i}", vcpus=1, memory_mib=16).id for i in range(10)]
            return [bay.machines.get(id).name for id in made]

        with ThreadPoolExecutor(16) as threads:
            names = {name for names in threads.map(work, range(16)) for name in names}
        assert len(names) == 160 == bay.machines.count()


def test_a_synchronous_call_works_inside_a_running_loop() -> None:
    async def cell() -> str:
        with vmbay.open("memory:", hypervisor=INSTANT) as bay:
            return bay.machines.start(bay.machines.create("web-1", disks=[{"size_bytes": 1 << 30}]).id).power_state

    assert asyncio.run(cell()) == "running"


async def _cancelled(bay: vmbay.AsyncVmbay) -> None:
    lease = await bay.leases.acquire("work", 60)
    waiting = asyncio.create_task(bay.leases.acquire("work", 60))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await lease.release()
    # Had the cancelled call gone on, it would have the lease by now.
    await asyncio.sleep(0.2)
    again = await asyncio.wait_for(bay.leases.acquire("work", 60), 5)
    await again.release()


def test_cancelling_a_task_ends_its_call() -> None:
    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor=INSTANT) as bay:
            await _cancelled(bay)

    # A loop that looks at itself finds nothing wrong.
    asyncio.run(program(), debug=True)


def test_uvloop_is_an_event_loop_like_any() -> None:
    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor="simulated:?seed=7") as bay:
            made = await asyncio.gather(*(bay.machines.create(f"m-{i}", disks=[{"size_bytes": 1 << 20}]) for i in range(20)))
            assert len({machine.id for machine in made}) == 20
            await _cancelled(bay)

    uvloop.run(program())


def test_a_call_is_a_coroutine() -> None:
    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor=INSTANT) as bay:
            call = bay.machines.create("web-1")
            assert asyncio.iscoroutine(call) and isinstance(call, Coroutine)
            task = asyncio.create_task(call)
            assert (await task).name == "web-1"
            with pytest.raises(RuntimeError, match="awaited before"):
                await call
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(anext(bay.events.stream(after=await bay.events.latest())), 0.05)

    asyncio.run(program())


def test_a_call_that_nobody_awaits_does_nothing_and_says_so() -> None:
    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor=INSTANT) as bay:
            with pytest.warns(RuntimeWarning, match="AsyncMachines.create was never awaited"):
                bay.machines.create("web-1")
                gc.collect()
            assert await bay.machines.count() == 0

    asyncio.run(program())


def test_a_stream_left_half_way_is_closed_and_let_go_of() -> None:
    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor=INSTANT) as bay:
            await asyncio.gather(*(bay.machines.create(f"m-{i}") for i in range(10)))
            stream = bay.events.stream(after=None)
            async for _ in stream:
                break
            gone = weakref.ref(stream)
            del stream
            gc.collect()
            assert gone() is None
            async with bay.events.stream(after=None) as closed:
                await anext(closed)
            with pytest.raises(StopAsyncIteration):
                await anext(closed)

    asyncio.run(program())


def test_handles_are_let_go_of() -> None:
    bay = vmbay.open("memory:", hypervisor=INSTANT)
    machine = bay.machines.create("web-1", disks=[{"size_bytes": 1 << 20}])
    operation = bay.machines.begin_start(machine.id)
    operation.wait()
    gone = [weakref.ref(thing) for thing in (bay, bay.machines, operation, operation.progress())]
    bay.shutdown(1)
    del bay, operation
    gc.collect()
    assert [thing() for thing in gone] == [None] * len(gone)


def test_libraries_leave_no_thread_behind() -> None:
    def threads() -> int:
        return len(os.listdir("/proc/self/task"))

    before = threads()
    for _ in range(10):
        vmbay.open("memory:", hypervisor=INSTANT).shutdown(1)
        simulate().bay.shutdown(1)
        with pytest.raises(TypeError):
            vmbay.open("memory:", jobs=[None])  # type: ignore[list-item]
    end = time.monotonic() + 30
    while threads() > before:
        assert time.monotonic() < end, "threads are left behind"
        gc.collect()
        time.sleep(0.01)


def test_calls_leave_no_memory_behind() -> None:
    def resident() -> int:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()

    with vmbay.open("memory:", hypervisor=INSTANT) as bay:
        machine = bay.machines.create("web-1", labels={"a": "b" * 60})

        def work() -> None:
            for _ in range(3_000):
                assert bay.machines.get(machine.id).labels
                with pytest.raises(vmbay.NotFoundError):
                    bay.volumes.get(machine.id)
                bay.machines.list()

        work()
        before = resident()
        work()
        # A record that leaked at each call would be ten times as much.
        assert resident() - before < 4 << 20


def test_a_library_that_is_shut_down_says_so() -> None:
    with vmbay.open("memory:", hypervisor=INSTANT) as bay:
        machines, stream = bay.machines, bay.events.stream(after=None)
    with pytest.raises(vmbay.ClosedError):
        machines.create("web-1")
    with pytest.raises((vmbay.ClosedError, StopIteration)):
        next(stream)


FORKED = """
    import os, sys, vmbay
    bay = vmbay.open("{database}", hypervisor="simulated:?instant=true")
    machine = bay.machines.create("web-1")
    stream = bay.events.stream(after=None)
    next(stream)
    child = os.fork()
    if child == 0:
        for call in (lambda: bay.machines.get(machine.id), lambda: next(stream), lambda: bay.shutdown(1)):
            try:
                call()
            except vmbay.ClosedError as error:
                assert "fork" in str(error), error
            else:
                os._exit(1)
        with vmbay.open("memory:", hypervisor="simulated:?instant=true") as own:
            assert own.machines.create("mine").name == "mine"
        sys.exit(7)  # through everything that Python does at its end
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7, status
    assert bay.machines.get(machine.id) == machine
    bay.shutdown(1)
"""


@pytest.mark.parametrize("database", ["memory:", "sqlite:{folder}/bay.db"])
def test_after_a_fork_the_child_is_told_and_never_hangs(database: str, tmp_path: Any) -> None:
    run(FORKED.format(database=database.format(folder=tmp_path)))


def test_a_child_that_forks_inside_with_leaves_it_alone() -> None:
    run("""
        import os, sys, vmbay
        with vmbay.open("memory:", hypervisor="simulated:?instant=true") as bay:
            child = os.fork()
            if child == 0:
                sys.exit(7)
            _, status = os.waitpid(child, 0)
            assert os.waitstatus_to_exitcode(status) == 7, status
            assert bay.machines.create("web-1").name == "web-1"
    """)


def test_multiprocessing_may_fork_beside_an_open_library() -> None:
    run("""
        import multiprocessing, vmbay
        bay = vmbay.open("memory:", hypervisor="simulated:?instant=true")
        with multiprocessing.get_context("fork").Pool(2) as pool:
            assert pool.map(abs, [-1, -2]) == [1, 2]
        bay.shutdown(1)
    """)


@pytest.mark.parametrize("kind", ["synchronous", "asynchronous"])
def test_a_program_may_end_without_shutting_down(kind: str) -> None:
    run(
        """
        import threading, vmbay
        bay = vmbay.open("memory:", hypervisor="simulated:")
        machine = bay.machines.create("web-1", disks=[{"size_bytes": 1 << 20}])
        def follow():
            try:
                next(bay.events.stream(after=bay.events.latest()))
            except vmbay.ClosedError:
                pass
        threading.Thread(target=follow, daemon=True).start()
        bay.machines.begin_start(machine.id)
        """
        if kind == "synchronous"
        else """
        import asyncio, vmbay
        async def program():
            global bay
            bay = await vmbay.open_async("memory:", hypervisor="simulated:")
            asyncio.ensure_future(bay.machines.create("web-1", disks=[{"size_bytes": 1 << 20}]))
            await asyncio.sleep(0.01)
        asyncio.run(program())
        """
    )


def run(program: str) -> None:
    """Runs a program to its end; a hang is a failure, and so is anything on standard error."""
    ended = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_interpreter_goes_on_while_a_call_waits() -> None:
    with vmbay.open("memory:", hypervisor=INSTANT) as bay:
        stream = bay.events.stream(after=bay.events.latest())
        turns = 0
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(next, stream)
            end = time.monotonic() + 0.2
            while time.monotonic() < end:
                turns += 1
            bay.machines.create("web-1")
            waiting.result(timeout=30)
        # A waiting call that held the interpreter would let none of them happen.
        assert turns > 1000
