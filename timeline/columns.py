"""The record's meetings as columns in memory: which of them a question finds, and what they add up to, without a query
and at a cost that hardly grows with the record (docs/performance.md has the numbers).

Row n is the n-th meeting in chronological order. reference.py reads the columns once a release and keeps them; the
database is asked for what is drawn or listed only. A question finds here what it finds in SQL: filters.py stays the
one definition of the parameters, and tests/data/test_columns.py holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from timeline.chart.lanes import LANDMARKS
from timeline.dates import Span
from timeline.filters import MeetingFilter
from timeline.models import Issue, Meeting, MeetingIssue, Official, Participation, Position
from timeline.parameters import Groups
from timeline.vocabulary import Stance

CHUNK = 10_000
"""Rows fetched at a time while the columns are read."""
WINDOW = frozenset({"from", "to", "match"})
SINGLE = ("negotiation", "kind", "status", "country", "city")
"""The parameters that ask for one column of a meeting."""
STANCES: dict[str, int] = {stance: 1 << number for number, stance in enumerate(Stance.values)}

type Mask = NDArray[np.bool_]
type Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One value a meeting, as the number of the value."""

    values: tuple[str, ...]
    codes: Numbers

    def having(self, wanted: Iterable[str]) -> Mask:
        """The meetings with any of the values."""
        return np.isin(self.codes, [self.values.index(one) for one in wanted if one in self.values])


@dataclass(frozen=True, slots=True)
class Links:
    """Any number of values a meeting: pairs of a row and the number of a value, in the order of the rows; how many
    rows each value has (`totals`), of how many (`size`)."""

    values: tuple[str, ...]
    rows: Numbers
    codes: Numbers
    totals: Numbers
    size: int

    def having(self, wanted: Iterable[str]) -> Mask:
        """The meetings with any of the values."""
        numbers = [self.values.index(one) for one in wanted if one in self.values]
        mask = np.zeros(self.size, bool)
        mask[self.rows[np.isin(self.codes, numbers)]] = True
        return mask

    def counts(self, mask: Mask) -> Numbers:
        """For each value the meetings of the mask that have it; where they are most, what the others leave."""
        found = np.flatnonzero(mask)
        if 2 * len(found) > self.size:
            return self.totals - self.counts(~mask)
        inside = slice(*np.searchsorted(self.rows, (found[0], found[-1] + 1))) if len(found) else slice(0)
        return np.bincount(self.codes[inside][mask[self.rows[inside]]], minlength=len(self.values))


@dataclass(frozen=True, slots=True)
class Columns:
    """Every meeting: key, first and last day (as ordinals), and what facets count. `landmarks` are the rows of the
    summits and signings, the one with most positions stated first."""

    keys: Numbers
    earliest: Numbers
    latest: Numbers
    landmarks: Numbers
    stances: Numbers
    single: dict[str, Column]
    officials: Links
    issues: Links

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
        counted = per_stretch(self.earliest[mask], [date(year, 1, 1) for year in range(first, last + 1)])
        return {year: count for year, count in enumerate(counted.tolist(), start=first) if count}


class Found:
    """Which meetings a question finds: a mask for each of its parameters in force, joined on demand."""

    def __init__(self, query: MeetingFilter, columns: Columns) -> None:
        self.columns = columns
        self._masks: dict[str, Mask] = {}
        for name, value in query.cleaned().items():
            if value and name not in WINDOW:
                self._masks[name] = _mask(name, value, query, columns)
        if window := query.window():
            certain = query.values("match") == ["certain"]
            self._masks["from"] = columns.within(window, certain=certain)
        self.mask = self.without()

    def without(self, *names: str) -> Mask:
        """The meetings found without some of the parameters (`from` stands for the whole window)."""
        masks = [mask for name, mask in self._masks.items() if name not in names]
        return _all(masks, len(self.columns))


def _mask(name: str, groups: Groups, query: MeetingFilter, columns: Columns) -> Mask:
    """The meetings that one parameter leaves."""
    match name:
        case "official" | "issue":
            links = columns.officials if name == "official" else columns.issues
            return _all([links.having(group) for group in groups], len(columns))
        case "stance":
            return (columns.stances & sum(STANCES[one] for one in query.values(name))) > 0
        case _ if name in SINGLE:
            return columns.single[name].having(query.values(name))
        case _:
            rows = query.filters[name].filter(Meeting.objects.all(), query.cleaned()[name])
            return np.isin(columns.keys, np.fromiter(rows.values_list("pk", flat=True), np.int64))


def _all(masks: Iterable[Mask], size: int) -> Mask:
    """What all the masks have in common; everything where there are none."""
    joined = np.ones(size, bool)
    for mask in masks:
        joined &= mask
    return joined


def per_stretch(days: Numbers, starts: Sequence[date]) -> Numbers:
    """How many of the days, in order, fall in each stretch of time; before the first start counts as in the first."""
    inner = np.searchsorted(days, [start.toordinal() for start in starts[1:]])
    return np.diff(np.concatenate(([0], inner, [len(days)])))


class _Numbered(dict[str, int]):
    """A number for each value, given as it is met."""

    def __missing__(self, value: str) -> int:
        self[value] = len(self)
        return self[value]


def _links(pairs: QuerySet[Any, Any], keys: Numbers, others: QuerySet[Any, Any]) -> Links:
    """The pairs of keys, numbered: the meeting by its row, the other by its place in the order of names."""
    named = sorted(others.values_list("pk", "slug", "name"), key=lambda one: (one[2], one[1]))
    table = np.fromiter(pairs.iterator(CHUNK), np.dtype([("row", "i8"), ("code", "i8")]))
    rows = _places(table["row"], keys)
    order = np.argsort(rows, kind="stable")
    codes = _places(table["code"], np.array([one[0] for one in named], np.int64))
    totals = np.bincount(codes, minlength=len(named))
    return Links(tuple(one[1] for one in named), rows[order], codes[order], totals, len(keys))


def _places(wanted: Numbers, keys: Numbers) -> Numbers:
    """Where each of the wanted keys stands among the keys."""
    order = np.argsort(keys)
    return order[np.searchsorted(keys, wanted, sorter=order)].astype(np.int32)


def read() -> Columns:
    """The columns of the record that the database holds. 6 queries."""
    numbered = {name: _Numbered() for name in SINGLE}
    negotiation, kind, status, country, city = numbered.values()
    rows = Meeting.objects.chronological().values_list(
        "pk", "earliest", "latest", "negotiation__slug", "kind", "status", "country", "city"
    )
    fields = [("pk", "i8"), ("earliest", "i4"), ("latest", "i4"), *((name, "i4") for name in SINGLE)]
    table = np.fromiter(
        (
            (
                row[0],
                row[1].toordinal(),
                row[2].toordinal(),
                negotiation[row[3]],
                kind[row[4]],
                status[row[5]],
                country[row[6]],
                city[row[7]],
            )
            for row in rows.iterator(CHUNK)
        ),
        np.dtype(fields),
    )
    keys = np.ascontiguousarray(table["pk"])
    single = {
        name: Column(tuple(values), np.ascontiguousarray(table[name], dtype=np.int32))
        for name, values in numbered.items()
    }
    weight, stances = _stated(keys)
    landmarks = np.flatnonzero(single["kind"].having(LANDMARKS))
    return Columns(
        keys=keys,
        earliest=np.ascontiguousarray(table["earliest"]),
        latest=np.ascontiguousarray(table["latest"]),
        landmarks=landmarks[np.argsort(-weight[landmarks], kind="stable")],
        stances=stances,
        single=single,
        officials=_links(
            Participation.objects.order_by().values_list("meeting_id", "official_id"), keys, Official.objects.all()
        ),
        issues=_links(MeetingIssue.objects.order_by().values_list("meeting_id", "issue_id"), keys, Issue.objects.all()),
    )


def _stated(keys: Numbers) -> tuple[Numbers, Numbers]:
    """For each meeting the positions stated at it, and their stances as bits."""
    stated = Position.objects.filter(meeting__isnull=False).order_by().values_list("meeting_id", "stance")
    table = np.fromiter(
        ((meeting, STANCES[stance]) for meeting, stance in stated.iterator(CHUNK)),
        np.dtype([("row", "i8"), ("stance", "u1")]),
    )
    rows = _places(table["row"], keys)
    stances = np.zeros(len(keys), np.uint8)
    np.bitwise_or.at(stances, rows, table["stance"])
    return np.bincount(rows, minlength=len(keys)).astype(np.int32), stances
