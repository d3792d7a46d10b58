"""The native module: what `_types` opens with. Its classes are those of `vmbay`."""

from collections.abc import Awaitable, Mapping
from datetime import timedelta

from . import AsyncVmbay, Vmbay

def connect(
    database: str,
    *,
    hypervisor: str | Mapping[str, str] | None = None,
    observe_every: float | timedelta | None = None,
    slow_query: float | timedelta | None = None,
) -> Vmbay: ...
def connect_async(
    database: str,
    *,
    hypervisor: str | Mapping[str, str] | None = None,
    observe_every: float | timedelta | None = None,
    slow_query: float | timedelta | None = None,
) -> Awaitable[AsyncVmbay]: ...
