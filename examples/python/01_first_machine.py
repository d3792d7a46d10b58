"""The first machine: from an empty folder to a real guest that answers, and back to nothing.

    python examples/python/01_first_machine.py

It opens one SQLite file and the QEMU driver inside this very process; `make guest` builds the guest. Without libvirt, give
it a host that is simulated: `--hypervisor simulated:`. Kill it at any moment and run it again: it first finishes or undoes
what the killed run had begun.
"""

import argparse
from pathlib import Path

import vmbay


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--work", type=Path, default=Path(".cache/run-python"), help="where everything is kept")
    arguments.add_argument("--guest", type=Path, default=Path(".cache/guest"), help="where `kernel` and `initrd` are")
    arguments.add_argument("--hypervisor", help="another one than the QEMU driver in this process")
    given = arguments.parse_args()
    work: Path = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    hypervisor = given.hypervisor or f"qemu:///embed?root={work / 'qemu'}"

    with vmbay.open(f"sqlite:{work / 'bay.db'}", hypervisor=hypervisor) as bay:
        clean_up_after_a_killed_run(bay)
        begin = bay.events.latest()

        image = bay.images.import_kernel(
            "tiny", given.guest / "kernel", given.guest / "initrd", command_line="console=ttyS0 quiet"
        )
        machine = bay.machines.create("web-1", image=image.id, vcpus=1, memory_mib=256)

        # Every long verb is a pair: `start` completes, `begin_start` returns an operation at once.
        operation = bay.machines.begin_start(machine.id)
        for step in operation.progress():
            print(f"{step.fraction:4.0%} {step.message}")
        machine = operation.wait()

        bay.machines.wait_ready(machine.id, timeout=120)
        print(bay.guest.exec(machine.id, ["uname", "-a"]).stdout.decode(), end="")

        bay.machines.stop(machine.id)
        bay.machines.delete(machine.id)
        bay.images.delete(image.id)

        print("what happened:")
        for event in bay.events.list(after=begin):
            print(f"  {event.at:%H:%M:%S} {event.topic}")


def clean_up_after_a_killed_run(bay: vmbay.Vmbay) -> None:
    """Lets what was begun come to its end, then removes what was left."""
    bay.operations.settle(120)
    for machine in bay.machines.list():
        bay.machines.delete(machine.id, force=True)
    for image in bay.images.list():
        bay.images.delete(image.id)


if __name__ == "__main__":
    main()
