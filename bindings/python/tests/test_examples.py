"""The examples run, and say what they should."""

import ast
import asyncio
import inspect
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples/python"


def run(name: str, *arguments: str) -> str:
    """What an example says."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments], capture_output=True, text=True, timeout=300
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr
    return ended.stdout


def content(folder: Path) -> Path:
    """The least that passes for a kernel and an initial RAM disk."""
    kernel = bytearray(4096)
    kernel[0x1F1] = 4
    kernel[0x1FE:0x206] = b"\x55\xaa\xeb\x66HdrS"
    (folder / "kernel").write_bytes(kernel)
    (folder / "initrd").write_bytes(b"\x1f\x8b\x08\0".ljust(1024, b"\0"))
    return folder


def test_the_first_machine_on_a_simulated_host(tmp_path: Path) -> None:
    arguments = ["--work", str(tmp_path), "--guest", str(content(tmp_path)), "--hypervisor", "simulated:?seed=7"]
    said = run("01_first_machine.py", *arguments)
    assert "100%" in said and "\nLinux" in said and "machine.deleted" in said


def test_the_first_machine_on_a_real_one() -> None:
    guest = ROOT / ".cache/guest"
    assert (guest / "kernel").exists(), "`make guest` builds the guest"
    # Sockets of the hypervisor lie below: a path that is not too long for them.
    with tempfile.TemporaryDirectory(prefix="vmbay-") as work:
        said = run("01_first_machine.py", "--work", work, "--guest", str(guest))
    assert "100%" in said and "\nLinux" in said and "machine.deleted" in said


def test_jobs_and_schedules() -> None:
    said = run("03_jobs_and_schedules.py")
    for line in [
        "asked twice, enqueued once: True",
        "mail to ada, at attempt 2",
        "mail to bob, at attempt 2",
        "mail to cleo, at attempt 2",
        "the shop counts its sales",
        "a dead letter to nobody: LookupError: nobody has no mailbox",
        "purged: 1",
    ]:
        assert line in said
    assert said.count("mail to ada") == 1


def test_many_processes() -> None:
    said = run("04_many_processes.py")
    assert "this process leads, with fence" in said and "12 pictures are done, by " in said


def test_asyncio() -> None:
    said = run("05_asyncio.py")
    assert "50 machines are made" in said and "all of them run" in said and "already_exists: " in said


def test_tests_of_a_program(pytester: pytest.Pytester) -> None:
    plugin = [] if "site-packages" in sys.modules["vmbay"].__file__.__str__() else ["-p", "vmbay._pytest"]
    example = str(EXAMPLES / "06_test_your_program.py")
    pytester.runpytest_subprocess("-p", "no:cacheprovider", *plugin, example).assert_outcomes(passed=2)


def cells() -> "list[str]":
    """The code of the notebook."""
    notebook = json.loads((EXAMPLES / "07_notebook.ipynb").read_text())
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_the_notebook() -> None:
    async def kernel() -> "list[Any]":
        # As a kernel does: inside a running loop, with `await` at the top, and showing what a cell ends with.
        names: dict[str, Any] = {}
        shown: list[Any] = []
        for cell in cells():
            tree = ast.parse(cell)
            if isinstance(tree.body[-1], ast.Expr):
                last = ast.copy_location(ast.Name("_", ast.Store()), tree.body[-1])
                tree.body[-1] = ast.fix_missing_locations(ast.Assign([last], tree.body[-1].value))
            code = compile(tree, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            names["_"] = None
            waits = eval(code, names)
            if inspect.isawaitable(waits):
                await waits
            shown.append(names["_"])
        return shown

    shown = asyncio.run(kernel())
    assert shown[1]._repr_html_().count("<tr>") == 6
    assert shown[2] and set(shown[3]) == {f"web-{number}" for number in range(5)}
    assert shown[4].name == "elsewhere"


def test_the_notebook_has_types(tmp_path: Path) -> None:
    program = "\n\n".join(cells()).replace("\n", "\n    ")
    path = tmp_path / "notebook.py"
    # A cell ends with what it shows.
    path.write_text(f"# pyright: reportUnusedExpression=false\n\nasync def main() -> None:\n    {program}\n")
    for checker in (["mypy", "--strict", "--no-incremental"], ["pyright"]):
        checked = subprocess.run([sys.executable, "-m", *checker, str(path)], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout
