"""Reads across the whole record: counts, and numbers by year."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from timeline.domain.vocabulary import Side, SourceStatus
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


STATES = ("proven", "transcribed", "not found", "gone")
"""How far quotations are checked: found in their source's text; not compared yet; looked for in vain when a program
last read the page; not compared, and the page is gone."""
_STATE = Case(
    When(not_found__isnull=False, then=Value("not found")),
    When(~Q(proof_hash=""), then=Value("proven")),
    When(article__checked_status=SourceStatus.GONE, then=Value("gone")),
    default=Value("transcribed"),
)


@dataclass(frozen=True, slots=True)
class QuotationCount:
    """The number of quotations in one of STATES, of the sources of one publisher that appeared in one year."""

    year: int
    publisher: str
    state: str
    quotations: int


def quotation_states() -> list[QuotationCount]:
    """How far the quotations are checked, by year and publisher of their sources. 1 query."""
    rows = Position.objects.order_by().annotate(
        year=ExtractYear("article__earliest"), publisher=F("article__publisher"), state=_STATE
    )
    return [QuotationCount(*row) for row in rows.values_list("year", "publisher", "state").annotate(Count("pk"))]


@dataclass(frozen=True, slots=True)
class Voiced:
    """How many meetings have statements of both sides, of one side alone, and of neither."""

    both: int
    one: int
    none: int


def voiced() -> Voiced:
    """The meetings by whose statements they have. 2 queries."""
    said = Position.objects.filter(meeting__isnull=False, side__in=Side.values).order_by()
    sides = Counter(
        said.values("meeting_id").annotate(sides=Count("side", distinct=True)).values_list("sides", flat=True)
    )
    return Voiced(sides[2], sides[1], Meeting.objects.count() - sides.total())


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
