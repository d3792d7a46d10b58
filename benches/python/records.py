"""C6: a thousand records, beside classes written by hand and `pythonize`.

What the core takes to list them is the same for all, is measured apart, and is taken off. Ours, as the best class written by
hand, turns a field into an object of Python when it is read: so both are measured, with and without.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable
from dataclasses import make_dataclass
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
import vmbay
from vmbay_peers import Core

from table import Table, at_most, best, faster

RECORDS = 1000
ROUNDS = 200


def measure(table: Table) -> None:
    if not table.wants("C6"):
        return
    core = Core(RECORDS, True)
    with vmbay.open("memory:", hypervisor="simulated:?instant=true") as bay:
        for number in range(RECORDS):
            bay.machines.create(
                f"machine-{number}",
                memory_mib=256,
                description="keep until the end of the month",
                labels={"team": "search"},
            )
        compare(table, core, bay.machines)


def compare(table: Table, core: Core, machines: vmbay.Machines) -> None:
    names = list(core.pythonized()[0])
    fields: tuple[str, ...] = vmbay.Machine.__match_args__

    def ours() -> Iterable[object]:
        return machines.list(limit=RECORDS)

    classes: dict[str, Callable[..., object]] = {
        "NamedTuple": namedtuple("Machine", fields)._make,
        "dataclass": of_fields(make_dataclass("Machine", fields, frozen=True, slots=True)),
        "msgspec": of_fields(msgspec.defstruct("Machine", fields, frozen=True)),
    }
    makers: dict[str, Callable[[], Iterable[object]]] = {"pyclass": core.by_hand}
    for name, make in classes.items():
        makers[name] = lambda make=make: [make(row) for row in core.tuples()]
    read, read_keys = attrgetter(*fields), itemgetter(*names)
    for what, reader, key_reader in [("made", None, None), ("made and wholly read", read, read_keys)]:
        works = [core.listed, done(ours, reader), done(core.pythonized, key_reader)]
        works += [done(maker, reader) for maker in makers.values()]
        alone, *taken = best(*works, rounds=ROUNDS)
        mine, dicts, *by_hand = (time - alone for time in taken)
        others = dict(zip(makers, by_hand))
        name = min(others, key=lambda name: others[name])
        # Two stores of the same rows are not read equally fast: nothing is made of it that ours seems to take less than nothing.
        mine = max(mine, others[name])
        table.compare("C6", f"Python: 1,000 records {what} / {name}", mine, others[name], at_most(1.3))
        table.compare("C6", f"Python: 1,000 records {what} / pythonize", mine, dicts, faster(3.5))


def of_fields(make: Callable[..., object]) -> Callable[[tuple[object, ...]], object]:
    return lambda row: make(*row)


def done(make: Callable[[], Iterable[Any]], read: Callable[[Any], object] | None) -> Callable[[], object]:
    """Makes the records, and reads every field of them."""
    if read is None:
        return make

    def work() -> None:
        for record in make():
            read(record)

    return work
