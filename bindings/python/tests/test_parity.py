"""The package offers the whole API, in both manners, with types and words for all of it."""

import ast
import inspect
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import vmbay

from .surface import API, SERVICES, public


@pytest.mark.parametrize("service", API["services"], ids=lambda service: service["name"])
def test_every_method_is_there_in_both_manners(service: dict[str, Any]) -> None:
    plain, asynchronous = getattr(vmbay, service["name"]), getattr(vmbay, "Async" + service["name"])
    names = set(public(plain))
    assert names == set(public(asynchronous))
    for member in service["members"]:
        assert member["name"] in names
    for method in service["methods"]:
        name = method["name"].removesuffix("_with")
        found = [made for made in names if made.rstrip("_") == name or made.startswith(f"{name}_")]
        assert found, f"{service['name']}.{name}"
        for made in found:
            assert inspect.signature(getattr(plain, made)) == inspect.signature(getattr(asynchronous, made))
            assert getattr(plain, made).__doc__


def test_every_word_record_and_code_is_there() -> None:
    for words in API["words"]:
        enum: type[Enum] = getattr(vmbay, words["name"])
        assert [word.value for word in enum] == [word["text"] for word in words["words"]]
    for code in API["codes"]:
        error = getattr(vmbay.errors, code["name"] + "Error")
        assert error.code == code["text"] and issubclass(error, vmbay.VmbayError)
        assert error is getattr(vmbay, error.__name__)
    for union in API["unions"]:
        assert getattr(vmbay, union["name"])
    for record in API["records"]:
        known = getattr(vmbay, record["name"], None)
        if known is not None and hasattr(known, "__match_args__"):
            assert [name.rstrip("_") for name in known.__match_args__] == [field["name"] for field in record["fields"]]


def test_every_name_is_exported_and_typed() -> None:
    assert sorted(set(vmbay.__all__)) == vmbay.__all__
    for name in vmbay.__all__:
        assert hasattr(vmbay, name), name
    stub = ast.parse(Path(vmbay.__file__).with_suffix(".pyi").read_text())
    classes = {node.name: node for node in stub.body if isinstance(node, ast.ClassDef)}
    for name, node in classes.items():
        typed = {part.name for part in node.body if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")}
        assert typed == set(public(getattr(vmbay, name))), name
    for service in SERVICES:
        assert {service.name, "Async" + service.name} <= classes.keys()
