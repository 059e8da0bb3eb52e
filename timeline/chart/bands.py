"""The context of the picture: stretches of time with a name, packed into rows, each named where its name fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.chart.lanes import text_width
from timeline.chart.scale import NARROWEST, Scale

ROW = 22
"""Pixels: the height of a row of named bands."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that lasted: `latest` None while it goes on; before `solid_from` it is drawn hatched (None: all of it).

    `names` are the wordings of its label, longest first; a heavier stretch is drawn first where rows are few.
    """

    key: str
    names: tuple[str, ...]
    earliest: date
    latest: date | None
    solid_from: date | None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch where it is drawn, in percent: hatched from `x`, solid from `solid_x`, to `end`; `row` from the top."""

    key: str
    name: str
    x: float
    solid_x: float
    end: float
    row: int
    label: str
    label_x: float
    anchor: str = "start"

    @property
    def top(self) -> int:
        """Pixels from the top to the band's row."""
        return self.row * ROW

    @property
    def width(self) -> float:
        """Percent of the whole band."""
        return self.end - self.x

    @property
    def hatched_width(self) -> float:
        """Percent of the part before it was solid."""
        return self.solid_x - self.x

    @property
    def solid_width(self) -> float:
        """Percent of the solid part."""
        return self.end - self.solid_x


def _drawn(stretch: Stretch, scale: Scale) -> tuple[float, float, float] | None:
    """Start, start of the solid part and end in percent; None where it lies outside the window."""
    latest = stretch.latest or date.max
    if latest < scale.window.earliest or stretch.earliest > scale.window.latest:
        return None
    x, end = scale.extent(stretch.earliest, min(latest, scale.window.latest))
    solid = end if stretch.solid_from is None else min(max(scale.at(stretch.solid_from), x), end)
    return x, solid, end


def in_row(stretches: Iterable[Stretch], scale: Scale) -> list[Band]:
    """Bands of one row that follow each other (terms of office), each named inside itself where a wording fits."""
    bands = []
    for stretch in stretches:
        drawn = _drawn(stretch, scale)
        if drawn is None:
            continue
        x, solid, end = drawn
        room = (end - x) * NARROWEST / 100 - 8
        label = next((name for name in stretch.names if text_width(name) <= room), "")
        bands.append(Band(stretch.key, stretch.names[0], x, solid, end, 0, label, x + 400 / NARROWEST))
    return bands


def packed(stretches: Sequence[Stretch], scale: Scale, *, most_rows: int) -> tuple[list[Band], int]:
    """Bands in as few rows as hold them with their labels, heaviest first, and how many did not fit in `most_rows`.

    A label stands over the start of its band, or ends at the plot's edge where it would run out.
    """
    rows: list[list[tuple[float, float]]] = []
    bands, left_out = [], 0
    for stretch in sorted(stretches, key=lambda one: (-one.weight, one.earliest, one.key)):
        drawn = _drawn(stretch, scale)
        if drawn is None:
            continue
        x, solid, end = drawn
        label = stretch.names[-1]
        width = text_width(label) * 100 / NARROWEST
        anchor, label_x = ("start", x) if x + width <= 100 else ("end", 100.0)
        left = min(x, label_x if anchor == "start" else 100 - width)
        right = max(end, label_x + width if anchor == "start" else 100.0)
        number = next(
            (n for n, row in enumerate(rows) if all(right + 1 <= start or left >= stop + 1 for start, stop in row)),
            None,
        )
        if number is None:
            if len(rows) >= most_rows:
                left_out += 1
                continue
            rows.append([])
            number = len(rows) - 1
        rows[number].append((left, right))
        bands.append(Band(stretch.key, stretch.names[0], x, solid, end, number, label, label_x, anchor))
    return bands, left_out
