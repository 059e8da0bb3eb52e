"""The chart above two officials compared: a row for each issue on which both spoke, the statements of the one above
those of the other, over the years in which they made them. No query."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils.safestring import SafeString

from timeline.chart.scale import Scale, Tick, thinned, ticks, year_end, year_start
from timeline.domain import dates
from timeline.domain.citations import credited
from timeline.domain.dates import Span
from timeline.domain.vocabulary import Speech
from timeline.models import Issue, Official, Position
from timeline.pages.axis import axis_beside
from timeline.pages.compare.chart import MOST_DOTS
from timeline.pages.compare.officials import Shared
from timeline.pages.html import escaped, safe
from timeline.templatetags.record import percent, side_class

TOPS, HEIGHT = (8, 22), 30
"""Pixels: y of each official's dots, and the height of a row."""


@dataclass(frozen=True, slots=True)
class OfficialsRow:
    """One issue: its plot, and of each official the number of statements with their years."""

    issue: Issue
    plot: SafeString
    totals: tuple[int, int]
    years: tuple[str, str]

    @property
    def description(self) -> str:
        """The plot in words, for screen readers."""
        return (
            f"{self.issue.name}: {self.totals[0]} and {self.totals[1]} statements, {self.years[0]} and {self.years[1]}"
        )


@dataclass(frozen=True, slots=True)
class OfficialsChart:
    """The rows, and the axis that they share."""

    rows: list[OfficialsRow]
    axis: SafeString


def officials_chart(people: Sequence[Official], shared: Sequence[Shared]) -> OfficialsChart | None:
    """The chart of two officials; None if there is no issue on which both spoke."""
    said = [one for row in shared for some in row.said for one in some]
    if not said:
        return None
    first, last = min(one.earliest.year for one in said), max(one.latest.year for one in said)
    scale = Scale(Span(year_start(first), year_end(last)))
    marked = ticks(scale)
    return OfficialsChart([_row(people, row, scale, marked) for row in shared], axis_beside(marked))


def _row(people: Sequence[Official], row: Shared, scale: Scale, marked: Sequence[Tick]) -> OfficialsRow:
    lines = "".join(
        f'<line class="grid" x1="{percent(tick.x)}" x2="{percent(tick.x)}" y1="0" y2="{HEIGHT}"/>' for tick in marked
    )
    dots = "".join(_dots(*one, row.issue, scale) for one in zip(people, row.said, TOPS, strict=True))
    one, other = (_years(some) for some in row.said)
    return OfficialsRow(row.issue, safe(lines + dots), row.totals, (one, other))


def _years(said: Sequence[Position]) -> str:
    first, last = said[0].earliest.year, max(one.latest.year for one in said)
    return f"{first}" if first == last else f"{first}–{last}"


def _dots(official: Official, said: Sequence[Position], y: int, issue: Issue, scale: Scale) -> str:
    """The statements of one official, each a link."""
    drawn = thinned(said, scale, most=MOST_DOTS, day=attrgetter("latest"))
    dots = "".join(_dot(official, one, y, issue, scale) for one in drawn)
    return f'<g data-side="{escaped(side_class(official.side))}">{dots}</g>'


def _dot(official: Official, one: Position, y: int, issue: Issue, scale: Scale) -> str:
    reported = "" if one.speech == Speech.DIRECT else ", as reported"
    words = (
        f"{credited(official.name, joint=one.joint)}, {dates.describe(one.date)}{reported}: {issue.answer(one.stance)}"
    )
    at = f'cx="{percent(scale.at(one.latest))}" cy="{y}"'
    dot = f'<circle class="step__dot" data-stance="{escaped(one.stance)}" {at} r="3.5"/>'
    return f'<a class="step" href="/positions/{escaped(one.public_id)}/"><title>{escaped(words)}</title>{dot}</a>'
