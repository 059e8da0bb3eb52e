"""The picture of a narrow screen: the window from top to bottom in a few equal steps, each with its meetings counted
and its landmarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from timeline.chart.scale import months
from timeline.domain.dates import MONTHS, Span

MOST_STEPS = 24
MOST_SHAPES = 3


@dataclass(frozen=True, slots=True)
class StripBin:
    """A span of the window: name, meetings, shapes of its landmarks, share of the fullest (0 to 1)."""

    window: Span
    label: str
    count: int
    share: float
    shapes: tuple[str, ...]


def _days(window: Span, size: int) -> list[Span]:
    days = range(0, (window.latest - window.earliest).days + 1, size)
    starts = [window.earliest + timedelta(days=number) for number in days]
    return [Span(start, start + timedelta(days=min(size - 1, (window.latest - start).days))) for start in starts]


def bin_spans(window: Span) -> list[Span]:
    """The finest equal bins of the window that are no more than MOST_STEPS."""
    for size in (2, 7):
        if (window.latest - window.earliest).days < size * MOST_STEPS:
            return _days(window, size)
    for size in (1, 3, 12, 24, 60, 120, 240, 600, 1200, 12000):
        if found := months(window, size, most=MOST_STEPS):
            return found
    return [window]


def _label(span: Span) -> str:
    first, last = span.earliest, span.latest
    if last.year > first.year:
        return f"{first.year}–{last.year % 100:02d}"
    if (last - first).days > 300:
        return str(first.year)
    month = MONTHS[first.month - 1][:3]
    return f"{month} {first.year}" if (last - first).days > 20 else f"{first.day} {month}"


def steps(counts: Sequence[int], landmarks: Sequence[Sequence[str]], window: Span) -> list[StripBin]:
    """The steps of the window, oldest first, empty ones too, from the meetings and the kinds of the weightiest
    landmarks that begin in each of its `bin_spans`."""
    fullest = max(counts, default=0) or 1
    return [
        StripBin(span, _label(span), count, count / fullest, tuple(kinds[:MOST_SHAPES]))
        for span, count, kinds in zip(bin_spans(window), counts, landmarks, strict=True)
    ]
