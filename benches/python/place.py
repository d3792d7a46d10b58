"""Databases of a run, with the library's own tables."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import vmbay

MACHINES = 1000
"""So many machines there are."""

HYPERVISOR = {"hypervisor": "simulated:?instant=true", "observe_every": 3600}
"""A host on which nothing takes time, and which nobody looks at meanwhile."""


def fill(bay: vmbay.Vmbay) -> None:
    """Makes the machines."""
    labels = {"team": "search", "tier": "web"}
    note = "keep until the end of the month"
    made = [{"name": f"machine-{n}", "memory_mib": 256, "description": note, "labels": labels} for n in range(MACHINES)]
    bay.machines.create_many(made)


@contextlib.contextmanager
def directory() -> Iterator[Path]:
    """A directory whose disk takes no time, where there is one: waiting for a disk is the same for all."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="vmbay-bench-", dir=memory if os.access(memory, os.W_OK) else None) as path:
        yield Path(path)


def copy(path: Path, to: Path) -> None:
    """Another file with the same tables and the same rows."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
        connection.execute("VACUUM INTO ?", (str(to),))


@contextlib.contextmanager
def server() -> Iterator[Path]:
    """A PostgreSQL server of the run, by its socket's directory."""
    script = Path(__file__).parents[2] / "tests/lab/postgres.sh"
    with tempfile.TemporaryDirectory(prefix="vmbay-bench-") as parent:
        # It runs as another user.
        os.chmod(parent, 0o711)
        path = Path(parent) / "server"
        path.mkdir()
        wanted = path / "wanted"
        wanted.touch()
        process = subprocess.Popen([script, path, str(os.getpid())], start_new_session=True)
        try:
            while not (path / "ready").exists():
                if process.poll() is not None:
                    raise RuntimeError("PostgreSQL did not start; run tests/lab/packages.sh")
                time.sleep(0.02)
            yield path
        finally:
            wanted.unlink()
            process.wait()


def settle(server: Path) -> None:
    """Has the server do now what it would do in the background."""
    with psycopg.connect(host=str(server), user="vmbay", dbname="postgres", autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def url(server: Path) -> str:
    return f"postgres:///postgres?user=vmbay&host={server}&port=5432"


def identifier() -> bytes:
    """An id, made as cheaply as can be; later ones are greater, as ours are."""
    return time.time_ns().to_bytes(8, "big") + os.urandom(8)


def now() -> int:
    return time.time_ns() // 1000
