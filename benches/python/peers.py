"""The same work, whoever does it: by the library, and as a program would write it without, on the library's own tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import vmbay
from sqlalchemy import JSON, BigInteger, Engine, LargeBinary, Text, Uuid, create_engine, event, select, tuple_
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeEngine

from place import identifier, now


class Peer(Protocol):
    def ids(self) -> Sequence[Any]:
        """The ids of the machines."""
        ...

    def create(self, name: str) -> object:
        """Makes a project, with its event."""
        ...

    def get(self, id: Any) -> object:
        """Reads a machine."""
        ...

    def page(self, after: Any) -> Any:
        """Reads a hundred machines of the project, newest first, and tells where the next hundred begin."""
        ...


def look(machine: Any) -> tuple[object, object, object]:
    """What a program looks at, of whatever a machine is."""
    return machine.id, machine.name, machine.power_state


class Ours:
    """The library."""

    def __init__(self, bay: vmbay.Vmbay) -> None:
        self.bay = bay
        machine = bay.machines.list(limit=1)[0]
        self.organization, self.project = machine.organization_id, machine.project_id

    def ids(self) -> Sequence[str]:
        return [machine.id for machine in self.bay.machines.list(limit=1000)]

    def create(self, name: str) -> object:
        return self.bay.projects.create(self.organization, name)

    def get(self, id: str) -> object:
        return look(self.bay.machines.get(id))

    def page(self, after: str | None) -> str | None:
        page = self.bay.machines.list(project=self.project, limit=100, after=after)
        for machine in page:
            look(machine)
        return page.next


PRAGMAS = ["PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL", "PRAGMA journal_mode = WAL"]
"""How the library opens a file."""


class Plain:
    """`sqlite3` of the standard library: rows as they come."""

    def __init__(self, path: Path, project: str) -> None:
        # Many reads, one connection, and nothing that a program has to begin.
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(pragma)
        self.project = UUID(project).bytes
        self.columns = ", ".join(column.name for column in Machine.__table__.columns)

    def ids(self) -> Sequence[bytes]:
        return [id for (id,) in self.connection.execute("SELECT id FROM machines ORDER BY created_at DESC, id DESC")]

    def create(self, name: str) -> object:
        raise NotImplementedError

    def get(self, id: bytes) -> object:
        query = f"SELECT {self.columns} FROM machines WHERE id = ?"
        return self.made(self.connection.execute(query, (id,)).fetchone())

    def page(self, after: tuple[int, bytes] | None) -> tuple[int, bytes]:
        query = (
            f"SELECT {self.columns} FROM machines WHERE project_id = ? AND (created_at, id) < (?, ?)"
            " ORDER BY created_at DESC, id DESC LIMIT 100"
        )
        rows = self.connection.execute(query, (self.project, *(after or LATEST))).fetchall()
        for row in rows:
            self.made(row)
        return rows[-1][-1], rows[-1][0]

    def made(self, row: tuple[Any, ...]) -> object:
        """What the program is given of a row."""
        return row


class Read(Plain):
    """The same, and what a program does with a row: ids are text and labels are looked up."""

    def __init__(self, path: Path, project: str) -> None:
        super().__init__(path, project)
        names = self.columns.split(", ")
        self.json = [names.index(name) for name in ("labels", "metadata", "desired", "applied")]
        self.of_ids = [at for at, name in enumerate(names) if name == "id" or name.endswith("_id")]

    def made(self, row: tuple[Any, ...]) -> object:
        values = list(row)
        for at in self.of_ids:
            if values[at] is not None:
                values[at] = str(UUID(bytes=values[at]))
        for at in self.json:
            values[at] = json.loads(values[at])
        return values


LATEST = (2**63 - 1, b"\xff" * 16)


class Binary(LargeBinary):
    """An id as the library keeps it in SQLite, which has no type for one: as it comes."""

    def bind_processor(self, dialect: Dialect) -> None:
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        return None


def id_type() -> TypeEngine[Any]:
    return Uuid().with_variant(Binary(), "sqlite")


class Base(DeclarativeBase):
    pass


class Machine(Base):
    __tablename__ = "machines"
    id: Mapped[Any] = mapped_column(id_type(), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    organization_id: Mapped[Any] = mapped_column(id_type())
    project_id: Mapped[Any] = mapped_column(id_type())
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    labels: Mapped[dict[str, str]] = mapped_column(JSON)
    notes: Mapped[Any] = mapped_column("metadata", JSON)
    host_id: Mapped[Any] = mapped_column(id_type())
    image_id: Mapped[Any] = mapped_column(id_type())
    desired: Mapped[Any] = mapped_column(JSON)
    applied: Mapped[Any] = mapped_column(JSON)
    desired_power: Mapped[str] = mapped_column(Text)
    power_state: Mapped[str] = mapped_column(Text)
    power_reason: Mapped[str] = mapped_column(Text)
    has_saved_state: Mapped[bool]
    power_observed_at: Mapped[int | None] = mapped_column(BigInteger)
    power_epoch: Mapped[int] = mapped_column(BigInteger)
    power_sequence: Mapped[int] = mapped_column(BigInteger)
    phase: Mapped[str] = mapped_column(Text)
    lock_operation_id: Mapped[Any] = mapped_column(id_type())
    guest_phase: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)


class Project(Base):
    __tablename__ = "projects"
    id: Mapped[Any] = mapped_column(id_type(), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    organization_id: Mapped[Any] = mapped_column(id_type())
    name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)


class Event(Base):
    __tablename__ = "events"
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    id: Mapped[Any] = mapped_column(id_type())
    version: Mapped[int] = mapped_column(BigInteger)
    topic: Mapped[str] = mapped_column(Text)
    entity_kind: Mapped[str] = mapped_column(Text)
    entity_id: Mapped[Any] = mapped_column(id_type())
    organization_id: Mapped[Any] = mapped_column(id_type())
    project_id: Mapped[Any] = mapped_column(id_type())
    actor: Mapped[str] = mapped_column(Text)
    payload: Mapped[Any] = mapped_column(JSON)
    payload_version: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[int] = mapped_column(BigInteger)


class Orm:
    """SQLAlchemy 2: a session per call, as a program has one per request."""

    def __init__(self, engine: Engine, organization: str, project: str) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.organization, self.project = self.of(UUID(organization)), self.of(UUID(project))

    @classmethod
    def sqlite(cls, path: Path, organization: str, project: str) -> Orm:
        engine = create_engine(f"sqlite:///{path}")

        @event.listens_for(engine, "connect")
        def prepare(connection: sqlite3.Connection, _: object) -> None:  # pyright: ignore[reportUnusedFunction]
            for pragma in PRAGMAS:
                connection.execute(pragma)

        return cls(engine, organization, project)

    @classmethod
    def postgres(cls, server: Path, organization: str, project: str) -> Orm:
        query = f"host={server}&port=5432&options=-csearch_path%3Dvmbay"
        return cls(create_engine(f"postgresql+psycopg://vmbay@/postgres?{query}"), organization, project)

    def of(self, id: UUID) -> Any:
        return id.bytes if self.is_sqlite else id

    def ids(self) -> Sequence[Any]:
        with Session(self.engine) as session:
            return session.scalars(select(Machine.id).order_by(Machine.created_at.desc(), Machine.id.desc())).all()

    def create(self, name: str) -> object:
        id, other, at = self.of(UUID(bytes=identifier())), self.of(UUID(bytes=identifier())), now()
        with Session(self.engine) as session, session.begin():
            session.add(Project(id=id, version=1, organization_id=self.organization, name=name, created_at=at))
            session.add(
                Event(
                    id=other,
                    version=1,
                    topic="project.created",
                    entity_kind="project",
                    entity_id=id,
                    organization_id=self.organization,
                    project_id=id,
                    actor="system",
                    payload={"name": name},
                    payload_version=1,
                    at=at,
                )
            )
        return id

    def get(self, id: Any) -> object:
        with Session(self.engine) as session:
            return look(session.get_one(Machine, id))

    def page(self, after: Any) -> Any:
        query = select(Machine).where(Machine.project_id == self.project)
        if after is not None:
            query = query.where(tuple_(Machine.created_at, Machine.id) < tuple_(*after))
        with Session(self.engine) as session:
            query = query.order_by(Machine.created_at.desc(), Machine.id.desc()).limit(100)
            machines = session.scalars(query).all()
            for machine in machines:
                look(machine)
            return machines[-1].created_at, machines[-1].id
