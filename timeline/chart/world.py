"""The map: where a point of the globe lies on it, and which of its dots are labelled. Pure.

Takes degrees, returns drawing units: equirectangular, true to scale at 45° north, where most meetings were held.
`.ci/land.py` draws the land by the same rule.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sqrt

WIDTH = 1000
TOP, BOTTOM = 78.0, -48.0
"""The parallels at the map's edges."""
PER_DEGREE = WIDTH / 360
STRETCH = 1 / cos(radians(45))
LARGEST, SMALLEST = 22.0, 3.0
"""Radius of the busiest city's dot, and of one with a single meeting among many, when the whole map is shown."""
LETTER, LINE = 0.62, 1.2
"""Width of a label's letter and height of its line, in its font's size."""
GAP = 3.0
"""Space between a dot and its label, when the whole map is shown."""


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
class Sheet:
    """How the map is drawn: the size of its labels' font when the whole map is shown, and how much larger than their
    numbers say its dots are. The style sheet has the same two of each."""

    font: float
    swell: float = 1.0


WIDE, NARROW = Sheet(22), Sheet(34, 1.7)
"""On a screen, and on a phone, where the whole map is some 350 pixels wide."""


@dataclass(frozen=True, slots=True)
class CityLabel:
    """Where a city's name stands: at its start, middle or end (`anchor`, as SVG has it), and half-way up."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A city on the map: its centre and radius, and on each sheet its label, where there is room for one."""

    key: str
    x: float
    y: float
    radius: float
    wide: CityLabel | None = None
    narrow: CityLabel | None = None


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point of the globe lies; points beyond the northern or southern edge are placed on it."""
    inside = min(max(latitude, BOTTOM), TOP)
    return (longitude + 180) * PER_DEGREE, (TOP - inside) * STRETCH * PER_DEGREE


WHOLE = Frame(0, 0, WIDTH, round((TOP - BOTTOM) * STRETCH * PER_DEGREE))
EUROPE = Frame(434, 46, 206, 122)
"""From Iceland to Moscow and down to Malta: where the dots are too close together on the whole map."""


def dots(cities: Iterable[tuple[str, str, float, float, int]], frame: Frame) -> list[Dot]:
    """The cities (key, name, latitude, longitude, meetings) in the frame, busiest first; areas are proportional to
    the numbers of meetings. No label covers another, the dot of a busier city, or the map's edge: see `_labels`."""
    placed = sorted(cities, key=lambda city: (-city[4], city[0]))
    at = [(key, name, *project(north, east), meetings) for key, name, north, east, meetings in placed]
    inside = [one for one in at if frame.holds(one[2], one[3])]
    most = max((one[4] for one in placed), default=1)
    found = [Dot(key, x, y, _radius(meetings, most) / frame.scale) for key, _, x, y, meetings in inside]
    names = [one[1] for one in inside]
    sheets = (_labels(found, names, frame, sheet) for sheet in (WIDE, NARROW))
    return [replace(dot, wide=wide, narrow=narrow) for dot, wide, narrow in zip(found, *sheets, strict=True)]


def _radius(meetings: int, most: int) -> float:
    return max(SMALLEST, LARGEST * sqrt(meetings / most))


type Box = tuple[float, float, float, float]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _places(dot: Dot, name: str, frame: Frame, sheet: Sheet) -> Iterator[tuple[CityLabel, Box]]:
    """Where a label can stand, the best first: right of its dot, left, below, above."""
    font, away = sheet.font / frame.scale, dot.radius * sheet.swell + GAP / frame.scale
    length, half = len(name) * LETTER * font, LINE * font / 2
    for x, y, anchor in (
        (dot.x + away, dot.y, "start"),
        (dot.x - away, dot.y, "end"),
        (dot.x, dot.y + away + half, "middle"),
        (dot.x, dot.y - away - half, "middle"),
    ):
        left = x - {"start": 0.0, "middle": length / 2, "end": length}[anchor]
        yield CityLabel(x, y, anchor), (left, y - half, left + length, y + half)


def _labels(found: Sequence[Dot], names: Sequence[str], frame: Frame, sheet: Sheet) -> list[CityLabel | None]:
    """The label of each dot, busiest first: in the first place in which it covers no label that is there already and no
    dot at all, else in the first in which it covers no label and no dot of a busier city; None where there is none."""
    dots = [_around(dot, dot.radius * sheet.swell) for dot in found]
    taken: list[Box] = []
    made: list[CityLabel | None] = []
    for number, (dot, name) in enumerate(zip(found, names, strict=True)):
        free = [
            (label, box)
            for label, box in _places(dot, name, frame, sheet)
            if _is_inside(box, frame) and not any(_overlap(box, other) for other in (*taken, *dots[:number]))
        ]
        clear = (one for one in free if not any(_overlap(one[1], other) for other in dots[number + 1 :]))
        best = next(clear, free[0] if free else None)
        taken += [best[1]] if best else []
        made.append(best[0] if best else None)
    return made


def _around(dot: Dot, radius: float) -> Box:
    return dot.x - radius, dot.y - radius, dot.x + radius, dot.y + radius


def _is_inside(box: Box, frame: Frame) -> bool:
    across = frame.x <= box[0] and box[2] <= frame.x + frame.width
    return across and frame.y <= box[1] and box[3] <= frame.y + frame.height
