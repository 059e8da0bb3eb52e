"""How far the record's quotations are checked, for the about page: a picture by year, a table by publisher."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from timeline import selectors
from timeline.chart.coverage import stacked
from timeline.chart.scale import Scale
from timeline.models import Release
from timeline.releases import per_release
from timeline.selectors.record import STATES, QuotationCount

MOST_PUBLISHERS = 15
"""Rows of publishers; the rest are counted together."""


@dataclass(frozen=True, slots=True)
class CheckedSeries:
    """One of STATES, how many are in it, and the path of its bars."""

    name: str
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A publisher with the number of its sources' quotations in each of STATES, and in all."""

    publisher: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CheckedQuotations:
    """The picture and the table. `publisher` of the last row is empty if it counts all other publishers together."""

    series: tuple[CheckedSeries, ...]
    rows: tuple[CheckedRow, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """STATES, in whose order each row counts."""
        return STATES


@per_release
def _counted(release: Release | None) -> list[QuotationCount]:
    return selectors.record.quotation_states()


def _by(counted: Iterable[QuotationCount], state: str) -> Counter[int]:
    years: Counter[int] = Counter()
    for one in counted:
        if one.state == state:
            years[one.year] += one.quotations
    return years


def _row(publisher: str, counted: Iterable[QuotationCount]) -> CheckedRow:
    counts: Counter[str] = Counter()
    for one in counted:
        counts[one.state] += one.quotations
    return CheckedRow(publisher, tuple(counts[state] for state in STATES), counts.total())


def checked(release: Release | None, drawn_on: Scale) -> CheckedQuotations:
    """How far quotations are checked; the publishers with most first. At most 1 query a release."""
    counted = _counted(release)
    years = [_by(counted, state) for state in STATES]
    paths = stacked(years, drawn_on)
    series = tuple(
        CheckedSeries(state, count.total(), path) for state, count, path in zip(STATES, years, paths, strict=True)
    )
    totals: Counter[str] = Counter()
    for one in counted:
        totals[one.publisher] += one.quotations
    listed = sorted(totals, key=lambda name: (-totals[name], name))
    named, rest = listed[:MOST_PUBLISHERS], frozenset(listed[MOST_PUBLISHERS:])
    rows = [_row(name, (one for one in counted if one.publisher == name)) for name in named]
    if rest:
        rows.append(_row("", (one for one in counted if one.publisher in rest)))
    return CheckedQuotations(series, tuple(rows))
