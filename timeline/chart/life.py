"""Something that lasted, along a line: a treaty's life, a post, a term of office. Pure geometry.

What no source says the end of is drawn to its last day on record, and fades out over FADE years: it neither ended that
day nor goes on to this one.
"""

from enum import StrEnum
from typing import NamedTuple

from timeline.chart.scale import Scale
from timeline.domain.marks import Period

THINNEST = 0.02
"""Percent: of a period with several parts, one that is thinner is not drawn."""


class State(StrEnum):
    """How a part is drawn: signed or suspended is hatched, in force solid; a point has no duration."""

    SIGNED = "signed"
    FORCE = "force"
    SUSPENDED = "suspended"
    POINT = "point"


class Segment(NamedTuple):
    """A part of a period that is drawn alike, in percent; `fades` from full to nothing at its end."""

    state: State
    x: float
    end: float
    fades: bool = False

    @property
    def width(self) -> float:
        """Percent."""
        return self.end - self.x


def parts(period: Period, scale: Scale) -> list[Segment]:
    """The parts of a period in the scale's window, in order; none where it lies outside."""
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
