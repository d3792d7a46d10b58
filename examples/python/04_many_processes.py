"""Several processes on one database share the work.

    python examples/python/04_many_processes.py

Nothing in a program changes when a second one opens the same file, or the same PostgreSQL: give its URL as the argument.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import vmbay

PICTURES = 12


def shrink(run: vmbay.JobRun, picture: dict[str, Any]) -> None:
    """Some work that takes its time."""
    time.sleep(0.05)
    with open(picture["done"], "a") as done:
        done.write(f"{picture['name']} by {os.getpid()}\n")


def worker(database: str) -> None:
    """Does jobs until its standard input ends."""
    with vmbay.open(database, jobs=[vmbay.JobKind("shrink", shrink, concurrency=4)]):
        sys.stdin.read()


def main(database: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = database or f"sqlite:{Path(folder) / 'pictures.db'}"
        done = Path(folder) / "done"
        with vmbay.open(database) as bay:
            # Of all processes, one at a time has a lease of a name; its fence tells a late one from its successor.
            lease = bay.leases.acquire("picture-index", ttl=30)
            print(f"this process leads, with fence {lease.fence()}")
            bay.jobs.enqueue_many(
                [{"kind": "shrink", "payload": {"name": f"picture {i}", "done": str(done)}} for i in range(PICTURES)]
            )
            command = [sys.executable, __file__, "--worker", database]
            workers = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(2)]
            while bay.jobs.list():
                time.sleep(0.05)
            for process in workers:
                process.communicate()
            lease.release()
        lines = done.read_text().splitlines()
        pictures = {line.split(" by ")[0] for line in lines}
        print(f"{len(pictures)} pictures are done, by {len({line.split()[-1] for line in lines})} of 2 processes")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2])
    else:
        main(next(iter(sys.argv[1:]), None))
