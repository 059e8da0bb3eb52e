"""The record's meetings as columns in memory: which of them a question finds, and what they add up to, without a query
and at a cost that hardly grows with the record (docs/performance.md has the numbers).

Row n is the n-th meeting in chronological order. build.py reads the columns, reference.py keeps them for a release; the
database is asked for what is drawn or listed only. A question finds here what it finds in SQL: filters/ stays the
one definition of the parameters, and tests/data/test_columns.py holds the two equal.

They are read as one row a value, with the keys of all its meetings in one text: a hundredth of the rows, which the
databases take from the indexes of the filters, and which numpy reads at some 50 ns a key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from timeline import fulltext
from timeline.domain import folding
from timeline.domain.dates import Span
from timeline.domain.marks import Mark
from timeline.filters.fields import nearest, texts
from timeline.filters.filtersets import MeetingFilter, Problem
from timeline.filters.kinds import STATED
from timeline.fulltext import Term
from timeline.index.columns import Column, Grouped, Mask, MultiColumn, Numbers, StatementSorts, Subset
from timeline.models import Meeting

WINDOW = frozenset({"from", "to", "match"})
SINGLE = ("negotiation", "kind", "status", "country", "city")
"""The parameters that ask for one column of a meeting; a city is one under all its names and spellings."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Every meeting: key, first and last day (as ordinals), and what facets count, the statements made at it among
    that; the same `by_lane`, that is negotiation. `landmarks` are the rows of the summits and signings, the
    one with most positions stated first. `cities` are the cities as the record spells them, by what all spellings of
    each of their names have in common (folding.name_key). `holding` gives the meetings whose text holds some terms, of
    which none excludes, as packed bits; `marks` keeps those drawn of late, by key."""

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
    holding: Callable[[tuple[Term, ...]], Numbers]
    marks: dict[int, Mark]

    def __len__(self) -> int:
        return len(self.keys)

    def within(self, window: Span, *, certain: bool = False) -> Mask:
        """The meetings that may overlap the window, or `certain`ly lie inside it (querysets.between)."""
        first, last = window.earliest.toordinal(), window.latest.toordinal()
        if certain:
            return (self.earliest >= first) & (self.latest <= last)
        return (self.earliest <= last) & (self.latest >= first)

    def years(self, mask: Mask) -> dict[int, int]:
        """Meetings a year, by the first day each can mean."""
        if not len(self):
            return {}
        first, last = (date.fromordinal(int(self.earliest[end])).year for end in (0, -1))
        days = self.earliest[np.flatnonzero(mask)]  # five times as fast as by the mask
        counted = per_stretch(days, ordinals(date(year, 1, 1) for year in range(first, last + 1)))
        return {year: count for year, count in enumerate(counted.tolist(), start=first) if count}


class MeetingMatch:
    """Which meetings a question finds: a mask for each of its parameters in force, joined on demand."""

    def __init__(self, query: MeetingFilter, columns: Columns) -> None:
        self.columns = columns
        self._masks: dict[str, Mask] = {}
        self._stated = query.stated()
        for name, value in query.cleaned().items():
            if value and name not in WINDOW and name not in STATED:
                self._masks[name] = _mask(name, value, query, columns)
        if window := query.window():
            certain = query.values("match") == ["certain"]
            self._masks["from"] = columns.within(window, certain=certain)
        self.mask = self.without()

    def without(self, *names: str) -> Mask:
        """The meetings found without some of the parameters (`from` stands for the whole window)."""
        masks = [mask for name, mask in self._masks.items() if name not in names]
        stated = self.stated_without(*names)
        masks += [self.columns.statements.having(stated)] if stated else []
        return _all(masks, len(self.columns))

    def stated_without(self, *names: str) -> dict[str, list[str]]:
        """What is asked of one statement, without some of the parameters."""
        return {name: values for name, values in self._stated.items() if name not in names}

    @cached_property
    def some(self) -> Subset:
        """The meetings found, to count in."""
        return Subset.of(self.mask)

    def some_without(self, name: str) -> Subset:
        """The meetings found without one of the parameters, to count in."""
        return Subset.of(self.without(name)) if name in self._masks or name in self._stated else self.some


def _mask(name: str, groups: Any, query: MeetingFilter, columns: Columns) -> Mask:
    """The meetings that one parameter leaves."""
    match name:
        case "official" | "issue":
            links = columns.officials if name == "official" else columns.issues
            return _all([links.having(group) for group in groups], len(columns))
        case "q":
            return _text(fulltext.parse(groups), columns)
        case "city":
            return columns.single[name].having(named(query.values(name), columns).values())
        case _ if name in SINGLE:
            return columns.single[name].having(query.values(name))
        case _:
            rows = query.filters[name].filter(Meeting.objects.all(), groups)
            return np.isin(columns.keys, np.fromiter(rows.values_list("pk", flat=True), np.int64))


def named(cities: Iterable[str], columns: Columns) -> dict[str, str]:
    """Each of the cities as the record spells it; those that no meeting was in left out."""
    spelt = columns.cities
    return {city: spelt[key] for city in cities if (key := folding.name_key(city)) in spelt}


def unknown_cities(query: MeetingFilter, columns: Columns) -> list[Problem]:
    """A problem for each city asked for that no meeting of the record was in, with the nearest one. Not in the filters,
    which know the syntax only: the question stands, and finds nothing there."""
    spelt, asked = columns.cities, query.values("city")
    known = named(asked, columns)
    hint = r" (a comma of a name is written \,)" if any("," in text for text in texts(query.data, "city")) else ""
    return [
        Problem(
            "city",
            f"no meeting of the record was in {city[:80]!r}{hint}",
            spelt.get(nearest(folding.name_key(city), spelt) or ""),
            effect="finds nothing",
        )
        for city in asked
        if city not in known
    ]


def respell(query: MeetingFilter, columns: Columns) -> None:
    """Write the cities asked for as the record spells them."""
    query.respell("city", named(query.values("city"), columns))


def _text(terms: Iterable[Term], columns: Columns) -> Mask:
    """The meetings whose text holds all that is asked for: what the terms find that are wanted, less what each of the
    others would."""
    wanted = tuple(term for term in terms if not term.excluded)
    mask = _unpacked(columns.holding(wanted), columns) if wanted else np.ones(len(columns), bool)
    for term in terms:
        if term.excluded:
            mask &= ~_unpacked(columns.holding((replace(term, excluded=False),)), columns)
    return mask


def _unpacked(bits: Numbers, columns: Columns) -> Mask:
    return np.unpackbits(bits, count=len(columns)).view(bool)


def _all(masks: Iterable[Mask], size: int) -> Mask:
    """What all the masks have in common; everything where there are none."""
    joined = np.ones(size, bool)
    for mask in masks:
        joined &= mask
    return joined


def ordinals(days: Iterable[date]) -> Numbers:
    """Days as the columns have them."""
    return np.array([day.toordinal() for day in days], np.int32)


def per_stretch(days: Numbers, starts: Numbers) -> Numbers:
    """How many of the days, in order, fall in each stretch of time; before the first start counts as in the first. Both
    as ordinals, of one type: else numpy copies all days."""
    inner = np.searchsorted(days, starts[1:])
    return np.diff(np.concatenate(([0], inner, [len(days)])))
