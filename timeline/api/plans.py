"""Query plans: the rows and columns of the one query, branch by branch, and the readers that build items from them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, Func, QuerySet, TextField, Value
from rest_framework import serializers

from timeline import releases
from timeline.api.resources import ApiResource, Relation
from timeline.index.history import HistoryIndex, history
from timeline.index.totals import Totals, totals
from timeline.models import Release

type Keys = Sequence[int] | QuerySet[Any, Any]
type Values = list[Any]
type Item = dict[str, Any]
type AnyField = serializers.Field[Any, Any, Any, Any]
type Reader = Callable[[Values, FetchedRows], Any]


@dataclass
class FetchedRows:
    """The result of the query: rows of relations by branch and owner, rows of resources by branch and key. `base` is
    the scheme and host that addresses begin with."""

    base: str
    release: Release | None
    related: dict[int, dict[int, list[tuple[int, Values]]]] = field(default_factory=dict)
    items: dict[int, dict[int, Values]] = field(default_factory=dict)
    whole: dict[tuple[int, int], Item] = field(default_factory=dict)

    @cached_property
    def totals(self) -> Totals:
        """What the record of the release has of each."""
        return totals(self.release or releases.current())

    @cached_property
    def history(self) -> HistoryIndex:
        """In which releases items came and changed."""
        return history(self.release)


class SelectedColumns:
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
    columns: SelectedColumns = field(default_factory=SelectedColumns)

    def query(self, keys: Keys) -> QuerySet[Any, Any]:
        """The rows that belong to the items with these keys, as (number, owner, target, columns)."""
        rows: QuerySet[Any, Any]
        if self.relation is None:
            rows = self.resource.rows().filter(pk__in=keys)
            counted = {"meeting_count", "position_count", "earliest", "latest"} & set(self.columns.paths)
            rows = self.resource.with_activity(rows) if counted else rows
            owner, target = F("pk"), F("pk")
        else:
            rows = self.relation.rows(keys)
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

    def item(self, key: int, rows: FetchedRows) -> Item:
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
            here = relation.rows(keys) if relation else self.own.resource.rows().filter(pk__in=keys)
            yield from plan.queries(here.order_by().values(path))

    def branches(self) -> Iterator[Branch]:
        """Every branch, those of the expanded items too."""
        yield self.own
        yield from self.related
        for plan, _, _ in self.expanded:
            yield from plan.branches()
