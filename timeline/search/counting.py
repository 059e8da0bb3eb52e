"""Counts the values to narrow results by: each with the number of results that it leaves, that is, as many as the page
says to which it leads. No query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from timeline.domain import dates
from timeline.domain.vocabulary import Speech, Verification
from timeline.index.columns import Numbers
from timeline.search.completing import Complete
from timeline.search.ground import LONG, SIDES, STANCES, Ground
from timeline.search.narrowing import Narrow, having

LISTED = 8
"""Officials and issues counted, those with most statements, besides the active one."""
CODED: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "side": ("sides", SIDES),
    "stance": ("stances", STANCES),
    "speech": ("direct", {Speech.DIRECT: 1, Speech.REPORTED: 0}),
    "verification": ("verified", {Verification.VERIFIED: 1, Verification.TRANSCRIBED: 0}),
}
"""The column of the statements that a filter of few values is about, and its codes."""
KEYED = {"issue": ("issues", "issues"), "official": ("holders", "officials")}
"""The column of the statements that a filter of many values is about, and their kind."""


@dataclass(frozen=True, slots=True)
class Facets:
    """For each filter its values with the number of results each leaves; for each year the same. Officials and issues
    most frequent first."""

    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts what each value of a filter leaves of all that its other filters leave (`whole`, of all years)."""

    narrow: Narrow
    kinds: tuple[str, ...]
    whole: Complete
    ground: Ground

    def leaves(self, name: str, value: str, code: int, column: Numbers) -> int:
        """The number of results with this value: the statements, and the meetings and sources related to it."""
        whole, statements = self.whole, self.ground.statements
        positions = whole.positions & (column == code)
        rows = np.flatnonzero(positions)
        articles = whole.articles & having(rows, statements.sources, len(whole.articles))
        found = Complete(self._meetings(name, value, rows), positions, articles, frozenset())
        return _number(self.narrow.in_years(found, self.ground), self.kinds)

    def _meetings(self, name: str, value: str, rows: Numbers) -> Numbers:
        meetings = self.whole.meetings
        if name == "issue":
            meetings = meetings & self.ground.meetings.issues.having([value])
        elif name == "official":
            meetings = meetings & self.ground.meetings.officials.having([value])
        if name in CODED or self.narrow.is_of_statements:
            meetings = meetings & having(rows, self.ground.statements.meetings, len(meetings))
        return meetings


def _number(found: Complete, kinds: Iterable[str]) -> int:
    return sum(int(np.count_nonzero(getattr(found, kind))) for kind in kinds)


def facets(whole: Complete, narrow: Narrow, ground: Ground, *, kind: str = "") -> Facets:
    """The values that the results of all kinds, or of one, can be narrowed by, given the other filters in force."""
    kinds = tuple(one for one in LONG if kind in ("", one))
    values = {}
    for name in (*CODED, *KEYED):
        others = narrow.without(name)
        counter = _Counter(others, kinds, others.related(whole, ground), ground)
        values[name] = _coded(name, counter) if name in CODED else _keyed(name, getattr(narrow, name), counter)
    return Facets(values, _years(narrow.without_years.related(whole, ground), kinds, ground))


def _coded(name: str, counter: _Counter) -> dict[str, int]:
    """What each value leaves, in the order of the codes; values that leave nothing are left out."""
    attribute, codes = CODED[name]
    column = getattr(counter.ground.statements, attribute)
    found = {str(value): counter.leaves(name, value, code, column) for value, code in codes.items()}
    return {value: number for value, number in found.items() if number}


def _keyed(name: str, chosen: str, counter: _Counter) -> dict[str, int]:
    """What each of the values with most statements leaves, and what the chosen one does, most first."""
    attribute, kind = KEYED[name]
    column, keys = getattr(counter.ground.statements, attribute), counter.ground.keys[kind]
    slugs = counter.ground.slugs[kind]
    counted = np.bincount(column[counter.whole.positions], minlength=1)
    listed = [(-int(counted[key]), slugs[key]) for key in np.flatnonzero(counted).tolist() if key in slugs]
    values = dict.fromkeys([slug for _, slug in sorted(listed)[:LISTED]] + [chosen] * (chosen in keys))
    found = {value: counter.leaves(name, value, keys[value], column) for value in values}
    return dict(sorted(((slug, n) for slug, n in found.items() if n), key=lambda one: (-one[1], one[0])))


def _years(whole: Complete, kinds: Iterable[str], ground: Ground) -> dict[int, int]:
    """The number of results that may lie in each year, within the years of the record."""
    first, last = dates.YEARS
    starts = np.array([date(year, 1, 1).toordinal() for year in range(first, last + 2)])
    counted = np.zeros(len(starts) + 1, np.int64)
    for kind in kinds:
        dated, mask = ground.dated(kind), getattr(whole, kind)
        begin, end = (np.searchsorted(starts, days[mask], "right") for days in (dated.earliest, dated.latest))
        size = len(counted)
        counted += np.bincount(begin, minlength=size + 1)[:size] - np.bincount(end + 1, minlength=size + 1)[:size]
    numbers = np.cumsum(counted)[1:-1]
    held = np.flatnonzero(numbers)
    return {first + n: int(numbers[n]) for n in range(int(held[0]), int(held[-1]) + 1)} if len(held) else {}
