"""Reads across the whole record: counts, and numbers by year."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from timeline.domain.vocabulary import Side
from timeline.models import Article, Meeting, Position
from timeline.resources import RESOURCES


def counts() -> dict[str, int]:
    """Number of rows of each resource. 7 queries."""
    return {resource.name: resource.model._default_manager.count() for resource in RESOURCES}


def by_year(rows: QuerySet[Any]) -> dict[int, int]:
    """Number of rows per year, by the earliest possible day of each. 1 query."""
    counted = rows.order_by().annotate(year=ExtractYear("earliest")).values_list("year").annotate(Count("pk"))
    return dict(counted.order_by("year"))


@dataclass(frozen=True, slots=True)
class Proven:
    """How many statements and sources the record holds, and how many quotations were verified against it."""

    statements: int
    verified: int
    sources: int


def proven() -> Proven:
    """The number of statements, verified quotations and sources. 2 queries."""
    said = Position.objects.aggregate(all=Count("pk"), verified=Count("pk", filter=~Q(proof_hash="")))
    return Proven(said["all"], said["verified"], Article.objects.count())


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds for each year: meetings, statements by each side, sources published."""

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
