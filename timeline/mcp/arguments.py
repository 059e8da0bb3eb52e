"""The arguments of the tools: the API's names and values, described for a model, and read from whatever clients send
for them: null, numbers, lists, lists written as text. What is not known is an error that names the nearest."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError

from timeline.api.resources import ApiResource
from timeline.api.values import whole_number
from timeline.filters.parameters import Parameter
from timeline.filters.values import BadValueError, ReadGroups, nearest

COMPACT, FULL = DETAILS = ("compact", "full")
MOST_LISTED = 20
"""Values of a closed list that a schema names; of a longer one it says the form."""
RENAMED = {"officials": "official", "since": "from", "until": "to", "words": "q", "day": "on", "query": "q"}
"""What arguments were once called here, or are called elsewhere."""

type Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its JSON Schema with a description, and how what is sent is read, which raises BadValueError."""

    name: str
    schema: Schema
    read: Callable[[Any], Any]
    is_required: bool = False


def _texts(value: Any) -> list[str]:
    """The texts of what is sent for one: itself, a number, or a list of either, that may be written as text."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return [str(value)]
    given = value if isinstance(value, list) else [value]
    if any(isinstance(one, bool | dict | list) for one in given):
        raise BadValueError(f"{json.dumps(value)[:80]} is no text, nor a list of texts")
    return [text for one in given if one is not None and (text := str(one).strip())]


def _single(value: Any) -> str:
    texts = _texts(value)
    if len(texts) > 1:
        raise BadValueError("can have one value")
    return texts[0] if texts else ""


def text(name: str, description: str, *, is_required: bool = False, **schema: Any) -> Argument:
    """One text."""
    return Argument(name, {"type": "string", "description": description, **schema}, _single, is_required)


def number(name: str, description: str, *, default: int, most: int) -> Argument:
    """A whole number from 1."""
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default, "description": description}
    read = whole_number(most=most)
    return Argument(name, schema, lambda value: read([_single(value).removesuffix(".0")]))


def detail() -> Argument:
    """How much of each item an answer has."""

    def read(value: Any) -> str:
        if (wanted := _single(value)) not in DETAILS:
            raise BadValueError(f"{wanted[:80]!r} is none of {', '.join(DETAILS)}", nearest(wanted, DETAILS))
        return wanted

    said = "`compact`, what a quotation needs, or `full`, items as the REST API gives them (many times as long)"
    return Argument("detail", {"type": "string", "enum": list(DETAILS), "default": COMPACT, "description": said}, read)


def filters(resource: ApiResource, *names: str) -> tuple[Argument, ...]:
    """Some filters of a resource, named, described and checked as in the API."""
    known = resource.filters.parameters()
    return tuple(_filter(known[name]) for name in names)


def _filter(one: Parameter) -> Argument:
    values = one.read.known if isinstance(one.read, ReadGroups) else ()
    description = one.description
    if one.schema["type"] != "array":
        return Argument(one.name, {"type": "string", "description": description}, _texts)
    word: Schema = {"type": "string", "enum": list(values)} if 0 < len(values) <= MOST_LISTED else {"type": "string"}
    if len(values) > MOST_LISTED:
        word["pattern"] = f"^[A-Za-z]{{{len(values[-1])}}}(,[A-Za-z]{{{len(values[-1])}}})*$"
    return Argument(one.name, {"anyOf": [word, {"type": "array", "items": word}], "description": description}, _texts)


def schema_of(arguments: Sequence[Argument]) -> Schema:
    """The JSON Schema of a tool's arguments; nothing else can be given."""
    required = [one.name for one in arguments if one.is_required]
    return {
        "type": "object",
        "properties": {one.name: one.schema for one in arguments},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def read(arguments: Sequence[Argument], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values given, by name; null is as if nothing were. Raises ToolError with everything that is wrong."""
    known = {one.name: one for one in arguments}
    wrong = [_unknown(name, list(known)) for name in given if name not in known]
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name in known and value not in (None, "", []):
            try:
                values[name] = known[name].read(value)
            except BadValueError as error:
                wrong.append(said(name, str(error), error.did_you_mean))
    wrong += [f"{one.name}: is missing" for one in arguments if one.is_required and not values.get(one.name)]
    if wrong:
        raise ToolError("; ".join(wrong))
    return values


def _unknown(name: str, known: list[str]) -> str:
    meant = RENAMED.get(name) if RENAMED.get(name) in known else nearest(name, known)
    return said(name, f"there is no such argument; there are {', '.join(known)}", meant)


def said(name: str, wrong: str, meant: str | None) -> str:
    """One problem in words."""
    return f"{name[:80]}: {wrong}{f' (did you mean {meant!r}?)' if meant else ''}"
