"""C1–C3: create, get and page, beside SQLAlchemy and `sqlite3`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, cycle

import place
import vmbay
from peers import Orm, Ours, Peer, Plain, Read
from table import Goal, Table, at_most, best, faster

CREATES = 10
GETS = 20
PAGES = 2
"""How many there are in a turn."""

PAGES_OF_ALL = place.MACHINES // 100 - 1
"""The last page is followed by none."""


def measure(table: Table) -> None:
    if table.wants("C1") or table.wants("C2"):
        sqlite(table)
    if table.wants("C3"):
        postgres(table)


def sqlite(table: Table) -> None:
    with place.directory() as directory:
        file, others = directory / "ours.db", directory / "peers.db"
        # Copied while nobody has it open: another SQLite of the same process would end the locks of ours when it closes the file.
        with vmbay.open(f"sqlite:{file}", **place.HYPERVISOR) as bay:
            place.fill(bay)
        place.copy(file, others)
        with vmbay.open(f"sqlite:{file}", **place.HYPERVISOR) as bay:
            ours = Ours(bay)
            if table.wants("C1"):
                peer = Orm.sqlite(others, ours.organization, ours.project)
                of = "Python, SQLite: {} / SQLAlchemy"
                compare(table, "C1", of, ours, peer, create=faster(5), get=faster(12), page=faster(3.5))
                peer.engine.dispose()
            if table.wants("C2"):
                for kind, name in ((Read, "sqlite3"), (Plain, "sqlite3, bare tuples")):
                    of = f"Python, SQLite: {{}} / {name}"
                    plain = kind(others, ours.project)
                    compare(table, "C2", of, ours, plain, get=at_most(1.3), page=at_most(1.2))
                    plain.connection.close()


def postgres(table: Table) -> None:
    with place.server() as server, vmbay.open(place.url(server), **place.HYPERVISOR) as bay:
        place.fill(bay)
        place.settle(server)
        ours = Ours(bay)
        peer = Orm.postgres(server, ours.organization, ours.project)
        of = "Python, PostgreSQL: {} / SQLAlchemy"
        compare(table, "C3", of, ours, peer, create=faster(4), get=faster(6), page=faster(3))
        peer.engine.dispose()


def compare(table: Table, id: str, of: str, ours: Peer, peer: Peer, **goals: Goal) -> None:
    """The lines of a peer: what is read are the same rows in the same order."""
    both = (ours, peer)

    def line(what: str, times: int, *works: Callable[[], object]) -> None:
        ours, peer = best(*(repeated(work, times) for work in works))
        table.compare(id, of.format(what), ours / times, peer / times, goals[what])

    if "create" in goals:
        numbers = count()
        line("create", CREATES, *(lambda peer=peer: peer.create(f"{id}-{next(numbers)}") for peer in both))
    ids = [cycle(peer.ids()) for peer in both]
    line("get", GETS, *(lambda peer=peer, ids=ids: peer.get(next(ids)) for peer, ids in zip(both, ids)))
    line("page", PAGES, *(lambda pages=pages_of(peer): next(pages) for peer in both))


def repeated(work: Callable[[], object], times: int) -> Callable[[], None]:
    def turn() -> None:
        for _ in range(times):
            work()

    return turn


def pages_of(peer: Peer) -> Iterator[None]:
    """Page after page, over and over."""
    while True:
        after = None
        for _ in range(PAGES_OF_ALL):
            after = peer.page(after)
            yield
