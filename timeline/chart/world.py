"""The map: where a point of the globe lies on it, and which of its dots are labelled. Pure.

Takes degrees, returns drawing units: equirectangular, true to scale at 45° north, where most meetings were held.
`.ci/land.py` draws the land by the same rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

WIDTH = 1000
TOP, BOTTOM = 78.0, -48.0
"""The parallels at the map's edges."""
PER_DEGREE = WIDTH / 360
STRETCH = 1 / cos(radians(45))
LARGEST, SMALLEST = 22.0, 3.0
"""Radius of the busiest city's dot, and of one with a single meeting among many, when the whole map is shown."""
LETTER, LINE = 8.0, 16.0
"""Width of a label's letter and height of its line, when the whole map is shown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map: its upper left corner and size. `scale`: its magnification relative to the whole map."""

    x: float
    y: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """The magnification relative to the whole map."""
        return WIDTH / self.width

    @property
    def view(self) -> str:
        """Its SVG viewBox."""
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Dot:
    """A city on the map: its centre and radius, and where its label begins, if there is room for one."""

    key: str
    x: float
    y: float
    radius: float
    label_x: float = 0
    is_named: bool = False


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point of the globe lies; points beyond the northern or southern edge are placed on it."""
    inside = min(max(latitude, BOTTOM), TOP)
    return (longitude + 180) * PER_DEGREE, (TOP - inside) * STRETCH * PER_DEGREE


WHOLE = Frame(0, 0, WIDTH, round((TOP - BOTTOM) * STRETCH * PER_DEGREE))
EUROPE = Frame(434, 46, 206, 122)
"""From Iceland to Moscow and down to Malta: where the dots are too close together on the whole map."""


def dots(cities: Iterable[tuple[str, str, float, float, int]], frame: Frame) -> list[Dot]:
    """The cities (key, name, latitude, longitude, meetings) in the frame, busiest first; areas are proportional to
    the numbers of meetings. A label is left out if it would cover a busier city's label or dot."""
    placed = sorted(cities, key=lambda city: (-city[4], city[0]))
    at = [(key, name, *project(north, east), meetings) for key, name, north, east, meetings in placed]
    inside = [one for one in at if frame.holds(one[2], one[3])]
    most = max((one[4] for one in placed), default=1)
    found = [Dot(key, x, y, _radius(meetings, most) / frame.scale) for key, _, x, y, meetings in inside]
    return _named(found, [one[1] for one in inside], frame)


def _radius(meetings: int, most: int) -> float:
    return max(SMALLEST, LARGEST * sqrt(meetings / most))


type Box = tuple[float, float, float, float]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _named(found: Sequence[Dot], names: Sequence[str], frame: Frame) -> list[Dot]:
    """The dots; those with room for a label to their right are named, in the given order."""
    taken: list[Box] = []
    made = []
    for dot, name in zip(found, names, strict=True):
        left = dot.x + dot.radius + 2 / frame.scale
        half = LINE / frame.scale / 2
        box = left, dot.y - half, left + len(name) * LETTER / frame.scale, dot.y + half
        is_named = box[2] <= frame.x + frame.width and not any(_overlap(box, other) for other in taken)
        taken += [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius)]
        taken += [box] if is_named else []
        made.append(Dot(dot.key, dot.x, dot.y, dot.radius, left, is_named))
    return made
