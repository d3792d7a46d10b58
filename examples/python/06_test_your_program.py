"""Tests of a program that uses the library: `pytest examples/python/06_test_your_program.py`.

The plug-in comes with the package. `simulated_bay` is a library in memory on a simulated host: time stands still until a
test moves it, or a call waits for what takes time; what goes wrong is planned; and a test that leaves something behind fails.
"""

from datetime import timedelta

import pytest
import vmbay
from vmbay.testing import SimulatedHost, VirtualClock


def restart_if_it_crashed(bay: vmbay.Vmbay, machine: str) -> bool:
    """The program that is tested."""
    if bay.machines.get(machine).power_state != vmbay.PowerState.CRASHED:
        return False
    bay.machines.start(machine)
    bay.machines.wait_ready(machine, timeout=120)
    return True


@pytest.mark.vmbay(boot_time=30)
def test_a_crashed_machine_is_restarted(
    simulated_bay: vmbay.Vmbay, simulated_host: SimulatedHost, virtual_clock: VirtualClock
) -> None:
    machine = simulated_bay.machines.create("web-1", disks=[{"size_bytes": 1 << 30}])
    simulated_bay.machines.start(machine.id)
    assert not restart_if_it_crashed(simulated_bay, machine.id)

    simulated_host.happen("machine_crashed", machine=machine.id)
    virtual_clock.advance(10)
    before = virtual_clock.now()
    assert restart_if_it_crashed(simulated_bay, machine.id)
    assert virtual_clock.now() - before > timedelta(seconds=20)  # in no time at all


def test_a_start_that_fails_is_told(simulated_bay: vmbay.Vmbay, simulated_host: SimulatedHost) -> None:
    machine = simulated_bay.machines.create("web-1")
    simulated_host.plan("start", "fail_before")
    with pytest.raises(vmbay.HypervisorFailedError):
        simulated_bay.machines.start(machine.id)
    assert simulated_bay.machines.get(machine.id).power_state == "stopped"
