"""What an issue's chart shows besides the two lines: summits and signings on the issue, the distance as a strip, and
the window of a query."""

import numpy as np
from django.utils.safestring import SafeString

from timeline import selectors
from timeline.chart.scale import Scale
from timeline.domain import dates
from timeline.domain.dates import Span
from timeline.domain.marks import LANDMARKS, Mark
from timeline.domain.vocabulary import MeetingKind, with_status
from timeline.index.reference import ReferenceLists, reference
from timeline.models import Issue, Meeting, Release
from timeline.pages.html import escaped, safe
from timeline.pages.standing_charts import CHART_HEIGHT, CHART_STEP, IssueChart, drawn
from timeline.templatetags.record import percent

MOST_LANDMARKS = 80
"""Maximum number of summits and signings marked in a chart, those with the most statements first."""
STRIP_TOP, STRIP_HEIGHT = CHART_HEIGHT + 4, 10
"""Pixels: top of the distance strip below the chart, and its height."""
SHAPES = {
    MeetingKind.SUMMIT: "M0-5 5 0 0 5-5 0z",
    MeetingKind.SIGNING: "M0-5 1.5-1.6 5-1.6 2.2.7 3.2 4.5 0 2.2-3.2 4.5-2.2.7-5-1.6-1.5-1.6z",
}
"""A diamond and a star, as on the timeline."""


def plot(issue: Issue, chart: IssueChart, release: Release | None) -> SafeString:
    """The chart with summits and signings above it and the distance below. 1 query."""
    marks = landmarks(issue, reference(release), chart.window)
    return drawn(chart) + drawn_landmarks(marks, Scale(chart.window)) + drawn_strip(chart)


def asked_window(asked: Span | None, whole: Span) -> Span | None:
    """The query's window within the record; None if it covers all of it, or none."""
    if asked is None:
        return None
    first, last = max(asked.earliest, whole.earliest), min(asked.latest, whole.latest)
    return Span(first, last) if first < last and Span(first, last) != whole else None


def landmarks(issue: Issue | None, lists: ReferenceLists, window: Span) -> list[Mark]:
    """The summits and signings in a window, on an issue if one is given, oldest first. 1 query."""
    columns = lists.columns
    mask = columns.single["kind"].having(LANDMARKS) & columns.within(window)
    if issue is not None:
        mask &= columns.issues.having([issue.slug])
    rows = columns.landmarks[mask[columns.landmarks]][:MOST_LANDMARKS]
    keys = columns.keys[np.sort(rows)].tolist()
    return list(selectors.meetings.marks(Meeting.objects.filter(pk__in=keys)).values()) if keys else []


def drawn_landmarks(found: list[Mark], scale: Scale) -> SafeString:
    """The summits and signings along the chart's top edge, each a link."""
    return safe("".join(_landmark(one, scale.at(one.earliest)) for one in found if 0 <= scale.at(one.earliest) <= 100))


def _landmark(one: Mark, x: float) -> str:
    said = f"{with_status(one.title, one.status)}, {dates.describe(one.start, one.end)}"
    shape = f'<path d="{SHAPES[MeetingKind(one.kind)]}"/>'
    return (
        f'<a class="landmark" href="/meetings/{escaped(one.slug)}/" tabindex="-1"><title>{escaped(said)}</title>'
        f'<svg class="landmark__shape" x="{percent(x)}" y="7" width="1" height="1">{shape}</svg></a>'
    )


def drawn_strip(chart: IssueChart) -> SafeString:
    """The distance as a strip below the chart, blank where the sides are together or one is silent."""
    return safe(
        "".join(
            f'<rect class="apart" data-apart="{round(one.height / CHART_STEP):d}" x="{percent(one.x)}" '
            f'width="{percent(one.width)}" y="{STRIP_TOP:d}" height="{STRIP_HEIGHT:d}"/>'
            for one in chart.shades
        )
    )
