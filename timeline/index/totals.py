"""Totals for each official, issue and negotiation: number of meetings and positions, first and last day.

Memoized per release: for a busy official in a large record, counting took longer than the rest of a response.
querysets.with_activity computes the same in SQL; a test checks that both agree.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, Max, Min, Model

from timeline.index.columns import Numbers
from timeline.index.meetings import Columns
from timeline.index.reference import reference
from timeline.models import Issue, Meeting, MeetingIssue, Negotiation, Official, Position, Release
from timeline.releases import per_release

type Totals = Mapping[tuple[type[Model], str], Mapping[str, Any]]
"""By model and name, the value for each slug, ready for JSON; slugs without any are left out."""

COUNTED: Mapping[tuple[type[Model], str], tuple[type[Model], str]] = {
    (Issue, "meeting_count"): (MeetingIssue, "issue__slug"),
    (Issue, "position_count"): (Position, "issue__slug"),
    (Negotiation, "meeting_count"): (Meeting, "negotiation__slug"),
}
"""The totals counted in SQL: by model and name, the model whose rows are counted and the lookup of the slug."""
OF_OFFICIALS = ("meeting_count", "position_count", "earliest", "latest")
TOTALS = frozenset(COUNTED) | {(Official, name) for name in OF_OFFICIALS}


def _met(columns: Columns) -> dict[str, tuple[int, date, date]]:
    """For each official who was at a meeting: number of meetings, first and last day."""
    links = columns.officials
    first = np.full(len(links.values), np.iinfo(np.int32).max)
    last = np.zeros(len(links.values), np.int32)
    np.minimum.at(first, links.codes, columns.earliest[links.rows])
    np.maximum.at(last, links.codes, columns.latest[links.rows])

    def listed(numbers: Numbers) -> list[int]:
        whole: list[int] = numbers.tolist()
        return whole

    found = zip(links.values, listed(links.totals), listed(first), listed(last), strict=True)
    return {slug: (count, date.fromordinal(one), date.fromordinal(other)) for slug, count, one, other in found if count}


def _said() -> dict[str, tuple[int, date, date]]:
    """For each holder of a position: number of positions, first and last day. 1 query."""
    rows = Position.objects.filter(holder__isnull=False).order_by().values_list("holder_id")
    slugs = dict(Official.objects.values_list("pk", "slug"))
    counted = rows.annotate(number=Count("pk"), first=Min("earliest"), last=Max("latest"))
    return {slugs[holder]: (number, first, last) for holder, number, first, last in counted}


def _officials(columns: Columns) -> dict[tuple[type[Model], str], dict[str, Any]]:
    met, said = _met(columns), _said()
    first = {slug: earliest for slug, (_, earliest, _) in met.items()}
    last = {slug: latest for slug, (_, _, latest) in met.items()}
    for slug, (_, earliest, latest) in said.items():
        first[slug] = min(first.get(slug, earliest), earliest)
        last[slug] = max(last.get(slug, latest), latest)
    return {
        (Official, "meeting_count"): {slug: one[0] for slug, one in met.items()},
        (Official, "position_count"): {slug: one[0] for slug, one in said.items()},
        (Official, "earliest"): {slug: day.isoformat() for slug, day in first.items()},
        (Official, "latest"): {slug: day.isoformat() for slug, day in last.items()},
    }


def _read(columns: Columns) -> Totals:
    counted = {
        named: dict(rows._default_manager.order_by().values_list(slug).annotate(number=Count("pk")))
        for named, (rows, slug) in COUNTED.items()
    }
    return counted | _officials(columns)


@per_release
def totals(release: Release | None) -> Totals:
    """The totals of a release. 5 queries the first time, plus those of `reference`; then none."""
    return _read(reference(release).columns)
