"""In-memory columns of the meetings, and how to count with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.filters.kinds import STATED, Mask

SORTS: tuple[tuple[str, ...], ...] = tuple(product(*(words for words, _ in STATED.values())))
"""Every sort of statement: one value for each parameter of STATED. The n-th sort is bit n."""
DENSE = 8
"""How many times larger than the number of keys the greatest key may be for `RowLookup` to use a lookup table, which
costs a tenth of a binary search."""
type Numbers = NDArray[Any]


def smallest(most: int) -> np.dtype[Any]:
    """The smallest unsigned integer type for numbers from 0 to the given one."""
    return np.min_scalar_type(max(most, 0))


@dataclass(frozen=True, slots=True)
class Subset:
    """A subset of the meetings as row numbers: its own, or those of its complement (`inverted`) if that is smaller."""

    rows: Numbers
    inverted: bool

    @classmethod
    def of(cls, mask: Mask) -> Subset:
        """The meetings of the mask."""
        inverted = 2 * int(np.count_nonzero(mask)) > len(mask)
        return cls(np.flatnonzero(~mask if inverted else mask), inverted)

    def counts(self, codes: Numbers, totals: Numbers) -> Numbers:
        """Meetings of the subset for each value, given the codes of `rows` and the totals over all meetings."""
        counted = np.bincount(codes, minlength=len(totals))
        return totals - counted if self.inverted else counted


@dataclass(frozen=True, slots=True)
class Column:
    """One value per meeting, as an integer code; `totals` is the number of meetings for each code."""

    values: tuple[str, ...]
    codes: Numbers
    totals: Numbers

    def having(self, wanted: Iterable[str]) -> Mask:
        """The meetings with any of the values."""
        mask = np.zeros(len(self.codes), bool)
        for one in wanted:
            if one in self.values:
                mask |= self.codes == self.values.index(one)
        return mask

    def counts(self, some: Subset) -> Numbers:
        """The number of meetings of the subset for each value."""
        return some.counts(self.codes[some.rows], self.totals)


def bits(asked: Mapping[str, Iterable[str]]) -> int:
    """The bit mask of the sorts of statement that have one of the wanted values for every parameter."""
    wanted = [frozenset(asked.get(name, words)) for name, (words, _) in STATED.items()]
    fitting = (all(map(frozenset.__contains__, wanted, sort)) for sort in SORTS)
    return sum(1 << number for number, fits in enumerate(fitting) if fits)


@dataclass(frozen=True, slots=True)
class StatementSorts:
    """The sorts of statement made at each meeting, as a bit mask: the masks that occur (`sums`), the index of each
    meeting's mask in them (`codes`), and the number of meetings for each (`totals`)."""

    sums: Numbers
    codes: Numbers
    totals: Numbers

    @classmethod
    def of(cls, taken: Numbers) -> StatementSorts:
        """Built from the bit mask of each meeting."""
        counted = np.bincount(taken, minlength=1 << len(SORTS))
        sums = np.flatnonzero(counted)
        places = np.zeros(1 << len(SORTS), smallest(len(sums)))
        places[sums] = np.arange(len(sums))
        return cls(sums, places[taken], counted[sums])

    def having(self, asked: Mapping[str, Iterable[str]]) -> Mask:
        """The meetings with a statement that matches all the wanted parameters."""
        fits: Mask = (self.sums & bits(asked)) != 0
        return fits[self.codes]

    def counts(self, some: Subset, name: str, others: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """The number of meetings of the subset for each value of a parameter: those with a statement that has the value
        and matches the `others`."""
        numbers = some.counts(self.codes[some.rows], self.totals)
        fitting = {value: (self.sums & bits({**others, name: (value,)})) != 0 for value in STATED[name][0]}
        return {value: int(numbers[fits].sum()) for value, fits in fitting.items()}


@dataclass(frozen=True, slots=True)
class MultiColumn:
    """Any number of values per meeting, as integer codes: those of row n are `codes[starts[n]:starts[n + 1]]`. `totals`
    is the number of meetings for each value."""

    values: tuple[str, ...]
    starts: Numbers
    codes: Numbers
    totals: Numbers

    @property
    def rows(self) -> Numbers:
        """The row of each code. Not memoized: it would take more memory than everything else here."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def having(self, wanted: Iterable[str]) -> Mask:
        """The meetings with any of the values."""
        mask = np.zeros(len(self.starts) - 1, bool)
        for one in wanted:
            if one in self.values:
                places = np.flatnonzero(self.codes == self.values.index(one))
                mask[np.searchsorted(self.starts, places, side="right") - 1] = True
        return mask

    def counts(self, some: Subset) -> Numbers:
        """The number of meetings of the subset for each value."""
        starts = self.starts[some.rows]
        many = self.starts[some.rows + 1] - starts
        # 32-bit integers and `take`: a third faster with half a million meetings.
        before = np.cumsum(many, dtype=np.int32) - many
        places = np.repeat(starts - before, many)
        places += np.arange(len(places), dtype=np.int32)
        return some.counts(self.codes.take(places), self.totals)


@dataclass(frozen=True, slots=True)
class Grouped:
    """The meetings in groups, each in chronological order: their rows and first days. The n-th group runs from
    `starts[n]` to `starts[n + 1]`."""

    rows: Numbers
    days: Numbers
    starts: Numbers

    @classmethod
    def by(cls, column: Column, earliest: Numbers) -> Grouped:
        """One group for each value of a column."""
        rows = np.argsort(column.codes, kind="stable").astype(np.int32)
        return cls(rows, earliest[rows], np.concatenate(([0], np.cumsum(column.totals))))

    @classmethod
    def together(cls, earliest: Numbers) -> Grouped:
        """All meetings as one group."""
        return cls(np.arange(len(earliest), dtype=np.int32), earliest, np.array([0, len(earliest)]))


class RowLookup:
    """Finds the row of a key among keys in any order; -1 for an unknown key."""

    def __init__(self, keys: Numbers) -> None:
        self._order = self._sorted = keys[:0]
        self._table: Numbers | None = None
        if len(keys) and int(keys.max()) < DENSE * len(keys):
            self._table = np.full(int(keys.max()) + 2, -1, np.int32)
            self._table[keys] = np.arange(len(keys), dtype=np.int32)
        else:
            self._order = np.argsort(keys, kind="stable").astype(np.int32)
            self._sorted = keys[self._order]

    def of(self, wanted: Numbers) -> Numbers:
        """The row of each key; -1 for an unknown one."""
        if self._table is not None:
            return self._table.take(np.minimum(wanted, len(self._table) - 1))
        if not len(self._sorted):
            return np.full(len(wanted), -1)
        place = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
        return np.where(self._sorted[place] == wanted, self._order[place], -1)

    def known(self, wanted: Numbers) -> Numbers:
        """The rows of the keys, without the unknown ones."""
        rows = self.of(wanted)
        return rows[rows >= 0]
