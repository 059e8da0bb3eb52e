"""What the reference page shows, made from the committed schema, the formats and the kinds of error: nothing about the
API is written down a second time. Addresses are paths; the page is the same for every host."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from timeline.api import formats, parameters
from timeline.api.formats.base import Representation
from timeline.api.problems import KINDS, ProblemKind
from timeline.api.resources import RESOURCES
from timeline.api.views import SCHEMA_FILE
from timeline.domain.collation import LETTERS
from timeline.filters.values import MOST_VALUES
from timeline.fulltext import MOST_TERMS

REFERENCE = "#/components/schemas/"
FORMS = {
    "meetings": ("official", "issue", "negotiation", "from", "to", "q"),
    "positions": ("official", "issue", "side", "stance", "from", "to", "q"),
    "officials": ("side", "from", "to", "q"),
    "issues": ("q",),
    "negotiations": ("from", "to", "q"),
    "treaties": ("negotiation", "from", "to", "q"),
    "articles": ("official", "issue", "kind", "from", "to", "q"),
}


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """A parameter or a name of an item: what it is called, what it may be, what it means."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form: a parameter with the value that it begins with."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: its path, what it gives, what it takes; an example that is a link; a form where it has filters."""

    name: str
    path: str
    summary: str
    description: str
    parameters: tuple[FieldDoc, ...]
    example: str
    inputs: tuple[Input, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A resource: its addresses, and the names that its items have."""

    name: str
    operations: tuple[Operation, ...]
    fields: tuple[FieldDoc, ...]


@dataclass(frozen=True, slots=True)
class ApiReference:
    """The whole page."""

    title: str
    version: str
    description: str
    sections: tuple[Section, ...]
    formats: tuple[Representation, ...]
    errors: tuple[ProblemKind, ...]
    page_size: int
    most_on_a_page: int
    most_terms: int
    letters: int
    most_values: int


def _kind(schema: Mapping[str, Any]) -> str:
    """What a value may be, in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REFERENCE)
    if "oneOf" in schema:
        return " or ".join(_kind(part) for part in schema["oneOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"])) if len(schema["enum"]) <= 8 else "one of a list"
    if schema.get("type") == "array":
        inner = schema["items"]
        return f"list of {_kind(inner)}" if "$ref" in inner or inner.get("enum") is None else _kind(inner)
    kind = schema.get("type", "text")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{words}, {schema['format']}" if "format" in schema else words


def _parameter(one: Mapping[str, Any]) -> FieldDoc:
    schema = one["schema"]
    kind = "text" if "pattern" in schema or "pattern" in schema.get("items", {}) else _kind(schema)
    if schema.get("type") == "object":
        return FieldDoc("NAME!", "text", f"{one['description']} {', '.join(schema['properties'])}.")
    default = f"; {schema['default']} unless told" if "default" in schema else ""
    return FieldDoc(one["name"], f"{kind}{default}", one.get("description", ""))


def _fields(schema: Mapping[str, Any]) -> tuple[FieldDoc, ...]:
    return tuple(
        FieldDoc(name, _kind(one), one.get("description", "")) for name, one in schema.get("properties", {}).items()
    )


def _operation(path: str, operation: Mapping[str, Any]) -> Operation:
    resource = operation["tags"][0]
    examples = {one["name"]: one["example"] for one in operation.get("parameters", ()) if "example" in one}
    is_list = "{" not in path and resource in FORMS
    asked: list[tuple[str, str]] = []
    if "{" not in path:
        asked = [
            (name, text) for name, value in examples.items() for text in (value if isinstance(value, list) else [value])
        ]
    address = path
    for name, value in examples.items():
        address = address.replace(f"{{{name}}}", str(value))
    return Operation(
        name=operation["operationId"],
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(_parameter(one) for one in operation.get("parameters", ()) if one["in"] == "query"),
        example=_example(address, asked),
        inputs=tuple(_inputs(resource, asked)) if is_list else (),
        formats=tuple(one.format for one in formats.OF.get(resource, (formats.JSON,))),
    )


def _example(address: str, asked: list[tuple[str, str]]) -> str:
    if "{" in address:
        return ""
    return f"{address}?{urlencode(asked)}" if asked else address


def _inputs(resource: str, asked: list[tuple[str, str]]) -> list[Input]:
    """The form's fields, those of the example filled; one given twice has two."""
    found = []
    for name in FORMS[resource]:
        values = [value for asked_name, value in asked if asked_name == name]
        found += [Input(name, value) for value in values or [""]]
    return found


def _sections(schema: Mapping[str, Any]) -> Iterator[Section]:
    """A section for each tag of the operations, in their order."""
    components = schema["components"]["schemas"]
    names = {resource.name: resource.schema.__name__.removesuffix("Schema") for resource in RESOURCES}
    names["standings"] = "Standing"
    by_tag: dict[str, list[Operation]] = {}
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            by_tag.setdefault(operation["tags"][0], []).append(_operation(path, operation))
    for tag, operations in by_tag.items():
        fields = _fields(components[names[tag]]) if tag in names else ()
        yield Section(name=tag, operations=tuple(operations), fields=fields)


@cache
def reference() -> ApiReference:
    """The reference of the schema that is committed."""
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    every = {one.format: one for resource in RESOURCES for one in formats.OF[resource.name]}
    return ApiReference(
        title=schema["info"]["title"],
        version=schema["info"]["version"],
        description=schema["info"]["description"],
        sections=tuple(_sections(schema)),
        formats=tuple(every.values()),
        errors=KINDS,
        page_size=parameters.PAGE_SIZE,
        most_on_a_page=parameters.MOST_ON_A_PAGE,
        most_terms=MOST_TERMS,
        letters=LETTERS,
        most_values=MOST_VALUES,
    )
