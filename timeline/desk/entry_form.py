"""The form of an entry of a reference list, made from the loader's own description of its keys (its JSON Schema), and
the way back from what is posted to plain data."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from django import forms

from timeline.desk.drafts import Fields
from timeline.desk.forms import NONE, DeskForm
from timeline.loader import validation
from timeline.loader.lists import ListKind

SPARE = 2
"""How many empty rows follow those of a list of entries, as an official's posts."""
PROSE = 301
"""A text that may be as long gets a field of several lines."""

type KeySchema = Mapping[str, Any]


class EntrySchema:
    """What may be in an entry, key by key."""

    def __init__(self, kind: ListKind) -> None:
        self._whole = validation.ADAPTERS[kind.kind].json_schema()
        self.keys: Mapping[str, KeySchema] = self._whole["properties"]
        self.required = frozenset(self._whole.get("required", ()))

    def resolved(self, schema: KeySchema) -> KeySchema:
        """A key's description, looked up where it is a reference to one."""
        return {**self._whole["$defs"][schema["$ref"].rpartition("/")[2]], **schema} if "$ref" in schema else schema

    def nested(self, schema: KeySchema) -> KeySchema | None:
        """The description of the entries in a list under a key; None if it is a list of texts."""
        items = self.resolved(schema["items"])
        return items if items["type"] == "object" else None


def _words(name: str) -> str:
    """A key, or the way to an entry, in words: `native_name` is *Native name*, `posts.0` is *Posts 1*."""
    steps = [f"{int(step) + 1}" if step.isdecimal() else step.replace("_", " ") for step in name.split(".")]
    words = " ".join(steps)
    return words[:1].upper() + words[1:]


def _field(name: str, schema: KeySchema, *, required: bool) -> forms.Field:
    shared: Fields = {
        "label": _words(name.rpartition(".")[2]),
        "required": False,
        "help_text": "" if required else "May be left empty.",
    }
    if schema["type"] == "array":
        return forms.CharField(**{**shared, "help_text": "One a line."}, widget=forms.Textarea(attrs={"rows": 3}))
    if schema["type"] == "boolean":
        return forms.ChoiceField(**shared, choices=[("true", "yes"), ("false", "no")])
    if words := schema.get("enum"):
        return forms.ChoiceField(**shared, choices=[*NONE, *((word, word) for word in words)])
    if schema.get("maxLength", 0) >= PROSE:
        return forms.CharField(**shared, widget=forms.Textarea(attrs={"rows": 4}))
    return forms.CharField(**shared)


def _fields(schema: EntrySchema, keys: KeySchema, required: frozenset[str], data: Fields, above: str = "") -> Iterator[
    tuple[str, forms.Field, Any]
]:  # fmt: skip
    """The name, field and value of each key, and of those in entries below it."""
    for key, raw in keys.items():
        described, name, value = schema.resolved(raw), f"{above}{key}", data.get(key, "")
        if described["type"] == "object":
            below = frozenset(described.get("required", ()))
            yield from _fields(schema, described["properties"], below, value or {}, f"{name}.")
        elif described["type"] == "array" and (nested := schema.nested(described)):
            rows, below = list(value or ()), frozenset(nested.get("required", ()))
            for number, row in enumerate([*rows, *({} for _ in range(SPARE))]):
                yield from _fields(schema, nested["properties"], below, row, f"{name}.{number}.")
        else:
            shown = "\n".join(value) if isinstance(value, list) else value
            default = "false" if described["type"] == "boolean" else ""
            yield name, _field(name, described, required=key in required), shown or default


class EntryForm(DeskForm):
    """An entry's fields, filled with its data."""

    def __init__(self, schema: EntrySchema, data: Fields) -> None:
        made = list(_fields(schema, schema.keys, schema.required, data))
        super().__init__({name: value for name, _, value in made})
        self.fields.update({name: field for name, field, _ in made})

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in their order, those of one entry below it together, with what that is: *Posts 1*, *Answers*."""
        groups = groupby(self, key=lambda one: one.name.rpartition(".")[0])
        return [(_words(above), list(fields)) for above, fields in groups]


def _posted(schema: EntrySchema, keys: KeySchema, posted: Mapping[str, str], above: str = "") -> Fields:
    found: Fields = {}
    for key, raw in keys.items():
        described, name = schema.resolved(raw), f"{above}{key}"
        if described["type"] == "object":
            found[key] = _posted(schema, described["properties"], posted, f"{name}.")
        elif described["type"] == "array" and (nested := schema.nested(described)):
            found[key] = [row for row in _rows(schema, nested, posted, name) if any(row.values())]
        elif described["type"] == "array":
            lines = (" ".join(line.split()) for line in posted.get(name, "").splitlines())
            found[key] = [line for line in lines if line]
        else:
            found[key] = " ".join(posted.get(name, "").split())
    return found


def _rows(schema: EntrySchema, nested: KeySchema, posted: Mapping[str, str], name: str) -> Iterator[Fields]:
    number = 0
    while any(field.startswith(f"{name}.{number}.") for field in posted):
        yield _posted(schema, nested["properties"], posted, f"{name}.{number}.")
        number += 1


def posted_data(schema: EntrySchema, posted: Mapping[str, str]) -> Fields:
    """The entry's plain data from a posted form: white space settled, empty rows and lines left out."""
    return _posted(schema, schema.keys, posted)
