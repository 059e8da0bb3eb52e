"""Who faced whom: a matrix of the officials in the most frequent pairs, both sides in chronological order, so that the
meetings run down the diagonal. Memoized per release."""

from collections.abc import Iterable
from dataclasses import dataclass

from timeline import selectors
from timeline.models import Release
from timeline.releases import per_release
from timeline.selectors.officials import Pair

PAIRS = 4000
"""Maximum number of pairs considered, most frequent first."""
PEOPLE = 16
"""Maximum number of officials per side in the matrix."""
SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """How often two officials met (0: never), and the shade that shows it, 1 to SHADES."""

    moscow: str
    moscow_name: str
    meetings: int
    shade: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One of Washington's officials with a cell for each of Moscow's."""

    slug: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Moscow's officials (slug and name) in columns, Washington's in rows."""

    across: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]

    @property
    def slugs(self) -> list[str]:
        """The slugs of everyone in the matrix."""
        return [*(slug for slug, _ in self.across), *(row.slug for row in self.rows)]


def _in_time(chosen: Iterable[str], people: Iterable[tuple[str, str, Pair]]) -> tuple[tuple[str, str], ...]:
    """Slug and name of the chosen, by the mean first day of their pairs, weighted by number of meetings."""
    names: dict[str, str] = {}
    weight: dict[str, int] = {}
    moment: dict[str, int] = {}
    for slug, name, pair in people:
        names[slug] = name
        weight[slug] = weight.get(slug, 0) + pair.meetings
        moment[slug] = moment.get(slug, 0) + pair.meetings * pair.first.toordinal()
    ordered = sorted(chosen, key=lambda slug: (moment[slug] / weight[slug], slug))
    return tuple((slug, names[slug]) for slug in ordered)


def matrix_of(pairs: list[Pair]) -> Matrix | None:
    """The matrix of the officials in the most frequent pairs (given most frequent first); None without pairs."""
    if not pairs:
        return None
    us: dict[str, None] = {}
    ru: dict[str, None] = {}
    for pair in pairs:
        if (pair.washington in us or len(us) < PEOPLE) and (pair.moscow in ru or len(ru) < PEOPLE):
            us[pair.washington] = ru[pair.moscow] = None
    down = _in_time(us, ((pair.washington, pair.washington_name, pair) for pair in pairs))
    across = _in_time(ru, ((pair.moscow, pair.moscow_name, pair) for pair in pairs))
    counted = {(pair.washington, pair.moscow): pair.meetings for pair in pairs}
    busiest = max(counted.get((one, other), 0) for one, _ in down for other, _ in across) or 1

    def cell(one: str, other: str, name: str) -> Cell:
        meetings = counted.get((one, other), 0)
        return Cell(other, name, meetings, -(-meetings * SHADES // busiest))

    rows = tuple(MatrixRow(one, name, tuple(cell(one, other, title) for other, title in across)) for one, name in down)
    return Matrix(across, rows)


@per_release
def matrix(release: Release | None) -> Matrix | None:
    """The matrix of a release; None before the first release. 1 query the first time, then none."""
    return matrix_of(selectors.officials.pairs(most=PAIRS)) if release else None
