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
"""Width of a row's coordinates; the row is stretched to the plot, its height is not."""
ROW_TOP = 8
ROW_STEP = 12
ROW_HEIGHT = 40
"""Pixels: the middle of the line of `supports`, from there down to the next stance, and the whole row."""
APART = 1.5
"""Pixels: Washington's line lies above, Moscow's below the stance's middle, so that neither covers the other."""


class Stepped(Protocol):
    """What a line needs to know of a step; standings.Step has it."""

    @property
    def since(self) -> date: ...  # noqa: D102
    @property
    def value(self) -> int | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Leg[S: Stepped]:
    """A standing of one value (+1, 0, -1) from `since` until before `until`; `step` is what it rests on."""

    step: S
    value: int
    since: date
    until: date


def thinned[S: Stepped](steps: Sequence[S], scale: Scale, *, most: int) -> Sequence[S]:
    """The steps; where there are more than `most`, the last of each of so many equal parts of the window: no picture
    can show more, and no page should weigh more."""
    if len(steps) <= most:
        return steps
    return list({min(int(scale.at(step.since) * most / 100), most - 1): step for step in steps}.values())


def legs[S: Stepped](steps: Sequence[S], *, until: date) -> list[Leg[S]]:
    """The stretches over which a side's standing is drawn, oldest first, none later than `until`."""
    drawn = []
    ends = [step.since for step in steps[1:]] + [until]
    for step, end in zip(steps, ends, strict=False):
        last = min(end, until, last_day(step.since))
        if step.value is not None and step.since <= last:
            drawn.append(Leg(step, step.value, step.since, last))
    return drawn


def runs[S: Stepped](drawn: Iterable[Leg[S]]) -> list[Leg[S]]:
    """The legs with those joined that follow each other at the same value; each rests on its first step."""
    joined: list[Leg[S]] = []
    for leg in drawn:
        if joined and joined[-1].until == leg.since and joined[-1].value == leg.value:
            joined[-1] = Leg(joined[-1].step, leg.value, joined[-1].since, leg.until)
        else:
            joined.append(leg)
    return joined


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch over which both sides' standings are drawn and differ: `values` Washington's and Moscow's."""

    since: date
    until: date
    values: tuple[int, int]


def gaps[S: Stepped](ours: Sequence[Leg[S]], theirs: Sequence[Leg[S]]) -> list[Gap]:
    """Where the two are apart, oldest first. Linear in the legs."""
    found, here, there = [], 0, 0
    while here < len(ours) and there < len(theirs):
        one, other = ours[here], theirs[there]
        since, until = max(one.since, other.since), min(one.until, other.until)
        if since < until and one.value != other.value:
            found.append(Gap(since, until, (one.value, other.value)))
        if one.until <= other.until:
            here += 1
        else:
            there += 1
    return found


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side's line in a row: path data of its standings and, apart, of its moves (thin)."""

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


def _moves[S: Stepped](drawn: Iterable[Leg[S]]) -> Iterator[tuple[Leg[S], Leg[S]]]:
    """Legs that follow each other without a gap."""
    return ((before, after) for before, after in pairwise(drawn) if before.until == after.since)


def _line[S: Stepped](drawn: Sequence[Leg[S]], scale: Scale, shift: float) -> SideLine:
    joined = runs(drawn)
    return SideLine(
        "".join(f"M{_x(leg.since, scale)} {_y(leg.value, shift)}H{_x(leg.until, scale)}" for leg in joined),
        "".join(
            f"M{_x(after.since, scale)} {_y(before.value, shift)}V{_y(after.value, shift)}"
            for before, after in _moves(joined)
        ),
    )


def row[S: Stepped](ours: Sequence[Leg[S]], theirs: Sequence[Leg[S]], scale: Scale, *, comparable: bool) -> StandingRow:
    """One issue's row: Washington's legs, Moscow's, and what lies between them where a distance is computed."""
    apart = gaps(runs(ours), runs(theirs)) if comparable else []
    return StandingRow(
        _line(ours, scale, -APART),
        _line(theirs, scale, APART),
        "".join(
            f"M{_x(gap.since, scale)} {_y(gap.values[0])}H{_x(gap.until, scale)}V{_y(gap.values[1])}"
            f"H{_x(gap.since, scale)}Z"
            for gap in apart
        ),
    )
