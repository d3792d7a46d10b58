"""The main job, as a synchronous and as an asynchronous program does it."""

import asyncio
import pickle
from pathlib import Path

import pytest
import vmbay

SIMULATED = "simulated:?instant=true"


def test_a_machine_is_made_started_and_removed(tmp_path: Path) -> None:
    with vmbay.open(f"sqlite:{tmp_path / 'bay.db'}", hypervisor=SIMULATED) as bay:
        machine = bay.machines.create("web-1", vcpus=1, memory_mib=256, disks=[{"size_bytes": 1 << 30}])
        operation = bay.machines.begin_start(machine.id)
        steps = list(operation.progress())
        assert steps[-1].fraction == 1.0
        machine = operation.wait()
        assert machine.power_state == "running"
        assert machine.power_state is vmbay.PowerState.RUNNING
        bay.machines.wait_ready(machine.id, timeout=60)
        assert bay.guest.exec(machine.id, ["uname", "-a"]).stdout.decode().startswith("Linux")
        bay.machines.stop(machine.id)
        bay.machines.delete(machine.id)
        topics = [event.topic for event in bay.events.list(after=None)]
        assert "machine.created" in topics and "machine.deleted" in topics


def test_fifty_machines_are_made_at_once() -> None:
    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor=SIMULATED) as bay:
            made = await asyncio.gather(
                *(bay.machines.create(f"m-{i}", vcpus=1, memory_mib=128) for i in range(50))
            )
            assert {machine.name for machine in made} == {f"m-{i}" for i in range(50)}
            token = None
            seen = 0
            async for event in bay.events.stream(after=token):
                token = event.token
                assert isinstance(event, vmbay.Event)
                seen += event.topic == "machine.created"
                if seen == 50:
                    break

    asyncio.run(program())


def test_a_record_is_a_value() -> None:
    with vmbay.open("memory:", hypervisor=SIMULATED) as bay:
        machine = bay.machines.create("web-1", labels={"env": "test"})
        assert machine == bay.machines.get(machine.id)
        assert pickle.loads(pickle.dumps(machine)) == machine
        assert vmbay.asdict(machine)["labels"] == {"env": "test"}
        assert repr(machine).startswith("Machine(id='")
        page = bay.machines.list()
        assert len(page) == 1 and page[0] == machine and page.next is None
        assert "<table>" in getattr(page, "_repr_html_")()
        with pytest.raises(AttributeError):
            machine.name = "web-2"  # type: ignore[misc]


def test_what_goes_wrong_has_a_class_and_a_code() -> None:
    with vmbay.open("memory:", hypervisor=SIMULATED) as bay:
        machine = bay.machines.create("web-1")
        with pytest.raises(vmbay.AlreadyExistsError) as taken:
            bay.machines.create("web-1")
        assert taken.value.code == "already_exists" and isinstance(taken.value, ValueError)
        with pytest.raises(vmbay.NotFoundError) as missing:
            bay.volumes.get(machine.id)
        assert missing.value.resource is not None and missing.value.resource.kind == "volume"
        assert isinstance(missing.value, LookupError)
        with pytest.raises(TypeError, match="vcpus must be an int, not str"):
            bay.machines.create("web-2", vcpus="2")  # type: ignore[arg-type]
        with pytest.raises(vmbay.InvalidArgumentError, match="vcpus"):
            bay.machines.create("web-2", vcpus=-1)
        with pytest.raises(vmbay.InvalidArgumentError, match="name"):
            bay.machines.create("\ud800")


@pytest.mark.parametrize("url", ["", "mysql://x", "sqlite:", "nonsense"])
def test_a_wrong_database_names_the_right_forms(url: str) -> None:
    with pytest.raises(vmbay.InvalidArgumentError, match="sqlite:PATH"):
        vmbay.open(url)
