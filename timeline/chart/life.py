"""An agreement's life along a line: signed, in force, ended."""

from dataclasses import dataclass
from datetime import date

from timeline.chart.scale import Scale


@dataclass(frozen=True, slots=True)
class Life:
    """Percent: signed (drawn hatched) from `x`, in force (solid) from `solid_x`, until `end`."""

    x: float
    solid_x: float
    end: float

    @property
    def hatched_width(self) -> float:
        """Percent from signature to entry into force."""
        return self.solid_x - self.x

    @property
    def solid_width(self) -> float:
        """Percent in force."""
        return self.end - self.solid_x


def life(signed: date, in_force: date | None, ended: date | None, scale: Scale) -> Life:
    """A life cut to the scale's window; one that never came into force is hatched to its end, one that has not ended
    reaches to the window's end."""
    x, end = scale.extent(signed, ended or scale.window.latest)
    return Life(x, end if in_force is None else min(max(scale.at(in_force), x), end), end)
