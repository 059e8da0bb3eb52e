"""Reads items as plain dictionaries, in the shape of their serializers, with one query whatever they hold.

A list page names its rows by key; this module turns the keys into items. Each serializer is compiled once into a
*plan*: which columns its items need, which rows belong to them (participants, posts, treaties), and which whole items
stand in for links where they are expanded. One query asks for all of it but the counts of index/totals.py: a UNION ALL
of one branch for each kind of row, each row as (branch, owner's key, target's key, its columns as one JSON array). So
the number of queries does not grow with what is asked, and no model instance is built for what is only to be written
out again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from rest_framework import serializers

from timeline.api.plans import AnyField, Branch, FetchedRows, Item, Plan, Reader, Values
from timeline.api.readers import is_link, linked_model, read_column, read_field, read_nested
from timeline.api.resources import BY_MODEL, ApiResource, Relation
from timeline.models import Release

SIZES = (1, 10, 25, 50, 100, 200, 500)
_STAND_IN = -(10**9)  # and below: no key of a row, and nothing else that a query asks for


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
                plan.readers[name] = read_field(one, plan.own.columns, whole=whole)
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
            read: Reader = read_column(branch.columns.at("name"))
        elif child.Meta.model is relation.model and not (whole and is_link(child)):
            read = read_nested(child, branch.columns, prefix="", whole=whole)
        elif whole is None:
            read = read_nested(child, branch.columns, prefix=f"{relation.target}__", whole=None)
        else:
            number, build = branch.number, whole.item
            return lambda values, rows: [build(key, rows) for key, _ in rows.related[number].get(values[0], ())]
        number = branch.number
        return lambda values, rows: [read(row, rows) for _, row in rows.related[number].get(values[0], ())]


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
class SqlStatement:
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
def _statement(plan: Plan, size: int, vendor: str) -> SqlStatement:
    """The plan's query for `size` keys, memoized: compiling it took longer than running it.

    `vendor` is the database's, whose dialect it is in.
    """
    first, *others = plan.queries([_STAND_IN - number for number in range(size)])
    union = first.union(*others, all=True) if others else first
    sql, parameters = union.query.get_compiler(connection=_database()).as_sql()
    return SqlStatement(sql, tuple(parameters))


def _fetch(plan: Plan, keys: Sequence[int], rows: FetchedRows) -> None:
    """Reads what the plan needs of these items into `rows`. 1 query."""
    size = next((size for size in SIZES if size >= len(keys)), len(keys))
    found: dict[int, list[tuple[int, int, Values]]] = defaultdict(list)
    for number, owner, target, values in _statement(plan, size, _database().vendor).ask(keys):
        found[number].append((owner, target, orjson.loads(values)))
    for branch in plan.branches():
        if branch.relation is None:
            rows.items[branch.number] = {owner: values for owner, _, values in found[branch.number]}
        else:
            rows.related[branch.number] = _sorted(branch, found[branch.number])


def items_by_key(
    resource: ApiResource,
    keys: Sequence[int],
    *,
    base: str,
    release: Release | None = None,
    fields: Iterable[str] = (),
    expand: Iterable[str] = (),
) -> dict[int, Item]:
    """The items with these primary keys, as dictionaries of JSON values; unknown keys are left out.

    `release` is the record's (else asked for where it is needed), `fields` keeps only these names (none: all), `expand`
    gives these relations whole. 1 query, none for no keys.
    """
    if not keys:
        return {}
    plan = _plan(resource, frozenset(fields or resource.fields), frozenset(expand))
    rows = FetchedRows(base, release)
    _fetch(plan, keys, rows)
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
