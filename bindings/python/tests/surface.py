"""The API that every binding offers, as it is written down beside them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import vmbay

API: dict[str, Any] = json.loads((Path(__file__).parents[2] / "api.json").read_text())


@dataclass(frozen=True)
class Service:
    """A class with methods."""

    name: str
    member: str
    """How a library leads to it; empty when a call gives it."""

    methods: list[str]


def public(of: object) -> list[str]:
    """The names of a class that are for everybody."""
    names = cast("dict[str, object]", getattr(of, "__dict__"))
    return [name for name in names if not name.startswith("_")]


def _methods(name: str) -> list[str]:
    service = getattr(vmbay, name)
    return [method for method in public(service) if callable(getattr(service, method))]


_MEMBERS = {member["service"]: member["name"] for service in API["services"] for member in service["members"]}
SERVICES = [
    Service(service["name"], _MEMBERS.get(service["name"], ""), _methods(service["name"])) for service in API["services"]
]
