"""Reads items as plain dictionaries, in the shape of their serializers, with one query whatever they hold.

A list page names its rows by key; this module turns the keys into items. Each serializer is read once into a *plan*:
which columns its items need, which rows belong to them (participants, posts, treaties), and which whole items stand
in for links where they are expanded. One query asks for all of it but what activity.py keeps: a UNION ALL of one
branch for each kind of row, each row as (branch, owner's key, target's key, its columns as one JSON array). So the
number of queries does not grow with what is asked, and no model instance is built for what is only to be written out
again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import orjson
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, QuerySet, TextField, Value
from rest_framework import serializers

from timeline import releases, resources
from timeline.api.resources import BY_MODEL, ApiResource, Relation
from timeline.api.schemas import ItemAddress, MadeText, PageAddress, SourceLink, VerificationField
from timeline.domain.text_fragments import as_uri, source_link
from timeline.domain.vocabulary import Verification
from timeline.index.totals import KEPT, Activity, activity
from timeline.models import Release

type Keys = Sequence[int] | QuerySet[Any, Any]
type Values = list[Any]
type Item = dict[str, Any]
type AnyField = serializers.Field[Any, Any, Any, Any]
type Reader = Callable[[Values, Rows], Any]

SIZES = (1, 10, 25, 50, 100, 200, 500)
_STAND_IN = -(10**9)  # and below: no key of a row, and nothing else that a query asks for


@dataclass
class Rows:
    """What one query brought: rows of relations by branch and owner, rows of resources by branch and key. `base` is the
    scheme and host that addresses begin with."""

    base: str
    release: Release | None
    related: dict[int, dict[int, list[tuple[int, Values]]]] = field(default_factory=dict)
    items: dict[int, dict[int, Values]] = field(default_factory=dict)
    whole: dict[tuple[int, int], Item] = field(default_factory=dict)

    @cached_property
    def activity(self) -> Activity:
        """What the record of the release has of each."""
        return activity(self.release or releases.current())


class Columns:
    """The columns that a branch asks for; the key comes first."""

    def __init__(self) -> None:
        self.paths = ["pk"]

    def at(self, path: str) -> int:
        """The place of a column in a row, which asks for it where nothing has yet."""
        if path not in self.paths:
            self.paths.append(path)
        return self.paths.index(path)


class _JSONArray(Func):
    """Columns as one JSON array, read as text. Django's own asks the database for JSON by a transaction of its own,
    once a connection, which fails where one is open already."""

    function = "JSON_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL's function, of any version."""
        return self.as_sql(compiler, connection, function="JSONB_BUILD_ARRAY", **context)


@dataclass(slots=True)
class Branch:
    """One kind of row to ask for: of a resource's items (no relation), or of a relation of theirs."""

    number: int
    resource: ApiResource
    relation: Relation | None
    columns: Columns = field(default_factory=Columns)

    def query(self, keys: Keys) -> QuerySet[Any, Any]:
        """The rows that belong to the items with these keys, as (number, owner, target, columns)."""
        rows: QuerySet[Any, Any]
        if self.relation is None:
            rows = self.resource.rows().filter(pk__in=keys)
            counted = {"meeting_count", "position_count", "earliest", "latest"} & set(self.columns.paths)
            rows = self.resource.with_activity(rows) if counted else rows
            owner, target = F("pk"), F("pk")
        else:
            rows = self.relation.model._default_manager.filter(**{f"{self.relation.owner}__in": keys})
            owner = F(f"{self.relation.owner}_id")
            target = F(f"{self.relation.target}_id" if self.relation.target else "pk")
        rows = rows.order_by().annotate(
            branch_number=Value(self.number),
            owner_key=owner,
            target_key=target,
            row_values=_JSONArray(*self.columns.paths),
        )
        return rows.values_list("branch_number", "owner_key", "target_key", "row_values")


@dataclass(slots=True, eq=False)
class Plan:
    """How items of a resource are read: their branch, those of their relations, and the plans of what they expand, each
    with the column path from an item (or a relation's row) to the key of what stands there whole."""

    own: Branch
    readers: dict[str, Reader] = field(default_factory=dict)
    related: list[Branch] = field(default_factory=list)
    expanded: list[tuple["Plan", Relation | None, str]] = field(default_factory=list)

    def item(self, key: int, rows: Rows) -> Item:
        """The item with this key, built once."""
        known = rows.whole.get((self.own.number, key))
        if known is None:
            values = rows.items[self.own.number][key]
            known = {name: read(values, rows) for name, read in self.readers.items()}
            rows.whole[self.own.number, key] = known
        return known

    def queries(self, keys: Keys) -> Iterator[QuerySet[Any, Any]]:
        """Every branch's query, the items' own first."""
        yield self.own.query(keys)
        for branch in self.related:
            yield branch.query(keys)
        for plan, relation, path in self.expanded:
            if relation is None:
                here = self.own.resource.rows().filter(pk__in=keys)
            else:
                here = relation.model._default_manager.filter(**{f"{relation.owner}__in": keys})
            yield from plan.queries(here.order_by().values(path))

    def branches(self) -> Iterator[Branch]:
        """Every branch, those of the expanded items too."""
        yield self.own
        yield from self.related
        for plan, _, _ in self.expanded:
            yield from plan.branches()


class _Planner:
    """Makes one plan; numbers its branches."""

    def __init__(self) -> None:
        self.count = 0

    def branch(self, resource: ApiResource, relation: Relation | None = None) -> Branch:
        self.count += 1
        return Branch(self.count, resource, relation)

    def plan(self, resource: ApiResource, fields: Iterable[str], expand: Iterable[str]) -> Plan:
        plan = Plan(self.branch(resource))
        schema, wanted = resource.schema(), set(fields)
        for name, one in schema.fields.items():
            if name not in wanted:
                continue
            whole = self._whole(plan, name, one) if name in expand else None
            if name in resource.relations:
                plan.readers[name] = self._related(plan, resource.relations[name], one, whole)
            else:
                plan.readers[name] = _reader(one, plan.own.columns, whole=whole)
        return plan

    def _whole(self, plan: Plan, name: str, one: AnyField) -> Plan:
        """The plan of what is expanded in the field `name`, put among the plan's own."""
        relation = plan.own.resource.relations.get(name)
        model = linked_model(one)
        path = "pk" if relation and not relation.target else f"{relation.target if relation else one.source}_id"
        resource = BY_MODEL[model]
        expanded = self.plan(resource, resource.fields, ())
        plan.expanded.append((expanded, relation, path))
        return expanded

    def _related(self, plan: Plan, relation: Relation, one: AnyField, whole: Plan | None) -> Reader:
        branch = self.branch(plan.own.resource, relation)
        plan.related.append(branch)
        for column in relation.order:
            branch.columns.at(column.removeprefix("-"))
        child = one.child  # type: ignore[attr-defined]  # of a ListSerializer or ListField
        if not isinstance(child, serializers.ModelSerializer):
            read: Reader = _column(branch.columns.at("name"))
        elif child.Meta.model is relation.model and not (whole and is_link(child)):
            read = _nested(child, branch.columns, prefix="", whole=whole)
        elif whole is None:
            read = _nested(child, branch.columns, prefix=f"{relation.target}__", whole=None)
        else:
            number, build = branch.number, whole.item
            return lambda values, rows: [build(key, rows) for key, _ in rows.related[number].get(values[0], ())]
        number = branch.number
        return lambda values, rows: [read(row, rows) for _, row in rows.related[number].get(values[0], ())]


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


def _column(place: int) -> Reader:
    return lambda values, rows: values[place]


def _nested(
    schema: serializers.ModelSerializer[Any], columns: Columns, *, prefix: str, whole: Plan | None
) -> Callable[[Values, Rows], Item]:
    """Reads a serializer's fields from columns of the same row."""
    readers = [(name, _reader(one, columns, prefix=prefix, whole=whole)) for name, one in schema.fields.items()]
    return lambda values, rows: {name: read(values, rows) for name, read in readers}


def _reader(one: AnyField, columns: Columns, *, prefix: str = "", whole: Plan | None = None) -> Reader:
    """Reads one field from the columns that it needs, which it asks for."""
    kept: Any = (getattr(getattr(one.parent, "Meta", None), "model", None), one.source)
    match one:
        case serializers.IntegerField() | serializers.DateField() if kept in KEPT:
            slug, otherwise = columns.at(f"{prefix}slug"), None if one.allow_null else 0
            return lambda values, rows: rows.activity[kept].get(values[slug], otherwise)
        case ItemAddress() | PageAddress():
            return _address(one, columns, prefix)
        case SourceLink():
            url, quotation = columns.at(f"{prefix}article__source_url"), columns.at(f"{prefix}quote")
            return lambda values, rows: source_link(values[url], values[quotation])
        case serializers.URLField():
            address = columns.at(f"{prefix}{one.source}")
            return lambda values, rows: as_uri(values[address])
        case MadeText():
            places, made = [columns.at(f"{prefix}{path}") for path in one.paths], one.made
            return lambda values, rows: made(*[values[place] for place in places])
        case VerificationField():
            proof = columns.at(f"{prefix}{one.source}")
            return lambda values, rows: Verification.VERIFIED if values[proof] else Verification.TRANSCRIBED
        case serializers.BooleanField():
            flag = columns.at(f"{prefix}{one.source}")
            return lambda values, rows: bool(values[flag])  # SQLite's JSON has 0 and 1
        case serializers.ModelSerializer():
            return _one(one, columns, prefix, whole)
        case serializers.CharField() | serializers.ChoiceField() if one.allow_null:
            text = columns.at(f"{prefix}{one.source}")
            return lambda values, rows: values[text] or None
        case _:
            return _column(columns.at(f"{prefix}{one.source}"))


def _address(one: ItemAddress | PageAddress, columns: Columns, prefix: str) -> Reader:
    schema: Any = one.parent
    model = schema.Meta.model
    key = columns.at(f"{prefix}{resources.key_of(model)}")
    folder = resources.collection(model) if isinstance(one, ItemAddress) else resources.pages(model)
    return lambda values, rows: f"{rows.base}{folder}{values[key]}/"


def _one(one: serializers.ModelSerializer[Any], columns: Columns, prefix: str, whole: Plan | None) -> Reader:
    """Reads a link to one other item, that item whole, or (`source="*"`) more columns of the same row."""
    if one.source == "*":
        inner = _nested(one, columns, prefix=prefix, whole=None)
        first = next(iter(one.fields.values()))
        filled = columns.at(f"{prefix}{first.source}")
    else:
        inner = _nested(one, columns, prefix=f"{prefix}{one.source}__", whole=None)
        filled = columns.at(f"{prefix}{one.source}_id")
        if whole is not None:
            build = whole.item
            return lambda values, rows: build(values[filled], rows) if values[filled] else None
    if not one.allow_null:
        return inner
    return lambda values, rows: inner(values, rows) if values[filled] else None


@lru_cache(maxsize=512)
def _plan(resource: ApiResource, fields: frozenset[str], expand: frozenset[str]) -> Plan:
    return _Planner().plan(resource, fields, expand)


def _sorted(branch: Branch, found: list[tuple[int, int, Values]]) -> dict[int, list[tuple[int, Values]]]:
    """A relation's rows by owner, each in the relation's order."""
    assert branch.relation is not None  # noqa: S101 (of relations only)
    for column in reversed(branch.relation.order):
        place = branch.columns.paths.index(column.removeprefix("-"))
        found.sort(key=lambda row: row[2][place], reverse=column.startswith("-"))
    by_owner: dict[int, list[tuple[int, Values]]] = defaultdict(list)
    for owner, target, values in found:
        by_owner[owner].append((target, values))
    return by_owner


def _database() -> BaseDatabaseWrapper:
    """The database that this request reads from, the primary or a replica."""
    return connections[router.db_for_read(Release)]


@dataclass(frozen=True, slots=True)
class Statement:
    """A plan's one query as text, and its parameters, with stand-ins for the keys."""

    sql: str
    parameters: tuple[Any, ...]

    def ask(self, keys: Sequence[int]) -> list[tuple[int, int, int, str]]:
        """The rows that belong to the items with these keys; the last is repeated where there are fewer than asked."""
        filled = [
            keys[min(_STAND_IN - value, len(keys) - 1)] if isinstance(value, int) and value <= _STAND_IN else value
            for value in self.parameters
        ]
        with _database().cursor() as cursor:
            cursor.execute(self.sql, filled)
            return list(cursor.fetchall())


@lru_cache(maxsize=128)
def _statement(plan: Plan, size: int, vendor: str) -> Statement:
    """The plan's query for `size` keys. Django writes it once: building it anew took longer than asking it.

    `vendor` is the database's, whose dialect it is in.
    """
    first, *others = plan.queries([_STAND_IN - number for number in range(size)])
    union = first.union(*others, all=True) if others else first
    sql, parameters = union.query.get_compiler(connection=_database()).as_sql()
    return Statement(sql, tuple(parameters))


def items_by_key(
    resource: ApiResource,
    keys: Sequence[int],
    *,
    base: str,
    release: Release | None = None,
    fields: Iterable[str] = (),
    expand: Iterable[str] = (),
) -> dict[int, Item]:
    """The items with these primary keys, as dictionaries of JSON values; a key that nothing bears is left out.

    `release` is the record's (else asked for where it is needed), `fields` keeps only these names (none: all), `expand`
    gives these relations whole. 1 query, none for no keys.
    """
    if not keys:
        return {}
    plan = _plan(resource, frozenset(fields or resource.fields), frozenset(expand))
    size = next((size for size in SIZES if size >= len(keys)), len(keys))
    found: dict[int, list[tuple[int, int, Values]]] = defaultdict(list)
    for number, owner, target, values in _statement(plan, size, _database().vendor).ask(keys):
        found[number].append((owner, target, orjson.loads(values)))
    rows = Rows(base, release)
    for branch in plan.branches():
        if branch.relation is None:
            rows.items[branch.number] = {owner: values for owner, _, values in found[branch.number]}
        else:
            rows.related[branch.number] = _sorted(branch, found[branch.number])
    here = rows.items[plan.own.number]
    return {key: plan.item(key, rows) for key in keys if key in here}


def items(
    resource: ApiResource,
    keys: Sequence[int],
    *,
    base: str,
    release: Release | None = None,
    fields: Iterable[str] = (),
    expand: Iterable[str] = (),
) -> list[Item]:
    """The items with these primary keys, in their order; else as items_by_key. 1 query, none for no keys."""
    return list(items_by_key(resource, keys, base=base, release=release, fields=fields, expand=expand).values())
