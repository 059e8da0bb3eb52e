"""How far apart two sides were over all issues: the number of issues on which they were opposed, or one step apart,
over a window of time. Pure geometry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from timeline.chart.scale import Scale
from timeline.chart.standing import Disagreement

PARTS = 240
"""Number of equal parts of the window that the issues are counted in, each at its middle."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of issues in each part of the window: `opposed`, and `apart` at all (opposed or one step apart)."""

    opposed: Sequence[int]
    apart: Sequence[int]

    @property
    def most(self) -> int:
        """The largest number of issues apart at one time."""
        return max(self.apart, default=0)


def tally(found: Iterable[Disagreement], scale: Scale) -> Tally:
    """The disagreements of all issues, counted. Linear in their number."""
    opposed, apart = [0] * (PARTS + 1), [0] * (PARTS + 1)
    for one in found:
        first, end = _part(scale.at(one.since)), _part(scale.at(one.until))
        for counts in (opposed, apart) if abs(one.values[0] - one.values[1]) > 1 else (apart,):
            counts[first] += 1
            counts[end] -= 1
    return Tally(list(accumulate(opposed))[:PARTS], list(accumulate(apart))[:PARTS])


def _part(percent: float) -> int:
    """The first part whose middle is not before this place."""
    return min(max(ceil(percent * PARTS / 100 - 0.5), 0), PARTS)


def steps(counts: Sequence[int], most: int, height: int) -> str:
    """Path data of the counts as an area on a ground at `height`, a unit wide each; empty if all are 0."""
    if not most or not any(counts):
        return ""
    path, before = [f"M0 {height:d}"], 0
    for place, count in enumerate(counts):
        if count != before:
            path.append(f"H{place:d}V{height - height * count / most:.1f}".removesuffix(".0"))
        before = count
    return "".join([*path, f"H{len(counts):d}V{height:d}Z"])
