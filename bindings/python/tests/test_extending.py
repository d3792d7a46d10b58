"""What a program brings itself: jobs, probes, a hypervisor."""

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
import vmbay
from vmbay import JobKind, JobRun

INSTANT = "simulated:?instant=true"


def until(is_so: Any) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)


def test_a_job_is_done_by_a_function() -> None:
    done: list[tuple[str, Any, int]] = []

    def send(run: JobRun, mail: Any) -> None:
        run.progress(0.5, "on its way")
        done.append((run.id, mail, run.attempt))

    with vmbay.open("sqlite::memory:", jobs=[JobKind("mail", send)]) as bay:
        job = bay.jobs.enqueue("mail", {"to": "a@example.org", "copies": [1, 2.5, None]})
        until(lambda: done)
        until(lambda: not bay.jobs.list())
    assert done == [(job.id, {"to": "a@example.org", "copies": [1, 2.5, None]}, 1)]


def test_an_exception_is_a_failed_attempt_and_the_last_one_a_dead_letter() -> None:
    attempts: list[int] = []

    def fail(run: JobRun, payload: Any) -> None:
        attempts.append(run.attempt)
        raise ValueError(f"{payload} is wrong")

    with vmbay.open("memory:", jobs=[JobKind("fail", fail, attempts=3, delay=0.01, max_delay=0.01)]) as bay:
        bay.jobs.enqueue("fail", "this")
        until(lambda: bay.jobs.list(state="dead").items)
        [dead] = bay.jobs.list(state="dead")
        assert dead.last_error == "ValueError: this is wrong" and attempts == [1, 2, 3]


def test_coroutines_do_jobs_on_the_loop_of_the_program() -> None:
    async def program() -> None:
        together = asyncio.Event()
        loops: list[asyncio.AbstractEventLoop] = []

        async def meet(run: JobRun, payload: Any) -> None:
            loops.append(asyncio.get_running_loop())
            if len(loops) == 20:
                together.set()
            await together.wait()

        async with vmbay.open_async("memory:", jobs=[JobKind("meet", meet)]) as bay:
            await bay.jobs.enqueue_many([{"kind": "meet", "payload": i} for i in range(20)])
            while await bay.jobs.list():
                await asyncio.sleep(0.01)
        assert loops == [asyncio.get_running_loop()] * 20

    asyncio.run(program())


def test_a_coroutine_has_a_loop_of_its_own_in_a_synchronous_program() -> None:
    done = threading.Event()

    async def work(run: JobRun, payload: Any) -> None:
        await asyncio.sleep(0.01)
        done.set()

    with vmbay.open("memory:", jobs=[JobKind("work", work)]) as bay:
        bay.jobs.enqueue("work", None)
        assert done.wait(30)


@pytest.mark.parametrize("kind", ["with a loop", "without one"])
def test_a_coroutine_that_takes_too_long_is_cancelled(kind: str) -> None:
    cancelled = threading.Event()

    async def hang(run: JobRun, payload: Any) -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            cancelled.set()

    jobs = [JobKind("hang", hang, attempts=1, time_limit=0.05)]

    async def program() -> None:
        async with vmbay.open_async("memory:", jobs=jobs) as bay:
            await bay.jobs.enqueue("hang", None)
            while not await bay.jobs.list(state="dead"):
                await asyncio.sleep(0.01)
            [dead] = await bay.jobs.list(state="dead")
            assert "did not finish within" in str(dead.last_error)

    if kind == "with a loop":
        asyncio.run(program())
    else:
        with vmbay.open("memory:", jobs=jobs) as bay:
            bay.jobs.enqueue("hang", None)
            until(lambda: bay.jobs.list(state="dead").items)
    assert cancelled.wait(30)


def test_a_handler_may_use_the_library_and_is_let_go_of_with_it() -> None:
    class Handler:
        def __call__(self, run: JobRun, payload: Any) -> None:
            bay.machines.create(payload)

    handler = Handler()
    bay = vmbay.open("memory:", hypervisor=INSTANT, jobs=[JobKind("make", handler)])
    bay.jobs.enqueue("make", "web-1")
    until(lambda: bay.machines.count() == 1)
    bay.shutdown(5)
    gone = weakref.ref(handler)
    del handler
    # Its last call may still be on its way out.
    until(lambda: gc.collect() >= 0 and gone() is None)


def test_probes_say_when_a_machine_is_ready() -> None:
    asked: list[str] = []

    def web(machine: vmbay.Machine, guest: vmbay.Guest) -> bool:
        asked.append(guest.exec(machine.id, ["uname"]).stdout.decode())
        return len(asked) >= 3

    def wrong(machine: vmbay.Machine, guest: vmbay.Guest) -> bool:
        raise OSError("no route")

    def lies(machine: vmbay.Machine, guest: vmbay.Guest) -> bool:
        return "yes"  # type: ignore[return-value]

    probes = {"web": web, "wrong": wrong, "lies": lies}
    with vmbay.open("memory:", hypervisor=INSTANT, probes=probes) as bay:
        machine = bay.machines.create("web-1", disks=[{"size_bytes": 1 << 20}])
        bay.machines.start(machine.id)
        assert bay.machines.wait_ready(machine.id, 60, probes=["web"]).id == machine.id
        assert asked == ["Linux\n"] * 3
        with pytest.raises(vmbay.GuestFailedError, match="the probe wrong raised OSError: no route"):
            bay.machines.wait_ready(machine.id, 60, probes=["web", "wrong"])
        with pytest.raises(vmbay.GuestFailedError, match="must be a bool, not str"):
            bay.machines.wait_ready(machine.id, 60, probes=["lies"])
        with pytest.raises(vmbay.InvalidArgumentError, match="none of"):
            bay.machines.wait_ready(machine.id, 60, probes=["unknown"])


def test_a_probe_may_be_a_coroutine() -> None:
    async def web(machine: vmbay.Machine, guest: vmbay.AsyncGuest) -> bool:
        return (await guest.exec(machine.id, ["true"])).exit_code == 0

    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor=INSTANT, probes={"web": web}) as bay:
            machine = await bay.machines.create("web-1", disks=[{"size_bytes": 1 << 20}])
            await bay.machines.start(machine.id)
            await bay.machines.wait_ready(machine.id, 60, probes=["web"])

    asyncio.run(program())


class Shelf(vmbay.Hypervisor):
    """Machines that stand in a dict."""

    uri = "shelf:///"

    def __init__(self) -> None:
        self.machines: dict[str, vmbay.MachineStatus] = {}
        self.refuses = False
        self.closed = False

    def host_info(self) -> vmbay.HostInfo:
        return vmbay.HostInfo(
            hostname="shelf", version="1", cpus=4, memory_mib=4096, accelerated=False, default_pool=None
        )

    def put(self, id: str, owner: str, power: str) -> None:
        self.machines[id] = vmbay.MachineStatus(
            id=id, owner=owner, power=power, reason="unknown", has_saved_state=False, agent_connected=None
        )
        self.changed(id)

    def define(self, spec: vmbay.MachineSpec) -> None:
        assert isinstance(spec.boot, (vmbay.BootSpecDisk, vmbay.BootSpecKernel))
        self.put(spec.id, spec.owner, "stopped")

    def undefine(self, machine: str) -> None:
        self.machines.pop(machine, None)

    def start(self, machine: str) -> None:
        if self.refuses:
            raise KeyError("no power")
        self.put(machine, self.machines[machine].owner, "running")

    def force_stop(self, machine: str) -> None:
        self.put(machine, self.machines[machine].owner, "stopped")

    def shutdown(self, machine: str) -> None:
        self.force_stop(machine)

    def inspect(self, machine: str) -> vmbay.MachineStatus | None:
        return self.machines.get(machine)

    def list(self) -> Sequence[vmbay.MachineStatus]:
        return [*self.machines.values()]

    def close(self) -> None:
        self.closed = True


def test_a_hypervisor_may_be_written_in_python() -> None:
    shelf = Shelf()
    with vmbay.open("memory:", hypervisor={"shelf": shelf}) as bay:
        assert bay.hosts.list()[0].name == "shelf"
        machine = bay.machines.create("web-1", vcpus=1, memory_mib=64)
        assert bay.machines.start(machine.id).power_state == "running"
        assert shelf.machines[machine.id].power is vmbay.PowerState.RUNNING
        with pytest.raises(vmbay.UnsupportedError):
            bay.machines.pause(machine.id)
        assert bay.machines.stop(machine.id).power_state == "stopped"
        shelf.refuses = True
        with pytest.raises(vmbay.HypervisorFailedError, match="KeyError: 'no power'"):
            bay.machines.start(machine.id)
        bay.machines.delete(machine.id)
        assert shelf.machines == {}
        # What happens there without the library, it is told or finds.
        other = bay.machines.create("web-2")
        shelf.put(other.id, shelf.machines[other.id].owner, "running")
        until(lambda: bay.machines.get(other.id).power_state == "running")
    assert shelf.closed


def test_what_a_hypervisor_answers_must_be_right() -> None:
    class Wrong(Shelf):
        def host_info(self) -> Any:
            return {"hostname": str(uuid4())}

    with pytest.raises(vmbay.HypervisorFailedError, match="is missing"):
        vmbay.open("memory:", hypervisor=Wrong())
