"""The API that every binding offers, as it is written down beside them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

API: dict[str, Any] = json.loads((Path(__file__).parents[2] / "api.json").read_text())


@dataclass(frozen=True)
class Service:
    """A class with methods."""

    name: str
    member: str
    """How a library leads to it; empty when a call gives it."""

    methods: list[str]


def _methods(name: str) -> list[str]:
    import vmbay

    return [method for method in vars(getattr(vmbay, name)) if not method.startswith("_") and callable(getattr(getattr(vmbay, name), method))]


_MEMBERS = {member["service"]: member["name"] for service in API["services"] for member in service["members"]}
SERVICES = [
    Service(service["name"], _MEMBERS.get(service["name"], ""), _methods(service["name"])) for service in API["services"]
]
