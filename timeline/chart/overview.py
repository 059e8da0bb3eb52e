"""The whole span as one bar per year, with the window marked."""

from collections.abc import Mapping
from typing import NamedTuple

from timeline.chart.scale import Scale, year_end, year_start
from timeline.domain.dates import Span

HEIGHT = 44
"""Pixels."""


class Bar(NamedTuple):
    """A year's meetings, matching and total; shares relative to the fullest year, 0 to 1; x and width in percent."""

    year: int
    x: float
    width: float
    matching: int
    total: int
    matching_share: float
    total_share: float
    inside: bool

    @property
    def matching_height(self) -> int:
        """Whole pixels of the bar of matching meetings; never so low that a single meeting is invisible."""
        return _pixels(self.matching_share)

    @property
    def total_height(self) -> int:
        """Whole pixels of the bar of all meetings."""
        return _pixels(self.total_share)

    @property
    def matching_top(self) -> int:
        """Pixels from the top to the bar of matching meetings."""
        return HEIGHT - self.matching_height

    @property
    def total_top(self) -> int:
        """Pixels from the top to the bar of all meetings."""
        return HEIGHT - self.total_height


def _pixels(share: float) -> int:
    return max(1, round(share * (HEIGHT - 4))) if share else 0


def bars(matching: Mapping[int, int], total: Mapping[int, int], scale: Scale, window: Span) -> list[Bar]:
    """One bar for every year of the scale, including empty ones; `inside` if the year overlaps the window."""
    fullest = max(total.values(), default=0) or 1
    drawn = []
    for year in range(scale.window.earliest.year, scale.window.latest.year + 1):
        left, right = scale.extent(year_start(year), year_end(year))
        found, of = matching.get(year, 0), total.get(year, 0)
        inside = window.earliest.year <= year <= window.latest.year
        drawn.append(Bar(year, left, right - left, found, of, found / fullest, of / fullest, inside))
    return drawn
