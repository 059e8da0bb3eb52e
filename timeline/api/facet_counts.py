"""How many items a question gives, and how they fall by value: one query for all of it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from timeline.api.resources import ApiResource, Facet

WHOLE = -1


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


def _whole(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    constants = {"facet_number": Value(WHOLE), "facet_value": _text(Value("")), "facet_label": _text(Value(""))}
    return _counted(rows.order_by().annotate(**constants), "pk")


def _values(number: int, facet: Facet, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
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
