"""What every picture and filter needs of the record's reference lists, read once a release and kept."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline import columns, selectors
from timeline.chart.bands import Stretch
from timeline.chart.overview import whole_years
from timeline.columns import Columns
from timeline.dates import PLAUSIBLE, Span
from timeline.kept import by_release
from timeline.models import Issue, Leader, Official, Release, Treaty


@dataclass(frozen=True, slots=True)
class Person:
    """An official as a filter names them."""

    slug: str
    name: str
    side: str
    search_text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The lists: `people` by slug, `issues` and `lanes` (negotiations) as names by slug, `years` as meetings a year,
    `terms` of office by side and `treaties` as the picture draws them; and the meetings as `columns`."""

    columns: Columns
    whole: Span
    years: dict[int, int]
    people: dict[str, Person]
    issues: dict[str, str]
    lanes: dict[str, str]
    terms: dict[str, list[Stretch]]
    treaties: list[Stretch]


def _whole(meetings: Columns) -> Span:
    """The years of the record's meetings, but for what lies outside those that it can speak of; this one where there
    are none."""
    rows = np.flatnonzero(meetings.within(PLAUSIBLE, certain=True))
    if not len(rows):
        today = date.today()  # noqa: DTZ011 (only for an empty record)
        return whole_years(today, today)
    days = int(meetings.earliest[rows[0]]), int(meetings.latest[rows].max())
    return whole_years(*map(date.fromordinal, days))


def _terms(leaders: Iterable[Leader]) -> dict[str, list[Stretch]]:
    """The terms of office of each side, in order, named in full or by the family name."""
    terms: dict[str, list[Stretch]] = {}
    for one in leaders:
        names = (one.name, one.official.family_name)
        stretch = Stretch(one.official.slug, names, one.earliest, one.latest, one.earliest)
        terms.setdefault(one.side, []).append(stretch)
    return terms


def _treaties(treaties: Sequence[Treaty], meetings: Mapping[str, int]) -> list[Stretch]:
    """The treaties from signature to end; where rows are few, those first that most meetings led to.

    A treaty's weight is its share of its negotiation's meetings, halved where it never entered into force.
    """
    siblings = Counter(one.negotiation_id for one in treaties)
    return [
        Stretch(
            one.slug,
            (one.full_name, one.name),
            one.earliest,
            one.latest,
            one.in_force_earliest,
            meetings.get(one.negotiation.slug, 0) / siblings[one.negotiation_id] * (1 if one.in_force else 0.5),
        )
        for one in treaties
    ]


@by_release
def reference(release: Release | None) -> Reference:
    """The lists of a release. 17 queries the first time, none after."""
    people = Official.objects.order_by("family_name", "slug").values_list("slug", "name", "side", "search_text")
    meetings = columns.read()
    lane = meetings.single["negotiation"]
    return Reference(
        columns=meetings,
        whole=_whole(meetings),
        years=meetings.years(np.ones(len(meetings), bool)),
        people={row[0]: Person(*row) for row in people},
        issues=dict(Issue.objects.order_by("ordinal").values_list("slug", "name")),
        lanes=selectors.lane_names(),
        terms=_terms(selectors.leaders()),
        treaties=_treaties(selectors.treaties(), dict(zip(lane.values, lane.totals.tolist(), strict=True))),
    )
