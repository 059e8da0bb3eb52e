"""One lane of the timeline: marks packed into rows so that none covers another, labels where there is room for them,
and counts per bin if there are too many meetings to draw one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from timeline.chart.packing import Row
from timeline.chart.scale import NARROWEST, Scale, months, weeks
from timeline.domain.dates import Span
from timeline.domain.marks import LANDMARKS, Mark
from timeline.domain.vocabulary import MeetingKind
from timeline.domain.wordings import wordings

MOST_MARKS = 400
"""Marks in one response, over all lanes; beyond it, lanes draw density."""
MOST_OVER_DECADES = 60
"""The same for windows whose density is counted by the year: a mark covers a year there, and most of the page's bytes
and of the browser's work are marks."""
MOST_BINS = 1700
"""Bins in one response, over all lanes, if every crowded lane has meetings in each; beyond it, bins get longer."""
QUARTERLY = 366 * 12
"""Days of the longest window whose density is counted by the quarter; in longer ones it is by the year."""
MOST_ROWS = 6
ROW = 22
"""Pixels: the height of a row of marks."""
DENSITY = 26
"""Pixels: the height of a lane's counts."""
GLYPH = 14
"""Pixels: the width of a mark's shape."""
GAP = 3
MOST_IN_LANE = MOST_ROWS * (NARROWEST // (GLYPH + GAP) + 1)
"""The most marks that a lane can have room for; one with more meetings draws density, whatever their dates."""


class Label(NamedTuple):
    """Text beside a mark: `dx` pixels from `x` percent, starting there (`start`) or ending there (`end`)."""

    text: str
    x: float
    dx: int
    anchor: str


class Placed(NamedTuple):
    """A mark as drawn: its days start at `x` and are `width` percent wide, its shape is at `centre`, its row counts
    from the top. It covers its days or its shape, whichever is wider: `left` to `right`, in pixels of the narrowest
    plot."""

    mark: Mark
    x: float
    width: float
    centre: float
    left: float
    right: float
    row: int = 0
    label: Label | None = None

    @property
    def y(self) -> int:
        """Pixels from the lane's top to the middle of the mark's row."""
        return self.row * ROW + ROW // 2


@dataclass(frozen=True, slots=True)
class Bin:
    """The meetings that begin in a span of time; `share` is their number relative to the fullest bin, 0 to 1."""

    window: Span
    x: float
    width: float
    count: int
    share: float

    @property
    def height(self) -> int:
        """Height of its bar in whole pixels; never so low that a single meeting is invisible."""
        return round(3 + (DENSITY - 7) * self.share)


@dataclass(frozen=True, slots=True)
class LaneData:
    """The data of a lane: the first day of all its meetings, drawn or not; the numbers of those drawn in each bin;
    and those that may become marks, oldest first: all of them, or only landmarks if there are too many to fit."""

    first: date
    counts: Sequence[int]
    marks: Sequence[Mark]

    @property
    def total(self) -> int:
        """The number of the lane's meetings in the window."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane as drawn: marks, or counts with the landmarks above them."""

    key: str
    marks: tuple[Placed, ...]
    bins: tuple[Bin, ...]
    rows: int
    total: int

    @property
    def height(self) -> int:
        """Height of the lane in pixels."""
        return self.rows * ROW + (DENSITY if self.bins else 0)


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """The most pixels that a label's text can take, at 11 px in the style sheet's sans-serif faces."""
    narrow, wide = "iljtfrI.,'’():;|! ", "mwMWÆŒ@%"
    return sum(3.9 if char in narrow else 10.2 if char in wide else 7.6 if char.isupper() else 6.6 for char in text)


def importance(mark: Mark) -> tuple[bool, int, bool]:
    """What is labelled first (larger first): summits and signings, then by positions stated, then ministerials."""
    return mark.kind in LANDMARKS, mark.weight, mark.kind == MeetingKind.MINISTERIAL


def _pixels(percent: float) -> float:
    return percent * NARROWEST / 100


def _percent(pixels: float) -> float:
    return pixels * 100 / NARROWEST


HALF = _percent(GLYPH / 2)
"""Percent: half the width of a mark's shape."""


def _placed(mark: Mark, scale: Scale) -> Placed:
    """The mark in the first row, its shape kept inside the plot."""
    start, end = scale.extent(mark.earliest, mark.latest)
    centre = min(max((start + end) / 2, HALF), 100 - HALF)
    middle = _pixels(centre)
    left, right = min(_pixels(start), middle - GLYPH / 2), max(_pixels(end), middle + GLYPH / 2)
    return Placed(mark, start, end - start, centre, left, right)


def _pack(marks: Sequence[Mark], scale: Scale, rows: list[Row]) -> list[Placed] | None:
    """Put each mark in the first row that has room for it, oldest first; None if there are too few rows."""
    found = []
    for mark in marks:
        placed = _placed(mark, scale)
        number = _first_free(rows, placed.left, placed.right)
        if number == MOST_ROWS:
            return None
        if number == len(rows):
            rows.append(Row(GAP))
        rows[number].take(placed.left, placed.right)
        found.append(placed._replace(row=number) if number else placed)
    return found


def _first_free(rows: Sequence[Row], left: float, right: float) -> int:
    """The number of the first row that is free there, or else of a new one."""
    for number, row in enumerate(rows):
        if row.is_free(left, right):
            return number
    return len(rows)


def too_close(lanes: NDArray[Any], centres: NDArray[Any]) -> NDArray[Any]:
    """The lanes that must run out of rows, given the lane of each mark and its centre in pixels: more marks than
    there are rows are so close together that each covers the next."""
    order = np.lexsort((centres, lanes))
    lanes, centres = lanes[order], centres[order]
    later, earlier = slice(MOST_ROWS, None), slice(None, -MOST_ROWS)
    close = (lanes[later] == lanes[earlier]) & (centres[later] - centres[earlier] < GLYPH + GAP)
    return np.unique(lanes[later][close])


def _label(placed: Placed, row: Row, said: set[str]) -> Label | None:
    """A label to the right or left of the mark if its row has space there, which it then occupies; None if there is
    no room for one that is not yet in `said`, the labels of other marks."""
    left, right = placed.left, placed.right
    for text in wordings(placed.mark):
        if text in said:
            continue
        width = text_width(text)
        if right + GAP + width <= NARROWEST and row.is_free(right + GAP, right + GAP + width):
            row.take(right + GAP, right + GAP + width)
            return Label(text, *_beside(placed, right), "start")
        if left - GAP - width >= 0 and row.is_free(left - GAP - width, left - GAP):
            row.take(left - GAP - width, left - GAP)
            return Label(text, *_beside(placed, left), "end")
    return None


def _beside(placed: Placed, edge: float) -> tuple[float, int]:
    """The position of a label at an edge (in pixels of the narrowest plot) of a mark: relative to the centre of its
    shape, whatever the plot's width, or to the end of its days if they are wider."""
    away = edge - _pixels(placed.centre)
    sign = 1 if away > 0 else -1
    if round(abs(away)) <= GLYPH / 2:
        return placed.centre, sign * (GLYPH // 2 + GAP)
    return _percent(edge), sign * GAP


def _labelled(placed: list[Placed], rows: list[Row]) -> tuple[Placed, ...]:
    """The marks with their labels, no two in a lane alike, assigned by importance; the order is kept."""
    labels: dict[str, Label | None] = {}
    said: set[str] = set()
    for one in sorted(placed, key=lambda one: importance(one.mark), reverse=True):
        label = labels[one.mark.slug] = _label(one, rows[one.row], said)
        said.add(label.text if label else "")
    return tuple(one._replace(label=label) if (label := labels[one.mark.slug]) else one for one in placed)


def bin_spans(window: Span, *, crowded: int = 1) -> list[Span]:
    """The weeks, months, quarters, years or longer bins by which crowded lanes are counted, from the window's first
    to its last: the shortest that suit its length and give `crowded` lanes no more than MOST_BINS."""
    days = (window.latest - window.earliest).days + 1
    if days <= 31 * 6:
        return weeks(window)
    finest = 1 if days <= 366 * 4 else 3 if days <= QUARTERLY else 12
    for size in (1, 3, 12, 24, 60, 120, 240, 600, 1200):
        if size >= finest and (found := months(window, size, most=MOST_BINS // crowded)):
            return found
    return [window]


def bins(counts: Sequence[int], spans: Sequence[Span], scale: Scale) -> tuple[Bin, ...]:
    """The bins that are not empty."""
    fullest = max(counts, default=1)
    drawn = []
    for span, count in zip(spans, counts, strict=True):
        if count:
            left, right = scale.extent(span.earliest, span.latest)
            drawn.append(Bin(span, left, right - left, count, count / fullest))
    return tuple(drawn)


def _density_lane(key: str, data: LaneData, spans: Sequence[Span], scale: Scale) -> Lane:
    """Counts, and above them one row of the landmarks that fit, most important first."""
    row = Row(GAP)
    chosen: list[Placed] = []
    landmarks = [mark for mark in data.marks if mark.kind in LANDMARKS]
    for mark in sorted(landmarks, key=importance, reverse=True):
        one = _placed(mark, scale)
        if row.is_free(one.left, one.right):
            row.take(one.left, one.right)
            chosen.append(one)
    chosen.sort(key=lambda one: (one.centre, one.mark.slug))
    placed = _labelled(chosen, [row])
    return Lane(key, placed, bins(data.counts, spans, scale), 1 if placed else 0, data.total)


def _lane(key: str, data: LaneData, spans: Sequence[Span], scale: Scale) -> Lane:
    rows = [Row(GAP)]
    placed = _pack(data.marks, scale, rows) if len(data.marks) == data.total else None
    if placed is None:
        return _density_lane(key, data, spans, scale)
    return Lane(key, _labelled(placed, rows), (), len(rows), data.total)


def lanes(lane_data: Mapping[str, LaneData], spans: Sequence[Span], scale: Scale) -> list[Lane]:
    """The lanes, ordered by their first meeting; together they draw at most MOST_MARKS marks, or MOST_OVER_DECADES.

    A lane whose marks are not all given, or do not fit its rows, draws counts. As long as the total is above the limit
    so do the fullest lanes, with their landmarks if these are few, and then the fullest lose their landmarks.
    """
    most = MOST_MARKS if scale.days <= QUARTERLY else MOST_OVER_DECADES
    drawn = {key: _lane(key, data, spans, scale) for key, data in lane_data.items() if data.total}
    total = sum(len(lane.marks) for lane in drawn.values())
    for key, lane in sorted(drawn.items(), key=lambda item: (bool(item[1].bins), -len(item[1].marks))):
        if total <= most:
            break
        kept = _density_lane(key, lane_data[key], spans, scale)
        if lane.bins or len(kept.marks) > most // 10:
            kept = Lane(key, (), kept.bins, 0, kept.total)
        total += len(kept.marks) - len(lane.marks)
        drawn[key] = kept
    return sorted(drawn.values(), key=lambda lane: (lane_data[lane.key].first, lane.key))
