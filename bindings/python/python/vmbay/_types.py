"""What needs no Rust: pages, results of many, opening."""

from __future__ import annotations

from collections.abc import Awaitable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from . import _vmbay
from ._data import *
from ._vmbay import *
from .errors import BY_CODE, VmbayError

if TYPE_CHECKING:
    from . import AsyncVmbay, Resource, Vmbay

T = TypeVar("T")
K = TypeVar("K")

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Page(Sequence[T]):
    """One page of a list, and where the next begins."""

    __slots__ = ("items", "next")
    __match_args__ = ("items", "next")

    items: list[T]
    """The items, in the order asked for."""

    next: str | None
    """Where the next page begins: what the next call's `after` takes. None when this is the last."""

    def __init__(self, items: list[T], next: str | None = None) -> None:
        self.items = items
        self.next = next

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Page):
            return NotImplemented
        page = cast("Page[object]", other)
        return self.next == page.next and self.items == page.items

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Page(items={self.items!r}, next={self.next!r})"

    def _repr_html_(self) -> str:
        return table(self.items)


@dataclass(frozen=True)
class ManyResult(Generic[K, T]):
    """What became of one of many."""

    item: K
    """What it was asked for."""

    value: T | None
    """What came of it; None when it failed."""

    error: VmbayError | None
    """Why it failed, if it did."""

    def get(self) -> T:
        """The value; raises the error."""
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]


def table(items: Sequence[object]) -> str:
    """Records as a table for a notebook."""
    if not items:
        return "<p>empty</p>"
    fields: tuple[str, ...] = tuple(getattr(items[0], "__match_args__", ()))
    if not fields:
        return "<br>".join(escape(repr(item)) for item in items)
    head = "".join(f"<th>{escape(field)}</th>" for field in fields)
    rows = (
        "".join(f"<td>{escape(str(getattr(item, field)))}</td>" for field in fields) for item in items
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def asdict(record: object) -> dict[str, Any]:
    """A record as a dict, and what it holds too."""
    return {field: _plain(getattr(record, field)) for field in getattr(type(record), "__match_args__")}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in cast("dict[str, object]", value).items()}
    return asdict(value) if hasattr(type(value), "__match_args__") else value


def restore(cls: type[T], fields: dict[str, Any]) -> T:
    """A record from its fields: how a pickled one comes back."""
    return cls(**fields)


def error(
    code: str, message: str, reason: str, retryable: bool, resource: Resource | None
) -> VmbayError:
    """The exception of a code."""
    return BY_CODE.get(code, VmbayError)(message, reason, retryable, resource)


def open(
    database: str,
    *,
    hypervisor: str | Mapping[str, str] | None = None,
    observe_every: float | timedelta | None = None,
    slow_query: float | timedelta | None = None,
) -> Vmbay:
    """Opens the library on a database, with hypervisors.

    Leave it with `with`, or call `shutdown`.

    Arguments:
        database: `sqlite:PATH`, `sqlite::memory:`, `postgres://user:password@host/database` or `memory:`.
        hypervisor: the URL of a hypervisor: `simulated:`, `qemu:///embed?root=PATH`, `qemu:///system` or any other URI of
            libvirt; or several by name.
        observe_every: how often every machine is looked at.
        slow_query: above which time a call to the database is slow.
    """
    return _vmbay.connect(
        database, hypervisor=hypervisor, observe_every=observe_every, slow_query=slow_query
    )


class AsyncVmbayContext(Awaitable["AsyncVmbay"]):
    """What `open_async` returns: to be awaited, or entered with `async with`."""

    def __init__(self, database: str, options: dict[str, Any]) -> None:
        self._database = database
        self._options = options
        self._bay: AsyncVmbay | None = None

    def __await__(self) -> Generator[Any, None, AsyncVmbay]:
        return _vmbay.connect_async(self._database, **self._options).__await__()

    async def __aenter__(self) -> AsyncVmbay:
        self._bay = await self
        return self._bay

    async def __aexit__(self, *raised: object) -> None:
        if self._bay is not None:
            await self._bay.shutdown(10)


def open_async(
    database: str,
    *,
    hypervisor: str | Mapping[str, str] | None = None,
    observe_every: float | timedelta | None = None,
    slow_query: float | timedelta | None = None,
) -> AsyncVmbayContext:
    """Opens the library for asyncio: `async with vmbay.open_async(…) as bay`. The arguments are those of `open`."""
    options = {
        "hypervisor": hypervisor,
        "observe_every": observe_every,
        "slow_query": slow_query,
    }
    return AsyncVmbayContext(database, options)
