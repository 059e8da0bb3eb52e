"""Totals and facet counts of a query: in SQL, one query for every resource; for meetings also in the in-memory index of
a release (index/meetings.py), without a query and at a cost that hardly grows with the record. A test checks that both
agree."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from timeline.api.resources import MEETINGS, ApiResource, FacetDefinition
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.values import joined
from timeline.index.facets import LABELS
from timeline.index.meetings import MeetingMatch
from timeline.index.reference import reference
from timeline.models import Release

WHOLE = -1
CHRONOLOGICAL = ("start", "-start", "earliest", "-earliest")
BY_COUNT, BY_VALUE = ORDERS = ("count", "value")
"""How the values of a facet are ordered: most frequent first, or by value."""

type Counts = dict[str, list[dict[str, Any]]]


def count(resource: ApiResource, rows: QuerySet[Any], *, facets: Iterable[str] = ()) -> tuple[int, Counts]:
    """How many rows there are, and for each facet its values, most frequent first, with label and count. 1 query.

    A row without a value is counted under none; one with several (a meeting's issues) under each.
    """
    names = tuple(facets)
    if not names:
        return rows.count(), {}
    branches = [_values(number, resource.facets[name], rows) for number, name in enumerate(names)]
    whole = 0
    found: Counts = {name: [] for name in names}
    for number, value, label, items in _whole(rows).union(*branches, all=True):
        if number == WHOLE:
            whole = items
        elif value:
            facet = resource.facets[names[number]]
            named = facet.label(value) if callable(facet.label) else label
            found[names[number]].append({"value": value, "label": named, "count": items})
    for values in found.values():
        values.sort(key=lambda one: (-one["count"], one["value"]))
    return whole, found


def arranged(counts: Counts, *, order: str, most: int | None) -> Counts:
    """The counts with each facet's values in one of the ORDERS, the first `most` of them (None: all), each as the
    filter of the facet's name takes it: a comma of a city is escaped."""
    found = {}
    for name, values in counts.items():
        listed = sorted(values, key=lambda one: one["value"]) if order == BY_VALUE else values
        found[name] = [{**one, "value": joined([one["value"]])} for one in listed[:most]]
    return found


def _whole(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    constants = {"facet_number": Value(WHOLE), "facet_value": _text(Value("")), "facet_label": _text(Value(""))}
    return _counted(rows.order_by().annotate(**constants), "pk")


def _values(number: int, facet: FacetDefinition, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Each value of a facet with its label and the number of items that have it."""
    items, counted = rows.order_by(), "pk"
    if facet.relation is not None:
        counted = facet.relation.owner
        items = facet.relation.model._default_manager.filter(**{f"{counted}__in": items.values("pk")})
    label = F(facet.label) if isinstance(facet.label, str) else Value("")
    return _counted(
        items.annotate(facet_number=Value(number), facet_value=_text(_made(facet.column)), facet_label=_text(label)),
        counted,
    )


def _made(column: str | Combinable) -> Combinable:
    return F(column) if isinstance(column, str) else column


def _text(expression: Any) -> Cast:
    return Cast(expression, CharField(max_length=1000))


def _counted(rows: QuerySet[Any], column: str) -> QuerySet[Any, Any]:
    grouped = rows.values("facet_number", "facet_value", "facet_label")
    counted: QuerySet[Any, Any] = grouped.annotate(facet_count=Count(column, distinct=True))
    return counted.values_list("facet_number", "facet_value", "facet_label", "facet_count")


class FoundMeetings:
    """The meetings that the filters leave."""

    def __init__(self, filters: MeetingFilter, release: Release | None) -> None:
        self._lists = reference(release)
        self._found = MeetingMatch(filters, self._lists.columns)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._found.mask))

    def keys(self, start: int, size: int, ordering: str) -> list[int]:
        """The keys of a part of them, in one of the CHRONOLOGICAL orders."""
        rows = np.flatnonzero(self._found.mask)
        if ordering.startswith("-"):
            rows = rows[::-1]
        keys: list[int] = self._lists.columns.keys[rows[start : start + size]].tolist()
        return keys

    def facets(self, names: Iterable[str], rows: Callable[[], QuerySet[Any]]) -> Counts:
        """For each facet its values, most frequent first, with label and count. 1 query of `rows`, the same meetings,
        for what no column holds."""
        counted = {name: self._counted(name) for name in names}
        missing = [name for name, values in counted.items() if values is None]
        elsewhere = count(MEETINGS, rows(), facets=missing)[1] if missing else {}
        return {name: elsewhere[name] if values is None else values for name, values in counted.items()}

    def _counted(self, name: str) -> list[dict[str, Any]] | None:
        columns = self._lists.columns
        if name == "year":
            return _listed({str(year): number for year, number in columns.years(self._found.mask).items()}, {})
        return _listed(self._found.counts(name), self._labels(name)) if name in LABELS else None

    def _labels(self, name: str) -> Mapping[str, str] | Callable[[str], str]:
        match name:
            case "official":
                return {slug: person.name for slug, person in self._lists.people.items()}
            case "issue":
                return self._lists.issues
            case "negotiation":
                return self._lists.lanes
        label = MEETINGS.facets[name].label
        return label if callable(label) else {}


def _listed(numbers: Mapping[str, int], labels: Mapping[str, str] | Callable[[str], str]) -> list[dict[str, Any]]:
    """The values that any meeting has, most frequent first."""
    label = labels if callable(labels) else lambda value: labels.get(value, value)
    found = sorted((-number, value) for value, number in numbers.items() if number and value)
    return [{"value": value, "label": label(value), "count": -number} for number, value in found]
