"""Background jobs of a program's own, and what happens at certain times.

    python examples/python/03_jobs_and_schedules.py

A shop that sends mail and counts its sales. What it asked for is in the database, so it survives a crash.
"""

import tempfile
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import vmbay

counted = threading.Event()


def send(run: vmbay.JobRun, mail: dict[str, Any]) -> None:
    """A job may be done more than once, so a handler does no harm when it does something again."""
    if mail["to"] == "nobody":
        raise LookupError("nobody has no mailbox")
    if run.attempt == 1:
        raise ConnectionError("the mail server does not answer")
    print(f"mail to {mail['to']}, at attempt {run.attempt}")


async def count(run: vmbay.JobRun, payload: dict[str, Any]) -> None:
    """Handlers may be coroutines."""
    run.progress(1.0, "counted")
    print(f"{payload['who']} counts its sales")
    counted.set()


def main() -> None:
    jobs = [
        # At most two at a time and a hundred a second, over all processes.
        vmbay.JobKind("mail", send, attempts=3, delay=0.05, max_delay=0.1, concurrency=2, rate=(100, 1)),
        vmbay.JobKind("count", count),
    ]
    with tempfile.TemporaryDirectory() as folder:
        with vmbay.open(f"sqlite:{Path(folder) / 'shop.db'}", jobs=jobs) as bay:
            first = bay.jobs.enqueue("mail", {"to": "ada"}, dedupe_key="welcome-ada")
            again = bay.jobs.enqueue("mail", {"to": "ada"}, dedupe_key="welcome-ada")
            print(f"asked twice, enqueued once: {first.id == again.id}")
            bay.jobs.enqueue_many([{"kind": "mail", "payload": {"to": to}} for to in ("bob", "cleo", "nobody")])

            # A cron pattern with a time zone, a time, or equal intervals; exactly one process does each.
            soon = datetime.now(timezone.utc) + timedelta(seconds=0.2)
            payload = {"who": "the shop"}
            bay.schedules.create("count", vmbay.TimingOnce(at=soon), vmbay.TargetJob(kind="count", payload=payload))
            counted.wait(30)

            while any(bay.jobs.list(state=state) for state in ("queued", "running")):
                threading.Event().wait(0.01)
            for dead in bay.jobs.list(state="dead"):
                print(f"a dead letter to {dead.payload['to']}: {dead.last_error}")
            print(f"purged: {bay.jobs.purge('mail')}")


if __name__ == "__main__":
    main()
