"""The reference lists that charts and filters need, memoized per release."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from operator import attrgetter

import numpy as np

from timeline import selectors
from timeline.domain import dates
from timeline.domain.dates import PLAUSIBLE, Span, whole_years
from timeline.domain.marks import Period
from timeline.domain.vocabulary import TreatyStatus
from timeline.index import build
from timeline.index.meetings import Columns
from timeline.models import Issue, Leader, Official, Release, Treaty
from timeline.releases import per_release


@dataclass(frozen=True, slots=True)
class Person:
    """An official as listed in a filter."""

    slug: str
    name: str
    side: str
    search_text: str


@dataclass(frozen=True, slots=True)
class ReferenceLists:
    """The lists: `people` by slug, `issues` and `lanes` (negotiations) as names by slug, `years` as meetings per year,
    `terms` of office by side and `treaties` as drawn in the chart; and the meetings as `columns`."""

    columns: Columns
    whole: Span
    years: dict[int, int]
    people: dict[str, Person]
    issues: dict[str, str]
    lanes: dict[str, str]
    terms: dict[str, list[Period]]
    treaties: list[Period]


def _whole(meetings: Columns) -> Span:
    """The whole years spanned by the record's meetings, ignoring those outside the plausible range; the current year if
    there are none."""
    rows = np.flatnonzero(meetings.within(PLAUSIBLE, certain=True))
    if not len(rows):
        today = date.today()  # noqa: DTZ011 (only for an empty record)
        return whole_years(today, today)
    days = int(meetings.earliest[rows[0]]), int(meetings.latest[rows].max())
    return whole_years(*map(date.fromordinal, days))


def _terms(leaders: Iterable[Leader]) -> dict[str, list[Period]]:
    """The terms of office of each side, in order, labelled with the full or the family name. A term without an end in
    the record ends where the next begins; the last one is open."""
    of_side: dict[str, list[Leader]] = {}
    listed = sorted(leaders, key=attrgetter("earliest"))
    bearers = {(one.official.family_name, one.official.slug) for one in listed}
    shared = {name for name, number in Counter(family for family, _ in bearers).items() if number > 1}
    for one in listed:
        of_side.setdefault(one.side, []).append(one)
    return {
        side: [
            Period(
                one.official.slug,
                _called(one, shared),
                one.earliest,
                one.latest or (after.earliest if after else None),
                one.earliest,
            )
            for one, after in zip_longest(terms, terms[1:])
        ]
        for side, terms in of_side.items()
    }


def _called(leader: Leader, shared: Container[str]) -> tuple[str, ...]:
    """The labels for a leader, longest first. A family name shared by two is not used alone: `G. W. Bush`."""
    family = leader.official.family_name
    if family not in shared:
        return leader.name, family
    initials = [f"{name[0]}." for name in leader.name.removesuffix(family).split()]
    return leader.name, " ".join([*initials, family]), f"{''.join(initials)} {family}"


def life_of(treaty: Treaty, *, weight: float = 0.0) -> Period:
    """A treaty's life as drawn in the charts: up to today only if it is in force or suspended; if no source says what
    became of it, fading out from its last known date. A political document is a point. No query."""
    lasts = treaty.status in (TreatyStatus.IN_FORCE, TreatyStatus.SUSPENDED)
    is_point = treaty.status == TreatyStatus.POLITICAL
    known = treaty.in_force_earliest or dates.parse(treaty.signed).latest
    return Period(
        treaty.slug,
        (treaty.full_name, treaty.name),
        treaty.earliest,
        treaty.latest if treaty.ended or is_point else None,
        treaty.in_force_earliest,
        weight,
        suspended_from=treaty.suspended_earliest,
        fades_from=None if lasts or treaty.ended else known,
        is_point=is_point,
    )


def _treaties(treaties: Sequence[Treaty], meetings: Mapping[str, int]) -> list[Period]:
    """The treaties from signature to end, weighted so that the most negotiated come first if there are few rows.

    A treaty's weight is its share of its negotiation's meetings, halved if it never entered into force.
    """
    siblings = Counter(one.negotiation_id for one in treaties)
    return [
        life_of(
            one,
            weight=meetings.get(one.negotiation.slug, 0) / siblings[one.negotiation_id] * (1 if one.in_force else 0.5),
        )
        for one in treaties
    ]


@per_release
def reference(release: Release | None) -> ReferenceLists:
    """The lists of a release. 18 queries the first time, then none."""
    people = Official.objects.by_family_name().values_list("slug", "name", "side", "search_text")
    meetings = build.read()
    lane = meetings.single["negotiation"]
    return ReferenceLists(
        columns=meetings,
        whole=_whole(meetings),
        years=meetings.years(np.ones(len(meetings), bool)),
        people={row[0]: Person(*row) for row in people},
        issues=dict(Issue.objects.order_by("ordinal").values_list("slug", "name")),
        lanes=selectors.negotiations.lane_names(),
        terms=_terms(selectors.officials.leaders()),
        treaties=_treaties(
            selectors.treaties.all_treaties(), dict(zip(lane.values, lane.totals.tolist(), strict=True))
        ),
    )
