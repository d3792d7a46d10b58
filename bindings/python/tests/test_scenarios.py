"""The scenarios of `tests/scenarios`, which have a README, as Python does them: what comes of each is the same as in Rust.

Run as a program, it is the process of a scenario that is to be killed, or that has a hypervisor of its own.
"""

from __future__ import annotations

import base64
import inspect
import json
import keyword
import os
import re
import signal
import subprocess
import sys
import uuid
from contextlib import suppress
from collections.abc import Container, Iterable, Iterator
from datetime import datetime, timedelta, timezone
from enum import Enum
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import GetSetDescriptorType
from typing import Any, TypeGuard, cast

import pytest
import vmbay

REPOSITORY = Path(__file__).resolve().parents[3]
SCENARIOS = REPOSITORY / "tests" / "scenarios"
GUEST = REPOSITORY / ".cache" / "guest"
MASKED: dict[str, list[str]] = json.loads((SCENARIOS / "masked.json").read_text())
API: dict[str, list[dict[str, Any]]] = json.loads((REPOSITORY / "bindings" / "api.json").read_text())
SERVICES = tuple(getattr(vmbay, service["name"]) for service in API["services"])
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What holds an application's own names.
OWN = {"labels", "metadata", "payload", "input"}


def is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def is_fields(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def snake(name: str) -> str:
    name = re.sub("([A-Z])", lambda found: "_" + found[0].lower(), name)
    return name + "_" if keyword.iskeyword(name) else name


def camel(name: str) -> str:
    return re.sub("_([a-z0-9])", lambda found: found[1].upper(), name.rstrip("_"))


# The classes of values that are one of several kinds, by what holds them and their kind; and the kinds, by their classes.
CLASSES = {
    (snake(union["name"])[1:], snake(kind["name"])[1:]): union["name"] + kind["name"]
    for union in API["unions"]
    for kind in union["variants"]
}
RECORDS: dict[str, Any] = {"creates": vmbay.MachineCreate, "disks": vmbay.DiskCreate, "new": vmbay.NewJob}
KINDS = {name: kind for (_, kind), name in CLASSES.items()}


def taken(key: str, value: Any) -> Any:
    """An argument, as a Python program gives it."""
    if is_list(value):
        return [taken(key, item) for item in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    if not is_fields(value) or key in OWN:
        return value
    if "$bytes" in value:
        return base64.b64decode(value["$bytes"])
    if "$int" in value:
        return int(value["$int"])
    if "type" in value:
        kind = getattr(vmbay, CLASSES[key, value["type"]])
        return kind(**named({name: item for name, item in value.items() if name != "type"}, kind.__match_args__))
    record = RECORDS[key]
    return named(value, record.__required_keys__ | record.__optional_keys__)


def named(given: dict[str, Any], known: Container[str]) -> dict[str, Any]:
    """Arguments by the names that Python has for them: a duration is told without its unit."""
    arguments: dict[str, Any] = {}
    for key, value in given.items():
        name = snake(key)
        if name not in known and name.endswith("_ms"):
            arguments[name[:-3]] = timedelta(milliseconds=value)
        else:
            arguments[name] = taken(key, value)
    return arguments


def told(value: Any) -> Any:
    """What Python was given, as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return (value - EPOCH) // timedelta(microseconds=1)
    if is_list(value):
        return [told(item) for item in value]
    if is_fields(value):
        return {key: told(item) for key, item in value.items()}
    if isinstance(value, vmbay.VmbayError):
        failure = {"code": value.code, "reason": value.reason, "message": str(value), "retryable": value.retryable}
        return failure | {"resource": told(value.resource)}
    if isinstance(value, TypeError):
        return {"code": "type_error"}
    if isinstance(value, vmbay.Operation):
        return {"id": value.id}
    if isinstance(value, SERVICES):
        return None
    if value is None or isinstance(value, (str, int, float)):
        return value
    kind = KINDS.get(type(value).__name__)
    record: dict[str, Any] = {} if kind is None else {"type": kind}
    for name in fields_of(value):
        item = getattr(value, name)
        if isinstance(item, timedelta):
            record[camel(name) + "Ms"] = item / timedelta(milliseconds=1)
        else:
            record[camel(name)] = told(item)
    return record


def fields_of(record: object) -> Iterable[str]:
    of = type(record)
    getters = (name for name, member in vars(of).items() if isinstance(member, GetSetDescriptorType))
    return [name for name in {*getattr(of, "__match_args__", ()), *getters} if not name.startswith("_")]


def shown(value: Any, fields: list[str]) -> Any:
    """The fields that a step shows: of a record, or of each item of a list or a page."""
    if not fields:
        return None
    if is_fields(value):
        for name in ("items", "events"):
            if is_list(value.get(name)):
                return shown(value[name], fields)
        return {key: item for key, item in value.items() if key in fields}
    return [shown(item, fields) for item in value] if is_list(value) else value


class Run:
    """A scenario at work. Its state is all that the process after a crash knows of the one before."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state = state
        self.values: dict[str, Any] = state["values"]
        self.scenario: dict[str, Any] = json.loads((SCENARIOS / f"{state['name']}.json").read_text())
        self.handles: dict[str, Any] = {}

    def go(self) -> None:
        if self.state["at"] == 0:
            for name, content in self.scenario.get("files", {}).items():
                path = Path(self.values["folder"]) / name
                [(form, given)] = content.items()
                make: Any = {"zeros": bytes, "text": str.encode, "base64": base64.b64decode}[form]
                path.write_bytes(make(given))
                self.values[name] = str(path)
            self.open("bay", {})
        for step in self.scenario["steps"][self.state["at"] :]:
            self.state["at"] += 1
            if "crash" in step:
                self.save()
                os.kill(os.getpid(), signal.SIGKILL)
            self.step(step)
        for handle in self.handles.values():
            if isinstance(handle, vmbay.Vmbay):
                with suppress(vmbay.ClosedError):
                    handle.shutdown(10)

    def save(self) -> None:
        (Path(self.values["folder"]) / "state.json").write_text(json.dumps(self.state))

    def step(self, step: dict[str, Any]) -> None:
        kind = str(next(kind for kind in ("call", "take", "open") if kind in step))
        word, given = "gives", self.resolved(step.get("with", {}))
        value: Any = None
        try:
            if kind == "open":
                self.open(step["open"], given)
            elif kind == "take":
                value = list(islice(cast("Iterator[Any]", self.call(step["take"], given)), step.get("count")))
            else:
                value = self.call(step["call"], given)
                if "as" in step and (isinstance(value, vmbay.Operation) or told(value) is None):
                    self.handles[step["as"]] = value
            value = told(value)
            if "as" in step:
                self.values[step["as"]] = value
                if is_fields(value) and "id" in value:
                    self.state["ids"].setdefault(value["id"], step["as"])
        except (vmbay.VmbayError, TypeError) as error:
            word, value = "fails", told(error)
        entry: dict[str, Any] = {kind: step[kind]}
        if (value["code"] if word == "fails" else None) != step.get("fails"):
            entry["unexpected"] = self.state["at"]
        elif "show" in step:
            value = shown(value, step["show"])
        value = self.masked("", value)
        if value is not None:
            entry[word] = value
        self.state["transcript"].append(entry)

    def open(self, name: str, given: dict[str, Any]) -> None:
        database = given.get("database", self.values["database"])
        of_back_end = self.values.get("hypervisor") or self.scenario.get("hypervisor", "simulated:?instant=true")
        lease = self.scenario.get("leaseMs")
        self.handles[name] = vmbay.open(
            database, hypervisor=given.get("hypervisor", of_back_end), lease=lease and lease / 1000
        )

    def call(self, path: str, given: dict[str, Any]) -> Any:
        first, *names = path.split(".")
        target = self.handles.get(first)
        if target is None:
            target, names = self.handles["bay"], [first, *names]
        for name in names:
            target = getattr(target, snake(name))
        return target(**named(given, inspect.signature(target).parameters))

    def resolved(self, value: Any) -> Any:
        if is_fields(value):
            return {key: self.resolved(item) for key, item in value.items()}
        if is_list(value):
            return [self.resolved(item) for item in value]
        if not isinstance(value, str):
            return value
        if whole := re.fullmatch("<([^<>]+)>", value):
            first, *names = whole[1].split(".")
            found: Any = self.values.get(first)
            for name in names:
                found = found[int(name) if name.isdigit() else name]
            return found
        return re.sub("<([^<>]+)>", lambda found: str(self.values[found[1]]), value)

    def masked(self, key: str, value: Any) -> Any:
        """The same in every run: without times and places, and with names for ids."""
        if value is None:
            return None
        if key in MASKED["names"] or any(key.endswith(ending) for ending in MASKED["endings"]):
            return f"<{key}>"
        if isinstance(value, str):
            ids = self.state["ids"]
            return UUID.sub(
                lambda found: f"<{ids.setdefault(found[0], f'id-{len(ids) + 1}')}>",
                value.replace(self.values["folder"], "<folder>"),
            )
        if is_list(value):
            return [self.masked("", item) for item in value]
        if is_fields(value):
            return {name: self.masked(name, item) for name, item in sorted(value.items())}
        return value


def names_on(back_end: str) -> Iterator[str]:
    for file in sorted(SCENARIOS.glob("*.json")):
        scenario = json.loads(file.read_text())
        if "steps" in scenario and back_end in scenario.get("on", ["memory", "sqlite", "postgres"]):
            yield file.stem


def database(back_end: str, folder: Path) -> str:
    if back_end != "postgres":
        return "memory:" if back_end == "memory" else f"sqlite:{folder / 'bay.db'}"
    url = os.environ.get("DATABASE_URL")
    assert url is not None, "DATABASE_URL names no PostgreSQL: run tests/lab/with-postgres.sh with these tests"
    return f"{url}&schema=test_{uuid.uuid4().hex}"


@pytest.mark.parametrize(
    ("back_end", "name"),
    [(back_end, name) for back_end in ("memory", "sqlite", "postgres", "guest") for name in names_on(back_end)],
)
def test_a_scenario_goes_as_its_transcript_says(back_end: str, name: str) -> None:
    # The sockets of a hypervisor want a short path.
    with TemporaryDirectory(prefix="vmbay-") as folder:
        check(back_end, name, Path(folder))


def check(back_end: str, name: str, folder: Path) -> None:
    values = {"folder": str(folder), "database": database(back_end, folder)}
    values |= {"kernel": str(GUEST / "kernel"), "initrd": str(GUEST / "initrd")}
    if back_end == "guest":
        values["hypervisor"] = f"qemu:///embed?root={folder}/hypervisor"
    run = Run({"name": name, "at": 0, "values": values, "ids": {}, "transcript": []})
    steps = run.scenario["steps"]
    if "<kernel>" in json.dumps(steps) and not GUEST.exists():
        pytest.skip("the guest is not built; run `make guest`")
    # The embedded driver belongs to its process.
    if back_end == "guest" or {"crash": True} in steps:
        while run.state["at"] < len(steps):
            run.save()
            done = subprocess.run([sys.executable, __file__, str(folder / "state.json")], capture_output=True, text=True)
            state = json.loads((folder / "state.json").read_text())
            assert state["at"] > run.state["at"], done.stderr
            run = Run(state)
    else:
        run.go()
    assert run.state["transcript"] == json.loads((SCENARIOS / f"{name}.transcript.json").read_text())


if __name__ == "__main__":
    process = Run(json.loads(Path(sys.argv[1]).read_text()))
    process.go()
    process.save()
