"""What the library says, in Python's `logging`."""

import logging
import time
from collections.abc import Callable

import pytest
import vmbay

SECRET = "hunter2"


def until(said: Callable[[], bool]) -> None:
    """Lines are handed over by a thread."""
    end = time.monotonic() + 30
    while not said():
        assert time.monotonic() < end, "it was never said"
        time.sleep(0.01)


def test_the_library_speaks_through_python_s_loggers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="vmbay"):
        with vmbay.open("memory:", hypervisor="simulated:?instant=true") as bay:
            bay.machines.create("web-1")
        until(lambda: any(record.name == "vmbay.api" for record in caplog.records))
    said = [record for record in caplog.records if record.name == "vmbay.api"]
    assert any("permission=machine:create" in record.getMessage() for record in said)
    assert all(record.levelno == logging.DEBUG and abs(record.created - time.time()) < 300 for record in said)


def test_what_was_not_asked_for_is_not_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL, logger="vmbay"):
        with vmbay.open("memory:", hypervisor="simulated:?instant=true") as bay:
            for number in range(10):
                bay.machines.create(f"m-{number}")
        time.sleep(0.1)
    assert [record for record in caplog.records if record.name.startswith("vmbay")] == []


def test_a_secret_is_never_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for database, hypervisor in [
            (f"postgres://vmbay:{SECRET}@127.0.0.1:1/vmbay", None),
            (f"postgres://vmbay:{SECRET}@127.0.0.1:1/vmbay?schema=other", None),
            ("memory:", f"qemu+tcp://vmbay:{SECRET}@127.0.0.1:1/system"),
        ]:
            with pytest.raises(vmbay.VmbayError) as refused:
                vmbay.open(database, hypervisor=hypervisor)
            assert SECRET not in str(refused.value) and SECRET not in repr(refused.value)
        time.sleep(0.1)
    assert SECRET not in caplog.text
