"""What needs no Rust, and where the native module finds it: pages, results of many, what turns values into others."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from . import _vmbay
from ._data import *
from ._extend import Hypervisor as Hypervisor
from ._extend import JobKind as JobKind
from ._extend import Running as Running
from ._extend import methods as methods
from ._extend import running_loop as running_loop
from ._logging import log as log
from ._logging import log_level as log_level
from .errors import BY_CODE, VmbayError

if TYPE_CHECKING:
    from . import Resource

T = TypeVar("T")
K = TypeVar("K")

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

# Both are once for each process, as are what they speak of: its end, and its forks.
atexit.register(_vmbay.flush)
atexit.register(_vmbay.end)
os.register_at_fork(after_in_child=_vmbay.forked)


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
        return cast("T", self.value)


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
    fields: Sequence[str] | None = getattr(type(record), "__match_args__", None)
    if fields is None:
        raise TypeError(f"asdict takes a record, not {type(record).__name__}")
    return {field: _plain(getattr(record, field)) for field in fields}


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
