"""The chart above a comparison: each answer that changed as a dot, Washington's above Moscow's; on how many issues they
were apart, as a strip; summits and signings; and the days compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString

from timeline import selectors
from timeline.chart import apart, standing
from timeline.chart.packing import Row
from timeline.chart.scale import NARROWEST, Scale, thinned, ticks
from timeline.chart.standing import Disagreement
from timeline.domain import dates, standings
from timeline.domain.dates import PLAUSIBLE, Span
from timeline.domain.standings import StanceChange
from timeline.domain.vocabulary import Side, side_capital
from timeline.index.reference import reference
from timeline.index.standings import StandingSeries, Statement
from timeline.models import Issue, Release
from timeline.pages.axis import label_beside
from timeline.pages.html import safe
from timeline.pages.issue_instruments import drawn_landmarks, landmarks
from timeline.selectors.positions import Brief
from timeline.templatetags.record import percent

MOST_DOTS = 150
"""Maximum number of dots drawn of one side, or of one official on one issue."""
ROW, ROWS, DOT = 9, 4, 7
"""Pixels: the height of a row of dots, of which a side has so many, and the width of a dot."""
TOPS = {Side.US.value: 24, Side.RU.value: 70}
"""Pixels: the first row's y of each side."""
STRIP_TOP, STRIP = 112, 44
"""Pixels: the top of the strip, and its height."""
HEIGHT = STRIP_TOP + STRIP + 18
SHORTEST = 60
"""Days of the shortest time between two days that the chart shows by itself."""


@dataclass(frozen=True, slots=True)
class ComparisonChart:
    """The chart: its plot as SVG, the window it shows, the largest number of issues apart, and whether the window is
    only part of the record."""

    plot: SafeString
    window: Span
    most: int
    is_zoomed: bool
    height: int = HEIGHT


def shown_window(first: date, last: date | None, whole: Span) -> Span:
    """The time between two days, or all years for one day or for two too close to each other."""
    if last is None:
        return whole
    window = Span(max(first, whole.earliest), min(last, whole.latest))
    return window if (window.latest - window.earliest).days >= SHORTEST else whole


def comparison_chart(
    issues: Sequence[Issue], tracks: StandingSeries, release: Release | None, days: Sequence[date], until: date
) -> ComparisonChart | None:
    """The chart of the days compared, one or two; None if no side ever spoke. 2 queries."""
    lists = reference(release)
    window = shown_window(days[0], days[1] if len(days) > 1 else None, lists.whole)
    scale = Scale(window)
    found = [one for issue in issues if issue.comparable for one in _apart(issue, tracks, window, until)]
    counted = apart.tally(found, scale)
    changes = {side: _drawn_changes(issues, tracks, side, scale) for side in Side.values}
    if not found and not any(changes.values()):
        return None
    stated = selectors.positions.briefs(one.position.key for drawn in changes.values() for _, one in drawn)
    plot = (
        _grid(scale)
        + drawn_landmarks(landmarks(None, lists, window), scale)
        + "".join(_dots(side, drawn, stated, scale) for side, drawn in changes.items())
        + _strip(counted)
        + "".join(_day(day, scale) for day in days)
    )
    return ComparisonChart(safe(plot), window, counted.most, window != lists.whole)


def _apart(issue: Issue, tracks: StandingSeries, window: Span, until: date) -> list[Disagreement]:
    """When the two sides were apart on an issue, in the window."""
    seen = (tracks.track(issue.slug, side).within(PLAUSIBLE).seen_in(window) for side in Side.values)
    end = min(until, window.latest)
    return standing.disagreements(*(standing.runs(standing.segments(track, until=end)) for track in seen))


type Change = tuple[Issue, StanceChange[Statement]]


def _changes(issues: Sequence[Issue], tracks: StandingSeries, side: str, window: Span) -> Iterator[Change]:
    for issue in issues:
        for one in standings.changes(tracks.track(issue.slug, side)):
            if window.earliest <= one.position.latest <= window.latest:
                yield issue, one


def _drawn_changes(issues: Sequence[Issue], tracks: StandingSeries, side: str, scale: Scale) -> Sequence[Change]:
    """A side's changes in the window, oldest first, no more than MOST_DOTS."""
    found = sorted(_changes(issues, tracks, side, scale.window), key=lambda one: (one[1].position.latest, one[0].slug))
    return thinned(found, scale, most=MOST_DOTS, day=lambda one: one[1].position.latest)


def _grid(scale: Scale) -> str:
    return "".join(
        f'<line class="grid" x1="{percent(tick.x)}" x2="{percent(tick.x)}" y1="0" y2="{STRIP_TOP + STRIP}"/>'
        f"{label_beside(tick, dx=3, y=HEIGHT - 3)}"
        for tick in ticks(scale)
    )


def _dots(side: str, drawn: Sequence[Change], stated: Mapping[int, Brief], scale: Scale) -> str:
    """A side's changes, each in the first row that has room for it, else in the last."""
    rows, parts = [Row(1) for _ in range(ROWS)], []
    for issue, change in drawn:
        x = scale.at(change.position.latest)
        left = x * NARROWEST / 100
        number = next((place for place, row in enumerate(rows) if row.is_free(left, left + DOT)), None)
        if number is not None:
            rows[number].take(left, left + DOT)
        y = TOPS[side] + (ROWS - 1 if number is None else number) * ROW
        parts.append(_dot(issue, change, stated[change.position.key], f'cx="{percent(x)}" cy="{y:d}"'))
    return f'<g data-side="{escape(side.lower())}">{"".join(parts)}</g>'


def _dot(issue: Issue, change: StanceChange[Statement], brief: Brief, place: str) -> str:
    answers = f"{issue.answer(change.before.stance)} → {issue.answer(change.position.stance)}"
    said = escape(f"{issue.name}: {side_capital(brief.side)}, {answers} ({brief.words})")
    dot = f'<circle class="step__dot" data-stance="{brief.stance}" {place} r="3.5"/>'
    return f'<a class="step" href="/positions/{escape(brief.public_id)}/"><title>{said}</title>{dot}</a>'


def _strip(counted: apart.Tally) -> str:
    """The number of issues apart, and within it those opposed."""
    paths = "".join(
        f'<path class="apart" data-apart="{level:d}" d="{escape(apart.steps(counts, counted.most, STRIP))}"/>'
        for level, counts in ((1, counted.apart), (2, counted.opposed))
    )
    return (
        f'<svg y="{STRIP_TOP}" width="100%" height="{STRIP}" viewBox="0 0 {apart.PARTS} {STRIP}" '
        f'preserveAspectRatio="none">{paths}</svg>'
    )


def _day(day: date, scale: Scale) -> str:
    """A day compared, as a line across the chart; nothing if it is outside."""
    x = scale.at(day)
    if not 0 <= x <= 100:
        return ""
    ends = f'x1="{percent(x)}" x2="{percent(x)}" y1="0" y2="{STRIP_TOP + STRIP}"'
    return f'<line class="compared-day" {ends}><title>{escape(dates.describe_day(day))}</title></line>'
