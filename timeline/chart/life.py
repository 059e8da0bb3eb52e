"""The geometry of a period along a line: a treaty's life, a post, a term of office. Pure.

If no source says when it ended, it is drawn to its last day on record and fades out over FADE years: it neither ended
on that day nor continues to today.
"""

from enum import StrEnum
from typing import NamedTuple

from timeline.chart.scale import Scale
from timeline.domain.marks import Period

THINNEST = 0.02
"""Percent: in a period with several parts, any part thinner than this is not drawn."""


class State(StrEnum):
    """How a part is drawn: hatched if signed or suspended, solid if in force; a point has no duration."""

    SIGNED = "signed"
    FORCE = "force"
    SUSPENDED = "suspended"
    POINT = "point"


class Segment(NamedTuple):
    """A part of a period drawn in one style, in percent; `fades` from full to nothing towards its end."""

    state: State
    x: float
    end: float
    fades: bool = False

    @property
    def width(self) -> float:
        """Percent."""
        return self.end - self.x


def parts(period: Period, scale: Scale) -> list[Segment]:
    """The parts of a period within the scale's window, in order; empty if it lies outside."""
    window = scale.window
    if period.end < window.earliest or period.earliest > window.latest:
        return []
    x, end = scale.extent(period.earliest, min(period.end, window.latest))
    if period.is_point:
        return [Segment(State.POINT, x, end)]
    solid, suspended, fading = (
        end if day is None else min(max(scale.at(day), x), end)
        for day in (period.solid_from, period.suspended_from, None if period.latest else period.fades_from)
    )
    suspended = max(suspended, solid)
    cuts = [(State.SIGNED, x, solid), (State.FORCE, solid, suspended), (State.SUSPENDED, suspended, end)]
    found: list[Segment] = []
    for state, left, right in cuts:
        found.append(Segment(state, left, min(right, fading)))
        found.append(Segment(state, max(left, fading), right, fades=True))
    return [part for part in found if part.width > THINNEST] or [
        Segment(State.SIGNED if period.solid_from is None else State.FORCE, x, end)
    ]
