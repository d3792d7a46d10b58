"""A machine without libvirt: everything works but libvirt, which is said with what mends it."""

import os
import subprocess
import sys
from pathlib import Path

import vmbay

PROGRAM = """
import vmbay

with vmbay.open("sqlite::memory:", hypervisor="simulated:?instant=true") as bay:
    machine = bay.machines.create("web-1", disks=[{"size_bytes": 1 << 30}])
    assert bay.machines.start(machine.id).power_state == "running"

for uri in ("test:///default", "qemu:///system"):
    try:
        vmbay.open("memory:", hypervisor=uri)
    except vmbay.UnavailableError as error:
        assert "libvirt0" in str(error), error
        assert isinstance(error, ConnectionError)
    else:
        raise AssertionError(f"{uri} was opened")
"""


def test_the_package_works_without_libvirt(tmp_path: Path) -> None:
    # What is found first under these names is no library, so that none is loaded.
    for name in ("libvirt.so.0", "libvirt-qemu.so.0"):
        (tmp_path / name).touch()
    package = str(Path(vmbay.__file__).parents[1])
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path), "PYTHONPATH": package},
    )
    assert (ended.returncode, ended.stderr) == (0, "")
