"""One lane of the picture: marks packed into rows so that none covers another, labels where there is room for them, and
counts per bin where there are more meetings than can be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from timeline.chart.scale import DAY, NARROWEST, Scale, month_end, year_end
from timeline.dates import Span
from timeline.vocabulary import MeetingKind

MOST_MARKS = 400
"""Marks in one answer, over all lanes; beyond it lanes draw density."""
MOST_ROWS = 6
ROW = 22
"""Pixels: the height of a row of marks."""
DENSITY = 26
"""Pixels: the height of a lane's counts."""
GLYPH = 14
"""Pixels: the width a mark's shape needs."""
GAP = 3
LONGEST_LABEL = 34
LANDMARKS = frozenset({MeetingKind.SUMMIT, MeetingKind.SIGNING})


@dataclass(frozen=True, slots=True)
class Mark:
    """What the picture needs to know of one meeting: dates as written and as days, lane, positions stated (weight)."""

    slug: str
    title: str
    kind: str
    status: str
    start: str
    end: str
    earliest: date
    latest: date
    city: str
    lane: str
    weight: int


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a mark: at `x` percent, running on (`start`) or ending there (`end`)."""

    text: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark where it is drawn: its days from `x` over `width` percent, its shape at `centre`, its row from the top."""

    mark: Mark
    x: float
    width: float
    centre: float
    row: int
    label: Label | None = None

    @property
    def y(self) -> int:
        """Pixels from the lane's top to the middle of the mark's row."""
        return self.row * ROW + ROW // 2


@dataclass(frozen=True, slots=True)
class Bin:
    """The meetings that begin in a stretch of time; `share` is their number against the fullest bin, 0 to 1."""

    window: Span
    x: float
    width: float
    count: int
    share: float

    @property
    def height(self) -> float:
        """Pixels of its bar; never so low that one meeting is not seen."""
        return round(3 + (DENSITY - 7) * self.share, 1)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane drawn: marks, or counts with the landmarks above them."""

    key: str
    marks: tuple[Placed, ...]
    bins: tuple[Bin, ...]
    rows: int
    total: int

    @property
    def height(self) -> int:
        """Pixels."""
        return self.rows * ROW + (DENSITY if self.bins else 0)

    @property
    def bin_top(self) -> int:
        """Pixels from the lane's top to the room of the counts."""
        return self.rows * ROW


@dataclass(slots=True)
class _Row:
    """What is taken in one row, in pixels of the narrowest plot."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    def is_free(self, left: float, right: float) -> bool:
        return all(right + GAP <= start or left >= end + GAP for start, end in self.taken)

    def take(self, left: float, right: float) -> None:
        self.taken.append((left, right))


def text_width(text: str) -> float:
    """Pixels that a label's text takes at most, at 11 px in the sans-serif faces of the style sheet."""
    narrow, wide = "iljtfrI.,'’():;|! ", "mwMWÆŒ@%"
    return sum(3.9 if char in narrow else 10.2 if char in wide else 7.6 if char.isupper() else 6.6 for char in text)


def importance(mark: Mark) -> tuple[bool, int, bool]:
    """What is labelled first, larger first: summits and signings, then positions stated, then ministerials."""
    return mark.kind in LANDMARKS, mark.weight, mark.kind == MeetingKind.MINISTERIAL


def _pixels(percent: float) -> float:
    return percent * NARROWEST / 100


def _percent(pixels: float) -> float:
    return pixels * 100 / NARROWEST


def _position(mark: Mark, scale: Scale) -> tuple[float, float, float]:
    """Start, width and centre of a mark in percent, its shape kept inside the plot."""
    left, right = scale.extent(mark.earliest, mark.latest)
    half = _percent(GLYPH / 2)
    centre = min(max((left + right) / 2, half), 100 - half)
    return left, right - left, centre


def _reach(x: float, width: float, centre: float) -> tuple[float, float]:
    """The pixels a mark covers: its days or its shape, whichever is wider."""
    return (
        min(_pixels(x), _pixels(centre) - GLYPH / 2),
        max(_pixels(x + width), _pixels(centre) + GLYPH / 2),
    )


def _pack(marks: Sequence[Mark], scale: Scale, rows: list[_Row]) -> list[Placed] | None:
    """Each mark in the first row where it is free, oldest first; None when the rows do not suffice."""
    placed = []
    for mark in marks:
        x, width, centre = _position(mark, scale)
        left, right = _reach(x, width, centre)
        number = next((n for n, row in enumerate(rows) if row.is_free(left, right)), None)
        if number is None:
            if len(rows) >= MOST_ROWS:
                return None
            rows.append(_Row())
            number = len(rows) - 1
        rows[number].take(left, right)
        placed.append(Placed(mark, x, width, centre, number))
    return placed


def _wordings(mark: Mark) -> list[str]:
    """What a label may say, longest first."""
    title = mark.title if len(mark.title) <= LONGEST_LABEL else ""
    return [text for text in dict.fromkeys((title, mark.city)) if text]


def _label(placed: Placed, row: _Row) -> Label | None:
    """A label right or left of the mark where its row is free, which it then takes; None where there is no room."""
    left, right = _reach(placed.x, placed.width, placed.centre)
    for text in _wordings(placed.mark):
        width = text_width(text)
        if right + GAP + width <= NARROWEST and row.is_free(right + GAP, right + GAP + width):
            row.take(right + GAP, right + GAP + width)
            return Label(text, _percent(right + GAP), "start")
        if left - GAP - width >= 0 and row.is_free(left - GAP - width, left - GAP):
            row.take(left - GAP - width, left - GAP)
            return Label(text, _percent(left - GAP), "end")
    return None


def _labelled(placed: list[Placed], rows: list[_Row]) -> tuple[Placed, ...]:
    """The marks with their labels, given out by importance; order kept."""
    labels: dict[str, Label | None] = {}
    for one in sorted(placed, key=lambda one: importance(one.mark), reverse=True):
        labels[one.mark.slug] = _label(one, rows[one.row])
    return tuple(Placed(p.mark, p.x, p.width, p.centre, p.row, labels[p.mark.slug]) for p in placed)


def _bin_ends(day: date, days: int) -> tuple[date, date]:
    """The year, quarter, month or week that a day falls in, by the length of the window in days."""
    if days > 366 * 12:
        return date(day.year, 1, 1), year_end(day.year)
    if days > 366 * 4:
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return first, month_end(date(day.year, first.month + 2, 1))
    if days > 31 * 6:
        return day.replace(day=1), month_end(day)
    first = day - timedelta(days=day.weekday())
    return first, first + 6 * DAY


def bins(marks: Sequence[Mark], scale: Scale) -> tuple[Bin, ...]:
    """The meetings counted by the year, quarter, month or week they begin in; the counts add up to their number.

    One begun before the window counts in the window's first bin.
    """
    counted: dict[tuple[date, date], int] = {}
    for mark in marks:
        ends = _bin_ends(max(mark.earliest, scale.window.earliest), scale.days)
        counted[ends] = counted.get(ends, 0) + 1
    fullest = max(counted.values(), default=1)
    drawn = []
    for (first, last), count in sorted(counted.items()):
        left, right = scale.extent(first, last)
        drawn.append(Bin(Span(first, last), left, right - left, count, count / fullest))
    return tuple(drawn)


def _density_lane(key: str, marks: Sequence[Mark], scale: Scale) -> Lane:
    """Counts, and above them one row of those landmarks that fit, most important first."""
    rows = [_Row()]
    chosen: list[Placed] = []
    landmarks = [mark for mark in marks if mark.kind in LANDMARKS]
    for mark in sorted(landmarks, key=importance, reverse=True):
        x, width, centre = _position(mark, scale)
        reach = _reach(x, width, centre)
        if rows[0].is_free(*reach):
            rows[0].take(*reach)
            chosen.append(Placed(mark, x, width, centre, 0))
    chosen.sort(key=lambda one: (one.centre, one.mark.slug))
    placed = _labelled(chosen, rows)
    return Lane(key, placed, bins(marks, scale), 1 if placed else 0, len(marks))


def _lane(key: str, marks: Sequence[Mark], scale: Scale) -> Lane:
    rows: list[_Row] = [_Row()]
    placed = _pack(marks, scale, rows)
    if placed is None:
        return _density_lane(key, marks, scale)
    return Lane(key, _labelled(placed, rows), (), len(rows), len(marks))


def lanes(groups: dict[str, list[Mark]], scale: Scale) -> list[Lane]:
    """The lanes in the order of their first meeting; together they draw at most MOST_MARKS marks.

    `groups` holds each lane's meetings of the window, oldest first. A lane whose marks do not fit its rows draws
    counts; so do the fullest lanes while the whole is above the limit.
    """
    drawn = [_lane(key, marks, scale) for key, marks in groups.items() if marks]
    total = sum(len(lane.marks) for lane in drawn)
    for lane in sorted(drawn, key=lambda lane: -len(lane.marks)):
        if total <= MOST_MARKS:
            break
        coarse = _density_lane(lane.key, groups[lane.key], scale)
        kept = coarse if len(coarse.marks) <= MOST_MARKS // 10 else Lane(lane.key, (), coarse.bins, 0, lane.total)
        total += len(kept.marks) - len(lane.marks)
        drawn[drawn.index(lane)] = kept
    first_days = {key: marks[0].earliest for key, marks in groups.items() if marks}
    return sorted(drawn, key=lambda lane: (first_days[lane.key], lane.key))
