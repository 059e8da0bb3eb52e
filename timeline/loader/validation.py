"""Reads a file's data into the schema's entries with pydantic, and rewords pydantic's errors as findings."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from timeline.loader.problems import Finding, did_you_mean
from timeline.loader.reading import Data
from timeline.loader.schema import NESTED, STANDING_ALONE, BaseEntry


def _key_names(kind: type[Any]) -> dict[str, str]:
    hints = get_type_hints(kind, include_extras=True)
    names = {}
    for each in fields(kind):
        metadata = getattr(hints[each.name], "__metadata__", ())
        aliases = [info.alias for info in metadata if isinstance(info, FieldInfo) and info.alias]
        names[each.name] = aliases[0] if aliases else each.name
    return names


KEY_NAMES: dict[type[BaseEntry], dict[str, str]] = {
    kind: _key_names(kind) for kind in (*STANDING_ALONE, *NESTED.values())
}
"""The YAML key of each field of an entry, in canonical order."""

ADAPTERS: dict[type[BaseEntry], TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in STANDING_ALONE}
"""The pydantic adapter for each kind of entry that a file or list consists of."""


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "text" if value else "nothing"


def _message(kind: type[BaseEntry], error: Any) -> str:
    """pydantic's error in the record's terms."""
    steps = [step for step in error["loc"] if isinstance(step, str)]
    key = steps[-1] if steps else ""
    match error["type"]:
        case "missing":
            return f"the key {key!r} is missing"
        case "unexpected_keyword_argument":
            holder = NESTED[steps[-2]] if len(steps) > 1 else kind
            return f"the key {key!r} is unknown{did_you_mean(key, KEY_NAMES[holder].values())}"
        case "string_type":
            return f"{key}: must be text, not {_shape(error['input'])}"
        case "tuple_type":
            return f"{key}: must be a list ([] for none), not {_shape(error['input'])}"
        case "dataclass_type":
            named = key or kind.__name__.removesuffix("Entry").lower()
            return f"{named}: must be a mapping (key: value), not {_shape(error['input'])}"
        case "string_too_long":
            return f"{key}: is longer than {error['ctx']['max_length']} characters"
        case "value_error":
            return f"{key}: {error['ctx']['error']}"
    return f"{key}: {error['msg']}"


def _findings(kind: type[BaseEntry], failure: ValidationError) -> Iterator[Finding]:
    for error in failure.errors(include_url=False):
        yield Finding(error["loc"], _message(kind, error), at_key=error["type"] == "unexpected_keyword_argument")


def entry[E: BaseEntry](kind: type[E], value: Data) -> tuple[E | None, list[Finding]]:
    """The entry that the data represent, or None and everything wrong with them. Never raises."""
    try:
        return ADAPTERS[kind].validate_python(value), []
    except ValidationError as failure:
        return None, list(_findings(kind, failure))
