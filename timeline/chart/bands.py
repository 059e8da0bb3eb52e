"""The context bands of the timeline: named periods packed into rows, each labelled where its name fits."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from timeline.chart.lanes import text_width
from timeline.chart.life import Segment, parts
from timeline.chart.packing import Row
from timeline.chart.scale import NARROWEST, Scale
from timeline.domain.dates import Span
from timeline.domain.marks import Period

ROW = 22
"""Pixels: the height of a row of named bands."""
FOLDED = 2
"""The fewest treaties in force throughout the window that are worth folding."""
AIR = 1
"""Percent: the gap between two bands in a row."""


class Band(NamedTuple):
    """A period as drawn: its parts in percent, at least one; `row` counts from the top."""

    key: str
    name: str
    parts: list[Segment]
    row: int
    label: str
    label_x: float
    anchor: str = "start"

    @property
    def x(self) -> float:
        """Percent at which it begins."""
        return self.parts[0].x

    @property
    def end(self) -> float:
        """Percent at which it ends."""
        return self.parts[-1].end

    @property
    def top(self) -> int:
        """Pixels from the top to the band's row."""
        return self.row * ROW

    @property
    def width(self) -> float:
        """Width of the whole band in percent."""
        return self.end - self.x


def in_row(periods: Iterable[Period], scale: Scale) -> list[Band]:
    """Bands that follow each other in one row (terms of office), each labelled inside if a wording fits."""
    bands = []
    for period in periods:
        drawn = parts(period, scale)
        if not drawn:
            continue
        x, end = drawn[0].x, drawn[-1].end
        room = (end - x) * NARROWEST / 100 - 8
        label = next((name for name in period.names if text_width(name) <= room), "")
        bands.append(Band(period.key, period.names[0], drawn, 0, label, x + 400 / NARROWEST))
    return bands


def throughout(periods: Sequence[Period], window: Span) -> tuple[list[Period], list[Period]]:
    """The treaties in force on every day of a window, oldest first, if there are at least FOLDED of them; and the
    others."""
    lasting = [one for one in periods if _in_force_throughout(one, window)]
    if len(lasting) < FOLDED:
        return [], list(periods)
    return sorted(lasting, key=lambda one: (one.earliest, one.key)), [one for one in periods if one not in lasting]


def _in_force_throughout(one: Period, window: Span) -> bool:
    if one.is_point or one.solid_from is None or (one.fades_from and not one.latest):
        return False
    last = min(one.end, one.suspended_from or date.max)
    return one.solid_from <= window.earliest and last >= window.latest


class _Candidate(NamedTuple):
    """A band before it has a row, with the space it takes in percent, including its label."""

    period: Period
    drawn: list[Segment]
    label_x: float
    anchor: str
    left: float
    right: float


def _candidate(period: Period, scale: Scale) -> _Candidate | None:
    drawn = parts(period, scale)
    if not drawn:
        return None
    x, end = drawn[0].x, drawn[-1].end
    width = text_width(period.names[-1]) * 100 / NARROWEST
    if x + width <= 100:
        return _Candidate(period, drawn, x, "start", x, max(end, x + width))
    return _Candidate(period, drawn, 100.0, "end", min(x, 100 - width), 100.0)


def _rows(candidates: Iterable[_Candidate], most_rows: int) -> tuple[list[list[_Candidate]], int]:
    """The candidates in rows by first fit, in the given order, and how many found no room."""
    rows = [Row(AIR) for _ in range(most_rows)]
    held: list[list[_Candidate]] = [[] for _ in rows]
    left_out = 0
    for candidate in candidates:
        for row, holds in zip(rows, held, strict=True):
            if row.is_free(candidate.left, candidate.right):
                row.take(candidate.left, candidate.right)
                holds.append(candidate)
                break
        else:
            left_out += 1
    return held, left_out


def packed(periods: Sequence[Period], scale: Scale, *, most_rows: int) -> tuple[list[Band], int]:
    """Bands in as few rows as hold them with their labels, oldest on top, and how many found no room in `most_rows`.

    The heaviest are chosen first. A label is placed above the start of its band, or ends at the plot's edge if it would
    overflow.
    """
    by_weight = sorted(periods, key=lambda one: (-one.weight, one.earliest, one.key))
    rows, left_out = _rows((found for one in by_weight if (found := _candidate(one, scale))), most_rows)
    chosen = sorted((one for row in rows for one in row), key=lambda one: (one.left, one.period.key))
    rows, _ = _rows(chosen, most_rows)
    return [
        Band(
            one.period.key,
            one.period.names[0],
            one.drawn,
            row=number,
            label=one.period.names[-1],
            label_x=one.label_x,
            anchor=one.anchor,
        )
        for number, row in enumerate(rows)
        for one in row
    ], left_out
