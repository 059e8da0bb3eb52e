"""The record's meetings as columns in memory, filtered and counted without a query, at a cost that hardly grows with
the record (docs/performance.md has the numbers).

Row n is the n-th meeting in chronological order. build.py reads the columns, reference.py memoizes them per release;
the database is queried only for what is drawn or listed. A filter finds the same meetings here as in SQL: each filter
implements both (filters/kinds.py), and tests/data/test_masks.py checks that they agree.

They are read as one row per value, with the keys of all its meetings in one text: a hundredth of the rows, which the
database reads from the indexes of the filters, and which numpy parses in some 50 ns per key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from timeline.domain import folding
from timeline.domain.dates import Span
from timeline.domain.marks import Mark
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.kinds import STATED, Filter, Mask
from timeline.index.columns import Column, Grouped, MultiColumn, Numbers, StatementSorts, Subset


@dataclass(frozen=True, slots=True)
class Columns:
    """Every meeting: key, first and last day (as ordinals), and the values that facets count, including the statements
    made at it. `by_lane` groups the meetings by negotiation. `landmarks` are the rows of the summits and signings,
    those with the most positions first. `cities` are the cities in the record's spelling, by the folded key of each of
    their names (folding.name_key). `marks` caches the marks drawn recently, by key."""

    keys: Numbers
    earliest: Numbers
    latest: Numbers
    landmarks: Numbers
    by_lane: Grouped
    statements: StatementSorts
    single: dict[str, Column]
    officials: MultiColumn
    issues: MultiColumn
    cities: dict[str, str]
    marks: dict[int, Mark]

    def __len__(self) -> int:
        return len(self.keys)

    def column(self, name: str) -> Column | MultiColumn:
        """The column of a filter: one value per meeting; for officials and issues, any number."""
        match name:
            case "official":
                return self.officials
            case "issue":
                return self.issues
        return self.single[name]

    def having(self, name: str, values: Collection[str]) -> Mask:
        """The meetings with any of the values of a column."""
        return self.column(name).having(values)

    def stating(self, asked: Mapping[str, Collection[str]]) -> Mask:
        """The meetings with a position that matches all the wanted parameters."""
        return self.statements.having(asked)

    def among(self, keys: Iterable[int] | Numbers) -> Mask:
        """The meetings with these keys."""
        return np.isin(self.keys, keys if isinstance(keys, np.ndarray) else np.fromiter(keys, np.int64))

    def within(self, window: Span, *, certain: bool = False) -> Mask:
        """The meetings that may overlap the window, or with `certain` lie inside it for sure (querysets.between)."""
        first, last = window.earliest.toordinal(), window.latest.toordinal()
        if certain:
            return (self.earliest >= first) & (self.latest <= last)
        return (self.earliest <= last) & (self.latest >= first)

    def years(self, mask: Mask) -> dict[int, int]:
        """The number of meetings per year, by the earliest possible day of each."""
        if not len(self):
            return {}
        first, last = (date.fromordinal(int(self.earliest[end])).year for end in (0, -1))
        days = self.earliest[np.flatnonzero(mask)]  # five times as fast as indexing by the mask
        counted = histogram(days, ordinals(date(year, 1, 1) for year in range(first, last + 1)))
        return {year: count for year, count in enumerate(counted.tolist(), start=first) if count}


class MeetingMatch:
    """The meetings that match a query: a boolean mask for each active filter, combined on demand."""

    def __init__(self, query: MeetingFilter, columns: Columns) -> None:
        self.columns = columns
        self._query = query
        self._masks = {one: one.mask(columns, asked) for one, asked in query.in_force()}
        self.mask = _all(self._masks.values(), len(columns))

    def without(self, *names: str) -> Mask:
        """The meetings found when some of the parameters are ignored."""
        masks = [
            one.mask(self.columns, asked) if self._asks(one, names) else self._masks[one]
            for one, asked in self._query.in_force(without=names)
        ]
        return _all(masks, len(self.columns))

    def _asks(self, one: Filter, names: Collection[str]) -> bool:
        """Whether any active parameter of the filter is among the names."""
        return any(each.name in names and each.name in self._query.cleaned for each in one.parameters)

    @cached_property
    def some(self) -> Subset:
        """The meetings found, as a subset to count."""
        return Subset.of(self.mask)

    def counts(self, name: str, *, without_own: bool = False) -> dict[str, int]:
        """The number of meetings found for each value of a parameter, most frequent first, then in the column's order;
        values without any are left out. For STATED, every value: meetings with a position that also matches the rest.

        `without_own`: count the meetings found without the parameter itself. A missing value (no city) is left out.
        """
        some = Subset.of(self.without(name)) if without_own and name in self._query.cleaned else self.some
        if name in STATED:
            others = {other: values for other, values in self._query.stated().items() if other != name}
            return self.columns.statements.counts(some, name, others)
        column = self.columns.column(name)
        numbers = column.counts(some)
        present = np.flatnonzero(numbers)
        present = present[np.argsort(-numbers[present], kind="stable")]
        named = zip(present.tolist(), numbers[present].tolist(), strict=True)
        return {column.values[place]: number for place, number in named if column.values[place]}


def named(cities: Iterable[str], columns: Columns) -> dict[str, str]:
    """The cities by their spelling in the record; those where no meeting was held are left out."""
    spelt = columns.cities
    return {city: spelt[key] for city in cities if (key := folding.name_key(city)) in spelt}


def respell(query: MeetingFilter, columns: Columns) -> None:
    """Replace the cities in the query by their spelling in the record."""
    query.respell("city", named(query.values("city"), columns))


def _all(masks: Iterable[Mask], size: int) -> Mask:
    """The intersection of the masks; everything if there are none."""
    joined = np.ones(size, bool)
    for mask in masks:
        joined &= mask
    return joined


def ordinals(days: Iterable[date]) -> Numbers:
    """Days as ordinals, in the type of the columns."""
    return np.array([day.toordinal() for day in days], np.int32)


def histogram(days: Numbers, starts: Numbers) -> Numbers:
    """The number of days (sorted) in each bin, given the start of each; days before the first start count in the first
    bin. Both are ordinals of one type: otherwise numpy copies all days."""
    inner = np.searchsorted(days, starts[1:])
    return np.diff(np.concatenate(([0], inner, [len(days)])))
