"""The arguments of the tools: the API's names and values, described for a model, and read from whatever clients send
for them: null, numbers, lists, lists written as text. What is not known is an error that names the nearest."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError

from timeline.api.parameters import sample, seed
from timeline.api.resources import ApiResource
from timeline.api.values import whole_number
from timeline.filters.exclusions import NOT
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
    """Some filters of a resource, named, described and checked as in the API; and what they leave out, as `not`."""
    known = resource.filters.parameters()
    found = tuple(_filter(known[name]) for name in names)
    return (*found, _exclusions({one.name: one for one in found if f"{one.name}{NOT}" in known}))


def drawn() -> tuple[Argument, ...]:
    """A sample of what the filters find, described and checked as in the API."""
    size, lot = sample(), seed()
    return (
        Argument(
            size.name,
            {**size.schema, "description": "so many of the finds, drawn by lot; the same seed draws the same ones"},
            lambda value: [_single(value).removesuffix(".0")],
        ),
        Argument(lot.name, {**lot.schema, "description": "with `sample`: another seed draws other items"}, _texts),
    )


def _exclusions(known: Mapping[str, Argument]) -> Argument:
    """What these filters leave out, read as the API's parameters `issue!` and so on: a host may refuse a tool with such
    a name."""
    plain = {name: {key: one.schema[key] for key in one.schema if key != "description"} for name, one in known.items()}

    def read_object(value: Any) -> dict[str, Any]:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                value = None
        if not isinstance(value, dict):
            raise BadValueError('is no object, such as {"issue": "missile-defense"}')
        if wrong := [name for name in value if name not in known]:
            detail = f"{wrong[0][:80]!r} cannot be left out by; there are {', '.join(known)}"
            raise BadValueError(detail, nearest(wrong[0], known))
        return {f"{name}{NOT}": known[name].read(each) for name, each in value.items() if each not in (None, "", [])}

    said = 'what is left out, by the same filters: an object such as {"issue": "missile-defense"}'
    schema = {"type": "object", "properties": plain, "additionalProperties": False, "description": said}
    return Argument("not", schema, read_object)


def asked_for(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are filters, by the API's names, those of `not` among them."""
    asked = {name: value for name, value in given.items() if name not in {"page", "page_size", "detail", "not"}}
    left_out: dict[str, Any] = given.get("not", {})
    return asked | left_out


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
