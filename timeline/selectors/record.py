"""Reads across the whole record: its counts, its years, its names."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from timeline.domain import folding
from timeline.domain.vocabulary import Side
from timeline.models import (
    Article,
    Issue,
    Meeting,
    Negotiation,
    Official,
    Position,
    Treaty,
)
from timeline.resources import RESOURCES


def names_in_the_record() -> set[str]:
    """Folded words of names: officials' (with their posts), issues', negotiations', treaties', cities'. 5 queries."""
    rows: list[str] = []
    for model in (Official, Issue, Negotiation):
        rows += model.objects.values_list("search_text", flat=True)
    rows += map(folding.fold, Treaty.objects.values_list("name", flat=True))
    rows += map(folding.fold, Meeting.objects.order_by().values_list("city", flat=True).distinct())
    return {word for row in rows for word in row.split()}


def counts() -> dict[str, int]:
    """Rows of each resource. 7 queries."""
    return {resource.name: resource.model._default_manager.count() for resource in RESOURCES}


def by_year(rows: QuerySet[Any]) -> dict[int, int]:
    """Rows a year, by the first day that each can mean. 1 query."""
    counted = rows.order_by().annotate(year=ExtractYear("earliest")).values_list("year").annotate(Count("pk"))
    return dict(counted.order_by("year"))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds of each year: meetings, statements of either side, sources published."""

    meetings: dict[int, int]
    washington: dict[int, int]
    moscow: dict[int, int]
    sources: dict[int, int]


def coverage() -> Coverage:
    """The record by year. 4 queries."""
    return Coverage(
        by_year(Meeting.objects.all()),
        by_year(Position.objects.filter(side=Side.US)),
        by_year(Position.objects.filter(side=Side.RU)),
        by_year(Article.objects.all()),
    )
