"""What every picture and filter needs of the record's reference lists, read once a release and kept."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline import columns, selectors
from timeline.chart.overview import whole_years
from timeline.columns import Columns
from timeline.dates import Span
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
    """The lists: `people` by slug, `issues` and `lanes` (negotiations) as names by slug, `years` as meetings a year;
    and the meetings as `columns`."""

    columns: Columns
    whole: Span
    years: dict[int, int]
    people: dict[str, Person]
    issues: dict[str, str]
    lanes: dict[str, str]
    leaders: tuple[Leader, ...]
    treaties: tuple[Treaty, ...]
    lane_meetings: dict[str, int]


def _whole(meetings: Columns) -> Span:
    """The years of the record's meetings; this one where there are none."""
    if not len(meetings):
        today = date.today()  # noqa: DTZ011 (only for an empty record)
        return whole_years(today, today)
    days = int(meetings.earliest[0]), int(meetings.latest.max())
    return whole_years(*map(date.fromordinal, days))


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
        leaders=tuple(selectors.leaders()),
        treaties=tuple(selectors.treaties()),
        lane_meetings=dict(zip(lane.values, lane.totals.tolist(), strict=True)),
    )
