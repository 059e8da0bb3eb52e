"""The types of clients/python are those of the API's OpenAPI document: by name, field for field."""

import json
from functools import reduce
from operator import or_
from typing import Any, Literal, NotRequired, TypeAliasType, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from across_the_table import types
from timeline.api.views import SCHEMA_FILE

SCHEMAS: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))["components"]["schemas"]
RENAMED = {"Change": "ChangeKind", "FindKind": "Noun"}
"""Schemas that a reader of Python knows better by another name."""
PLAIN = {"string": str, "integer": int, "number": float, "boolean": bool, "null": None, "object": dict[str, Any]}
OF_RESPONSES = {"Page", "Note"}
"""Types of what the document describes within responses."""
TYPED = [name for name, kind in vars(types).items() if is_typeddict(kind) and name not in OF_RESPONSES]


def meant(schema: Any) -> Any:
    """The Python type of what a schema describes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return None if name == "Null" else plain(getattr(types, RENAMED.get(name, name)))
    if "oneOf" in schema:
        return reduce(or_, (meant(one) for one in schema["oneOf"]))
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    made = [list[meant(schema["items"])] if kind == "array" else PLAIN[kind] for kind in kinds]  # type: ignore[misc]
    return reduce(or_, made)


def plain(kind: Any) -> Any:
    """A type without names of its own for closed lists."""
    if isinstance(kind, TypeAliasType):
        return kind.__value__
    if get_origin(kind) is NotRequired:
        return plain(get_args(kind)[0])
    if get_origin(kind) is list:
        return list[plain(get_args(kind)[0])]  # type: ignore[misc]
    if get_origin(kind) is not None and get_origin(kind) not in (dict, Literal):
        return reduce(or_, (plain(one) for one in get_args(kind)))
    return kind


@pytest.mark.parametrize("name", TYPED)
def test_a_type_has_the_fields_of_its_schema(name: str) -> None:
    schema, hints = SCHEMAS[name], get_type_hints(getattr(types, name))

    assert {field: plain(kind) for field, kind in hints.items()} == {
        field: meant(one) for field, one in schema["properties"].items()
    }
    assert getattr(types, name).__required_keys__ == frozenset(schema.get("required", ()))


def test_every_item_of_the_api_has_a_type() -> None:
    of_items = {"Article", "Issue", "ItemChange", "Meeting", "NamedRelease", "Negotiation", "Official", "Position"}

    assert of_items | {"Standing", "Treaty"} <= set(TYPED)


def test_closed_lists_are_the_apis() -> None:
    ours = {
        name: set(get_args(kind.__value__)) for name, kind in vars(types).items() if isinstance(kind, TypeAliasType)
    }

    assert len(ours) > 8
    apis = {RENAMED.get(name, name): set(one["enum"]) for name, one in SCHEMAS.items() if "enum" in one}
    assert ours == {name: apis[name] for name in ours}
