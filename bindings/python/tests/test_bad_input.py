"""Whatever a program hands over: a clear error of a fitting class, and nothing done."""

import asyncio
import faulthandler
import inspect
import itertools
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import vmbay

from .surface import SERVICES

INSTANT = "simulated:?instant=true"
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


class Hostile:
    """Raises whatever it is asked."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("hostile")

    def __str__(self) -> str:
        raise RuntimeError("hostile")

    def __fspath__(self) -> str:
        raise RuntimeError("hostile")

    def __iter__(self) -> Iterator[Any]:
        raise RuntimeError("hostile")


def deep() -> list[Any]:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    return nested


def round_trip() -> dict[str, Any]:
    itself: dict[str, Any] = {}
    itself["itself"] = itself
    return itself


JUNK: list[Any] = [
    True, -1, 0, 2**63, 2**70, -(2**70), 0.5, float("nan"), float("inf"), 1e308, -1.0,
    "", "\ud800", "a\0b", "x" * 2**20, "../../etc/passwd", b"\xff", bytearray(3), memoryview(b"ab"),
    [], [None], ["\ud800"], [2**70], [[]], deep(), (), set(), itertools.repeat("a"), range(3),
    {}, {"": None}, {1: 2}, {"a": "\ud800"}, {"unknown": object()}, round_trip(), {"name": 3, "size_bytes": "x"},
    object(), Hostile(), Hostile, len, print, datetime(2026, 1, 1), datetime.max.replace(tzinfo=timezone.utc),
    timedelta.max, timedelta(-1), uuid.UUID(int=0), Path("/\udcff"), NotImplemented, Ellipsis, vmbay.VmbayError("x"),
]  # fmt: skip

#: What an argument may be, in the order in which it is tried.
LIKELY: list[Any] = [
    str(uuid.UUID(int=7)), "a", "e0", 1, [], ["a"], {}, NOW, True, b"a", {"once": {"at": NOW}},
    vmbay.TimingOnce(at=NOW), vmbay.TargetOperation(kind="k", input=None), vmbay.Resource(kind="a"),
]  # fmt: skip

#: These wait for what never happens when they are given what is right.
WAITING = {("Consumer", "next"), ("Lease", "lost")}


def counts(bay: vmbay.Vmbay) -> list[int]:
    lists = (
        bay.organizations, bay.projects, bay.images, bay.volumes, bay.storage_pools, bay.jobs, bay.schedules, bay.consumers,
    )  # fmt: skip
    return [bay.machines.count(), *(len(service.list()) for service in lists)]


Call = Callable[..., Any]


def parameters(method: Call) -> tuple[list[str], list[str]]:
    """The required and the optional ones."""
    known = inspect.signature(method).parameters.values()
    required = [one.name for one in known if one.default is one.empty]
    return required, [one.name for one in known if one.default is not one.empty]


def fitting(call: Call, names: list[str], given: dict[str, Any]) -> dict[str, Any]:
    """Values that none of the parameters refuses for its type."""
    tried = dict.fromkeys(names, 0)
    of_its_type: dict[str, int] = {}
    for _ in range((len(LIKELY) + 1) * len(names) + 1):
        values = {name: LIKELY[at] for name, at in tried.items()}
        try:
            call(**given, **values)
        except (TypeError, vmbay.InvalidArgumentError) as error:
            refused = next((name for name in names if str(error).startswith((f"{name} ", f"{name}."))), None)
            if refused is None or tried[refused] == of_its_type.get(refused):
                return values
            if isinstance(error, vmbay.VmbayError):
                of_its_type.setdefault(refused, tried[refused])
            tried[refused] += 1
            if tried[refused] == len(LIKELY):
                # None is right, but one is of the right type: the file is not there, say.
                tried[refused] = of_its_type[refused]
        except vmbay.VmbayError:
            return values
        else:
            return values
    raise AssertionError(f"no value fits {names}")


def drive(bay: vmbay.Vmbay, owner: str, name: str, call: Call) -> int:
    """Gives every parameter every value; returns how many calls were refused."""
    made = refused = 0

    def attempt(*arguments: Any, **values: Any) -> None:
        nonlocal made, refused
        try:
            given = call(*arguments, **values)
        except (TypeError, vmbay.VmbayError):
            refused += 1
        except BaseException as error:
            raise AssertionError(f"{owner}.{name}({str(arguments)[:100]}, {str(values.keys())})") from error
        else:
            made += 1
            if isinstance(given, (vmbay.Lease, vmbay.Consumer)):
                given.release()

    required, optional = parameters(call)
    values = fitting(call, required, {})
    attempt(unknown=1, **values)
    attempt(*[object()] * (len(required) + 1))
    for missing in required:
        attempt(**{name: value for name, value in values.items() if name != missing})
    for parameter in [*required, *optional]:
        before, made_before = counts(bay), made
        for junk in [*JUNK, None] if parameter in required else JUNK:
            attempt(**{**values, parameter: junk})
        assert made > made_before or counts(bay) == before, f"{owner}.{name} was refused, and did something"
    return refused


def each_call(bay: vmbay.Vmbay) -> Iterator[tuple[str, str, Call]]:
    """Every method of every service but the last call of all."""
    made: dict[str, Callable[[], Any]] = {
        "Consumer": lambda: bay.consumers.open("fuzz"),
        "Lease": lambda: bay.leases.acquire("fuzz", 60),
    }
    for service in SERVICES:
        for method in service.methods:
            if method == "shutdown" or (service.name, method) in WAITING:
                continue
            member = service.name if service.name == "Vmbay" else service.member
            owner: Any = bay if member == "Vmbay" else getattr(bay, member) if member else made[service.name]()
            yield service.name, method, getattr(owner, method)
            if service.name in made:
                try:
                    owner.release()
                except vmbay.ClosedError:
                    pass


@pytest.fixture(autouse=True)
def _no_hang() -> Iterator[None]:
    faulthandler.dump_traceback_later(240, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def test_every_method_refuses_what_it_cannot_take() -> None:
    with vmbay.open("memory:", hypervisor=INSTANT) as bay:
        for owner, name, call in each_call(bay):
            refused = drive(bay, owner, name, call)
            required, optional = parameters(call)
            assert refused >= 10 * len(required + optional), (owner, name)


def test_every_asynchronous_method_refuses_it_too() -> None:
    async def program() -> None:
        async with vmbay.open_async("memory:", hypervisor=INSTANT) as bay:
            for service in SERVICES:
                if not service.member:
                    continue
                for method in service.methods:
                    call = getattr(getattr(bay, service.member), method)
                    required, optional = parameters(call)
                    with pytest.raises(TypeError):
                        call(unknown=1, **dict.fromkeys(required, "a"))
                    for parameter, junk in itertools.product([*required, *optional], JUNK[:12]):
                        try:
                            given = call(**{**dict.fromkeys(required, "a"), parameter: junk})
                            if asyncio.iscoroutine(given):
                                await asyncio.wait_for(given, 30)
                        except (TypeError, vmbay.VmbayError):
                            pass

    asyncio.run(program())


def test_a_library_that_is_shut_down_refuses_every_call() -> None:
    bay = vmbay.open("memory:", hypervisor=INSTANT)
    for junk in JUNK:
        try:
            bay.shutdown(junk)
        except (TypeError, vmbay.InvalidArgumentError):
            continue
        except vmbay.TimedOutError:
            pass  # no time at all: what was at work is left to the next process
        break
    with pytest.raises(vmbay.ClosedError):
        bay.shutdown(0)
    for service in SERVICES:
        if service.name in ("Vmbay", "Consumer", "Lease"):
            continue
        for method in service.methods:
            call = getattr(getattr(bay, service.member), method)
            try:
                given = call(**fitting(call, parameters(call)[0], {}))
                if hasattr(given, "__next__"):
                    next(given)
            except (vmbay.VmbayError, StopIteration):
                continue
            # These say for each thing what became of it.
            assert method.endswith("_many") or method == "reconcile", f"{service.name}.{method} answered {given!r}"


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: type(junk).__name__)
def test_opening_refuses_it(junk: Any) -> None:
    options: list[dict[str, Any]] = [
        {"hypervisor": junk},
        {"jobs": junk},
        {"jobs": [junk]},
        {"jobs": [vmbay.JobKind(junk, junk)]},
        {"probes": junk},
        {"probes": {"a": junk}},
        {"observe_every": junk},
        {"unknown": junk},
    ]
    for database, given in [(junk, {}), *(("memory:", given) for given in options)]:
        try:
            vmbay.open(database, **given).shutdown(0)
        except (TypeError, vmbay.VmbayError):
            pass


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: type(junk).__name__)
def test_records_are_not_made_of_it(junk: Any) -> None:
    for name in vmbay.__all__:
        record: Any = getattr(vmbay, name)
        names: list[str] | None = getattr(record, "__match_args__", None)
        if names is None or not isinstance(record, type):
            continue
        wrong: list[dict[str, Any]] = [dict.fromkeys(names, junk), {"unknown": junk}, {}]
        for fields in wrong:
            try:
                record(**fields)
            except (TypeError, vmbay.VmbayError):
                pass
