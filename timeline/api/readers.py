"""The readers of an item's fields, each with the columns that it needs."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from timeline import resources
from timeline.api.plans import AnyField, FetchedRows, Item, Plan, Reader, SelectedColumns, Values
from timeline.api.resources import ApiResource
from timeline.api.schema_fields import (
    AuthorsField,
    ItemAddress,
    MadeText,
    PageAddress,
    ReleaseNameField,
    SourceLink,
    VerificationField,
)
from timeline.domain.authors import parts_of
from timeline.domain.text_fragments import as_uri, source_link
from timeline.domain.vocabulary import Verification
from timeline.index.totals import TOTALS


def is_link(one: AnyField) -> bool:
    """Whether a field is the name and address of another item."""
    return isinstance(one, serializers.ModelSerializer) and one.__class__.__name__.endswith("Link")


def linked_model(one: AnyField) -> Any:
    """The model of the items that a field links to; None where it links to none. Links may stand in rows of their
    own, as officials do among participants."""
    schema = getattr(one, "child", one)
    if not isinstance(schema, serializers.ModelSerializer):
        return None
    if is_link(schema):
        return schema.Meta.model
    return next((linked_model(inner) for inner in schema.fields.values() if is_link(inner)), None)


def expandable(resource: ApiResource) -> tuple[str, ...]:
    """The names of a resource's relations that can be given whole."""
    return tuple(name for name, one in resource.schema().fields.items() if linked_model(one) is not None)


def read_column(place: int) -> Reader:
    """Reads a column as it is."""
    return lambda values, rows: values[place]


def read_nested(
    schema: serializers.ModelSerializer[Any], columns: SelectedColumns, *, prefix: str, whole: Plan | None
) -> Callable[[Values, FetchedRows], Item]:
    """Reads a serializer's fields from columns of the same row."""
    readers = [(name, read_field(one, columns, prefix=prefix, whole=whole)) for name, one in schema.fields.items()]
    return lambda values, rows: {name: read(values, rows) for name, read in readers}


def read_field(one: AnyField, columns: SelectedColumns, *, prefix: str = "", whole: Plan | None = None) -> Reader:
    """Reads one field from the columns that it needs, which it asks for."""
    kept: Any = (getattr(getattr(one.parent, "Meta", None), "model", None), one.source)
    match one:
        case serializers.IntegerField() | serializers.DateField() if kept in TOTALS:
            slug, otherwise = columns.at(f"{prefix}slug"), None if one.allow_null else 0
            return lambda values, rows: rows.totals[kept].get(values[slug], otherwise)
        case ItemAddress() | PageAddress():
            return _address(one, columns, prefix)
        case serializers.ModelSerializer():
            return _one(one, columns, prefix, whole)
        case _:
            return _plain(one, columns, prefix)


def _plain(one: AnyField, columns: SelectedColumns, prefix: str) -> Reader:
    """Reads a value of the row's own, as it is or made of its columns."""
    match one:
        case SourceLink():
            url, quotation = columns.at(f"{prefix}article__source_url"), columns.at(f"{prefix}quote")
            return lambda values, rows: source_link(values[url], values[quotation])
        case MadeText():
            places, made = [columns.at(f"{prefix}{path}") for path in one.paths], one.made
            return lambda values, rows: made(*[values[place] for place in places])
        case ReleaseNameField():
            return _release_name(one, columns, prefix)
        case _:
            return _made_of_one(one, columns.at(f"{prefix}{one.source}"))


def _made_of_one(one: AnyField, place: int) -> Reader:
    """Reads a value that is made of one column, or is it."""
    match one:
        case serializers.URLField():
            return lambda values, rows: as_uri(values[place]) or None
        case AuthorsField():
            return lambda values, rows: parts_of(values[place])
        case VerificationField():
            return lambda values, rows: Verification.VERIFIED if values[place] else Verification.TRANSCRIBED
        case serializers.BooleanField():
            return lambda values, rows: bool(values[place])  # SQLite's JSON has 0 and 1
        case serializers.CharField() | serializers.ChoiceField() if one.allow_null:
            return lambda values, rows: values[place] or None
        case _:
            return read_column(place)


def _release_name(one: ReleaseNameField, columns: SelectedColumns, prefix: str) -> Reader:
    schema: Any = one.parent
    resource, which = resources.BY_MODEL[schema.Meta.model], one.which
    key = columns.at(f"{prefix}{resource.key}")
    return lambda values, rows: getattr(rows.history.life(resource.name, values[key]), which)


def _address(one: ItemAddress | PageAddress, columns: SelectedColumns, prefix: str) -> Reader:
    schema: Any = one.parent
    model = schema.Meta.model
    key = columns.at(f"{prefix}{resources.key_of(model)}")
    folder = resources.collection(model) if isinstance(one, ItemAddress) else resources.pages(model)
    return lambda values, rows: f"{rows.base}{folder}{values[key]}/"


def _one(one: serializers.ModelSerializer[Any], columns: SelectedColumns, prefix: str, whole: Plan | None) -> Reader:
    """Reads a link to one other item, that item whole, or (`source="*"`) more columns of the same row."""
    if one.source == "*":
        inner = read_nested(one, columns, prefix=prefix, whole=None)
        first = next(iter(one.fields.values()))
        filled = columns.at(f"{prefix}{first.source}")
    else:
        inner = read_nested(one, columns, prefix=f"{prefix}{one.source}__", whole=None)
        filled = columns.at(f"{prefix}{one.source}_id")
        if whole is not None:
            build = whole.item
            return lambda values, rows: build(values[filled], rows) if values[filled] else None
    if not one.allow_null:
        return inner
    return lambda values, rows: inner(values, rows) if values[filled] else None
