"""The picture of a narrow screen: the window from top to bottom in a few equal steps, each with its meetings counted
and its landmarks."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.chart.lanes import LANDMARKS, Mark, importance
from timeline.chart.scale import month_end, year_end
from timeline.dates import MONTHS, Span

MOST_STEPS = 24
MOST_SHAPES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the window: name, meetings, shapes of its landmarks, share of the fullest (0 to 1)."""

    window: Span
    label: str
    count: int
    share: float
    shapes: tuple[str, ...]


def _years(window: Span, size: int) -> list[Span]:
    first = window.earliest.year - window.earliest.year % size
    return [Span(date(year, 1, 1), year_end(year + size - 1)) for year in range(first, window.latest.year + 1, size)]


def _months(window: Span, size: int) -> list[Span]:
    first = window.earliest.year * 12 + (window.earliest.month - 1) // size * size
    last = window.latest.year * 12 + window.latest.month - 1
    starts = range(first, last + 1, size)
    return [Span(_month(number), month_end(_month(number + size - 1))) for number in starts]


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _days(window: Span, size: int) -> list[Span]:
    length = (window.latest - window.earliest).days + 1
    days = range(0, min(length, size * (MOST_STEPS + 1)), size)
    starts = [window.earliest + timedelta(days=number) for number in days]
    return [Span(start, min(start + timedelta(days=size - 1), window.latest)) for start in starts]


def _stretches(window: Span) -> list[Span]:
    """The finest equal stretches of the window that are no more than MOST_STEPS."""
    for size in (2, 7):
        if len(found := _days(window, size)) <= MOST_STEPS:
            return found
    for size in (1, 3):
        if len(found := _months(window, size)) <= MOST_STEPS:
            return found
    for size in (1, 2, 5, 10, 20, 50, 100, 1000):
        if len(found := _years(window, size)) <= MOST_STEPS:
            return found
    return [window]


def _label(stretch: Span) -> str:
    first, last = stretch.earliest, stretch.latest
    if last.year > first.year:
        return f"{first.year}–{last.year % 100:02d}"
    if (last - first).days > 300:
        return str(first.year)
    month = MONTHS[first.month - 1][:3]
    return f"{month} {first.year}" if (last - first).days > 20 else f"{first.day} {month}"


def steps(marks: Sequence[Mark], window: Span) -> list[Step]:
    """The steps of the window, oldest first, empty ones too; their counts add up to the number of marks.

    A meeting counts in the step it begins in; one begun before the window counts in the first.
    """
    stretches = _stretches(window)
    found: list[list[Mark]] = [[] for _ in stretches]
    starts = [stretch.earliest for stretch in stretches]
    for mark in marks:
        found[max(bisect_right(starts, mark.earliest) - 1, 0)].append(mark)
    fullest = max(map(len, found), default=0) or 1
    return [
        Step(stretch, _label(stretch), len(inside), len(inside) / fullest, _shapes(inside))
        for stretch, inside in zip(stretches, found, strict=True)
    ]


def _shapes(marks: Sequence[Mark]) -> tuple[str, ...]:
    landmarks = sorted((mark for mark in marks if mark.kind in LANDMARKS), key=importance, reverse=True)
    return tuple(mark.kind for mark in landmarks[:MOST_SHAPES])
