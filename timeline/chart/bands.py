"""The context of the picture: stretches of time with a name, packed into rows, each named where its name fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from timeline.chart.lanes import text_width
from timeline.chart.packing import Row
from timeline.chart.scale import NARROWEST, Scale

ROW = 22
"""Pixels: the height of a row of named bands."""
AIR = 1
"""Percent between two bands of a row."""


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


class Band(NamedTuple):
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


class _Candidate(NamedTuple):
    """A band before it has a row, with the room it takes in percent, its label counted."""

    stretch: Stretch
    drawn: tuple[float, float, float]
    label_x: float
    anchor: str
    left: float
    right: float


def _candidate(stretch: Stretch, scale: Scale) -> _Candidate | None:
    drawn = _drawn(stretch, scale)
    if drawn is None:
        return None
    x, _, end = drawn
    width = text_width(stretch.names[-1]) * 100 / NARROWEST
    if x + width <= 100:
        return _Candidate(stretch, drawn, x, "start", x, max(end, x + width))
    return _Candidate(stretch, drawn, 100.0, "end", min(x, 100 - width), 100.0)


def _rows(candidates: Iterable[_Candidate], most_rows: int) -> tuple[list[list[_Candidate]], int]:
    """First fit, in the order given, and how many found no room."""
    rows = [Row(AIR) for _ in range(most_rows)]
    held: list[list[_Candidate]] = [[] for _ in rows]
    left_out = 0
    for candidate in candidates:
        for row, holds in zip(rows, held, strict=True):
            if row.is_free(candidate.left, candidate.right):
                row.take(candidate.left, candidate.right)
                holds.append(candidate)
                break
        else:
            left_out += 1
    return held, left_out


def packed(stretches: Sequence[Stretch], scale: Scale, *, most_rows: int) -> tuple[list[Band], int]:
    """Bands in as few rows as hold them with their labels, oldest on top, and how many found no room in `most_rows`.

    The heaviest are chosen first. A label stands over the start of its band, or ends at the plot's edge where it would
    run out.
    """
    by_weight = sorted(stretches, key=lambda one: (-one.weight, one.earliest, one.key))
    rows, left_out = _rows((found for one in by_weight if (found := _candidate(one, scale))), most_rows)
    chosen = sorted((one for row in rows for one in row), key=lambda one: (one.left, one.stretch.key))
    rows, _ = _rows(chosen, most_rows)
    return [
        Band(
            one.stretch.key,
            one.stretch.names[0],
            *one.drawn,
            row=number,
            label=one.stretch.names[-1],
            label_x=one.label_x,
            anchor=one.anchor,
        )
        for number, row in enumerate(rows)
        for one in row
    ], left_out
