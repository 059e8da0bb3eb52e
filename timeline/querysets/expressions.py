"""Conditions and aggregates that several querysets share: date windows, properties of positions, correlated counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from django.db import models
from django.db.models import Count, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least, NullIf

from timeline.domain import dates
from timeline.domain.vocabulary import Verification

type Match = Literal["possible", "certain"]


def between(window: dates.Span, *, match: Match = "possible", unfinished: bool = False) -> Q:
    """Rows whose earliest-to-latest span may overlap the window (`possible`) or lies wholly inside it (`certain`).

    If rows may be `unfinished`, one without a latest day extends to the end of time.
    """
    if match == "certain":
        return Q(earliest__gte=window.earliest, latest__lte=window.latest)
    reaching = Q(latest__gte=window.earliest)
    return Q(earliest__lte=window.latest) & (reaching | Q(latest__isnull=True) if unfinished else reaching)


def stated(*, stance: Iterable[str] = (), speech: Iterable[str] = (), verification: Iterable[str] = ()) -> Q:
    """Positions with any of the stances, kinds of speech and ways of verification; an empty one adds no condition."""
    stances, sorts, checks = set(stance), set(speech), set(verification)
    asked = Q(stance__in=stances) if stances else Q()
    if sorts:
        asked &= Q(speech__in=sorts)
    if len(checks) == 1:
        asked &= Q(proof_checked__isnull=Verification.VERIFIED not in checks)
    return asked


def correlated_count(rows: models.QuerySet[Any, Any], count: Count) -> Coalesce:
    """A correlated count as an annotation, 0 if there are no rows."""
    return Coalesce(Subquery(rows.annotate(number=count).values("number")), 0)


def earliest_of(*days: Subquery) -> NullIf:
    """The earliest of several days, any of which may be missing. Each is queried once, as no CASE would do (and Least
    ignores NULL on PostgreSQL only)."""
    never = Value(date.max)
    return NullIf(Least(*(Coalesce(day, never) for day in days)), never)


def latest_of(*days: Subquery) -> NullIf:
    """The latest of several days, any of which may be missing, each queried once."""
    never = Value(date.min)
    return NullIf(Greatest(*(Coalesce(day, never) for day in days)), never)
