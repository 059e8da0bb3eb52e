"""Where two sides stood over time, as two step lines: supports above, conditional in the middle, opposes below; gaps
where a side was silent for long; the distance between them shaded.

A line breaks off where a side falls silent (standings.py has the rule), until it speaks again; an unclear statement
breaks it off at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from timeline.chart.scale import Scale
from timeline.domain.standings import last_day

UNITS = 1000
"""The width of a row's coordinates; rows are stretched to the plot's width, their height is fixed."""
ROW_TOP = 8
ROW_STEP = 12
ROW_HEIGHT = 40
"""Pixels: the centre of the `supports` line, the step down to the next stance, and the height of the whole row."""
APART = 1.5
"""Pixels: Washington's line lies above, Moscow's below the stance's middle, so that neither covers the other."""


class Stepped(Protocol):
    """What a line needs from a step; standings.Step provides it."""

    @property
    def since(self) -> date: ...  # noqa: D102
    @property
    def value(self) -> int | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class StandingSegment[S: Stepped]:
    """A standing with one value (+1, 0, -1) from `since` until just before `until`; `step` is what it is based on."""

    step: S
    value: int
    since: date
    until: date


def segments[S: Stepped](steps: Sequence[S], *, until: date) -> list[StandingSegment[S]]:
    """The segments over which a side's standing is drawn, oldest first, none later than `until`."""
    drawn = []
    ends = [step.since for step in steps[1:]] + [until]
    for step, end in zip(steps, ends, strict=False):
        last = min(end, until, last_day(step.since))
        if step.value is not None and step.since <= last:
            drawn.append(StandingSegment(step, step.value, step.since, last))
    return drawn


def runs[S: Stepped](drawn: Iterable[StandingSegment[S]]) -> list[StandingSegment[S]]:
    """The segments, with adjacent ones of the same value joined; each keeps its first step."""
    joined: list[StandingSegment[S]] = []
    for segment in drawn:
        if joined and joined[-1].until == segment.since and joined[-1].value == segment.value:
            joined[-1] = StandingSegment(joined[-1].step, segment.value, joined[-1].since, segment.until)
        else:
            joined.append(segment)
    return joined


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A segment over which both sides' standings are drawn and differ; `values` are Washington's and Moscow's."""

    since: date
    until: date
    values: tuple[int, int]


def disagreements[S: Stepped](us: Sequence[StandingSegment[S]], ru: Sequence[StandingSegment[S]]) -> list[Disagreement]:
    """Where the two sides differ, oldest first. Linear in the number of segments."""
    found, in_us, in_ru = [], 0, 0
    while in_us < len(us) and in_ru < len(ru):
        one, other = us[in_us], ru[in_ru]
        since, until = max(one.since, other.since), min(one.until, other.until)
        if since < until and one.value != other.value:
            found.append(Disagreement(since, until, (one.value, other.value)))
        if one.until <= other.until:
            in_us += 1
        else:
            in_ru += 1
    return found


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side's line in a row: path data of its standings and, separately, of its moves (thin)."""

    standings: str
    moves: str


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One issue's picture, in coordinates of UNITS by ROW_HEIGHT."""

    washington: SideLine
    moscow: SideLine
    distance: str


def _x(day: date, scale: Scale) -> str:
    return f"{min(max(scale.at(day), 0.0), 100.0) * UNITS / 100:.1f}".removesuffix(".0")


def _y(value: int, shift: float = 0.0) -> str:
    return f"{ROW_TOP + (1 - value) * ROW_STEP + shift:g}"


def _moves[S: Stepped](drawn: Iterable[StandingSegment[S]]) -> Iterator[tuple[StandingSegment[S], StandingSegment[S]]]:
    """Segments that follow each other without a gap."""
    return ((before, after) for before, after in pairwise(drawn) if before.until == after.since)


def _line[S: Stepped](drawn: Sequence[StandingSegment[S]], scale: Scale, shift: float) -> SideLine:
    joined = runs(drawn)
    return SideLine(
        "".join(
            f"M{_x(segment.since, scale)} {_y(segment.value, shift)}H{_x(segment.until, scale)}" for segment in joined
        ),
        "".join(
            f"M{_x(after.since, scale)} {_y(before.value, shift)}V{_y(after.value, shift)}"
            for before, after in _moves(joined)
        ),
    )


def row[S: Stepped](
    us: Sequence[StandingSegment[S]], ru: Sequence[StandingSegment[S]], scale: Scale, *, comparable: bool
) -> StandingRow:
    """One issue's row: Washington's segments, Moscow's, and the area between them if a distance is computed."""
    apart = disagreements(runs(us), runs(ru)) if comparable else []
    return StandingRow(
        _line(us, scale, -APART),
        _line(ru, scale, APART),
        "".join(
            f"M{_x(one.since, scale)} {_y(one.values[0])}H{_x(one.until, scale)}V{_y(one.values[1])}"
            f"H{_x(one.since, scale)}Z"
            for one in apart
        ),
    )
