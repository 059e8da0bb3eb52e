"""How much the record holds for each year, as bars: one path per series, in coordinates of UNITS by HEIGHT."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.chart.scale import Scale, year_end, year_start

UNITS = 1000
HEIGHT = 44
"""Pixels of one series."""
GAP = 1.5
"""Units of space between two years."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A series: the path data of its bars, the highest count of any year, and the total."""

    path: str
    most: int
    total: int


def _place(year: int, scale: Scale) -> tuple[float, float] | None:
    """The left edge and the width of a year's bar; None outside the scale."""
    left, right = scale.extent(year_start(year), year_end(year))
    return (left * UNITS / 100, (right - left) * UNITS / 100 - GAP) if right > left else None


def stacked(series: Sequence[Mapping[int, int]], scale: Scale) -> list[str]:
    """The path data of each series of counts by year, its bars standing on those of the series before it; the highest
    year fills HEIGHT."""
    totals = {year: sum(counts.get(year, 0) for counts in series) for counts in series for year in counts}
    most, paths, base = max(totals.values(), default=0), [], dict.fromkeys(totals, 0)
    for counts in series:
        drawn = []
        for year, count in sorted(counts.items()):
            if not count or (place := _place(year, scale)) is None:
                continue
            x, width = place
            bottom, height = HEIGHT - base[year] / most * HEIGHT, count / most * HEIGHT
            drawn.append(f"M{x:.1f} {bottom - height:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z")
            base[year] += count
        paths.append("".join(drawn))
    return paths


def bars(counts: Mapping[int, int], scale: Scale, *, most: int, down: bool = False) -> Bars:
    """One bar per year, its height proportional to its count out of `most`, hanging if `down`; none for empty years."""
    drawn = []
    for year, count in sorted(counts.items()):
        if not count or (place := _place(year, scale)) is None:
            continue
        x, width = place
        height = max(2.0, count / max(most, 1) * (HEIGHT - 2))
        top = 0.0 if down else HEIGHT - height
        drawn.append(f"M{x:.1f} {top:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z")
    return Bars("".join(drawn), max(counts.values(), default=0), sum(counts.values()))
