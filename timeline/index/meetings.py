"""The record's meetings as columns in memory: which of them a question finds, and what they add up to, without a query
and at a cost that hardly grows with the record (docs/performance.md has the numbers).

Row n is the n-th meeting in chronological order. reference.py reads the columns once a release and keeps them; the
database is asked for what is drawn or listed only. A question finds here what it finds in SQL: filters.py stays the
one definition of the parameters, and tests/data/test_columns.py holds the two equal.

They are read as one row a value, with the keys of all its meetings in one text: a hundredth of the rows, which the
databases take from the indexes of the filters, and which numpy reads at some 50 ns a key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

import numpy as np
from django.db import connections
from django.db.models import Model, QuerySet
from numpy.typing import NDArray

from timeline import fulltext
from timeline.domain import folding
from timeline.domain.dates import Span
from timeline.domain.marks import LANDMARKS, Mark
from timeline.domain.vocabulary import Verification
from timeline.filters.fields import nearest, texts
from timeline.filters.filtersets import STATED, MeetingFilter, Problem
from timeline.fulltext import Term
from timeline.models import Issue, Meeting, MeetingIssue, Negotiation, Official, Participation, Position

TEXTS_KEPT = 64
"""Answers of full text that are kept, the latest asked for, at a bit a meeting: half a megabyte at 100,000 meetings,
8 MB at a million."""
AT_A_TIME = 100
"""Values whose keys are read at a time."""
WINDOW = frozenset({"from", "to", "match"})
SINGLE = ("negotiation", "kind", "status", "country", "city")
"""The parameters that ask for one column of a meeting; a city is one under all its spellings."""
SORTS: tuple[tuple[str, ...], ...] = tuple(product(*(words for words, _ in STATED.values())))
"""Every sort of statement: its value of each parameter of STATED. The n-th has bit n."""

type Mask = NDArray[np.bool_]
type Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Some:
    """Some of the meetings by the fewer rows: theirs, or where they are most (`but`) those of the others."""

    rows: Numbers
    but: bool

    @classmethod
    def of(cls, mask: Mask) -> Some:
        """The meetings of the mask."""
        but = 2 * int(np.count_nonzero(mask)) > len(mask)
        return cls(np.flatnonzero(~mask if but else mask), but)

    def counts(self, codes: Numbers, totals: Numbers) -> Numbers:
        """How many each value has among them, given the values of the rows and how many each has of all meetings."""
        counted = np.bincount(codes, minlength=len(totals))
        return totals - counted if self.but else counted


@dataclass(frozen=True, slots=True)
class Column:
    """One value a meeting, as the number of the value; how many meetings each value has (`totals`)."""

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

    def counts(self, some: Some) -> Numbers:
        """For each value the meetings among some that have it."""
        return some.counts(self.codes[some.rows], self.totals)


def bits(asked: Mapping[str, Iterable[str]]) -> int:
    """The sum of the bits of the sorts of statement that have one of the values asked for of each parameter."""
    wanted = [frozenset(asked.get(name, words)) for name, (words, _) in STATED.items()]
    fitting = (all(map(frozenset.__contains__, wanted, sort)) for sort in SORTS)
    return sum(1 << number for number, fits in enumerate(fitting) if fits)


@dataclass(frozen=True, slots=True)
class Statements:
    """The sorts of statement made at each meeting, as the sum of their bits: the `sums` that occur, the place there of
    each meeting's (`codes`), and how many meetings each has (`totals`)."""

    sums: Numbers
    codes: Numbers
    totals: Numbers

    @classmethod
    def of(cls, taken: Numbers) -> Statements:
        """Those of the meetings that have these sums."""
        counted = np.bincount(taken, minlength=1 << len(SORTS))
        sums = np.flatnonzero(counted)
        places = np.zeros(1 << len(SORTS), smallest(len(sums)))
        places[sums] = np.arange(len(sums))
        return cls(sums, places[taken], counted[sums])

    def having(self, asked: Mapping[str, Iterable[str]]) -> Mask:
        """The meetings with a statement that is all that is asked for."""
        fits: Mask = (self.sums & bits(asked)) != 0
        return fits[self.codes]

    def counts(self, some: Some, name: str, others: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """For each value of a parameter the meetings among some with a statement that has it and all that the `others`
        ask for."""
        numbers = some.counts(self.codes[some.rows], self.totals)
        fitting = {value: (self.sums & bits({**others, name: (value,)})) != 0 for value in STATED[name][0]}
        return {value: int(numbers[fits].sum()) for value, fits in fitting.items()}


@dataclass(frozen=True, slots=True)
class Links:
    """Any number of values a meeting, as numbers: those of row n are `codes[starts[n]:starts[n + 1]]`; how many
    meetings each value has (`totals`)."""

    values: tuple[str, ...]
    starts: Numbers
    codes: Numbers
    totals: Numbers

    @property
    def rows(self) -> Numbers:
        """The row of each of the codes. Made anew each time: it takes more room than all else here."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def having(self, wanted: Iterable[str]) -> Mask:
        """The meetings with any of the values."""
        mask = np.zeros(len(self.starts) - 1, bool)
        for one in wanted:
            if one in self.values:
                places = np.flatnonzero(self.codes == self.values.index(one))
                mask[np.searchsorted(self.starts, places, side="right") - 1] = True
        return mask

    def counts(self, some: Some) -> Numbers:
        """For each value the meetings among some that have it."""
        starts = self.starts[some.rows]
        many = self.starts[some.rows + 1] - starts
        # In 32 bits, and by `take`: with half of a million meetings a third faster.
        before = np.cumsum(many, dtype=np.int32) - many
        places = np.repeat(starts - before, many)
        places += np.arange(len(places), dtype=np.int32)
        return some.counts(self.codes.take(places), self.totals)


@dataclass(frozen=True, slots=True)
class Grouped:
    """The meetings by groups, each in the order of time: their rows and first days; the n-th group's are those from
    `starts[n]` to `starts[n + 1]`."""

    rows: Numbers
    days: Numbers
    starts: Numbers

    @classmethod
    def by(cls, column: Column, earliest: Numbers) -> Grouped:
        """Those with the same value of a column."""
        rows = np.argsort(column.codes, kind="stable").astype(np.int32)
        return cls(rows, earliest[rows], np.concatenate(([0], np.cumsum(column.totals))))

    @classmethod
    def together(cls, earliest: Numbers) -> Grouped:
        """All of them as one group."""
        return cls(np.arange(len(earliest), dtype=np.int32), earliest, np.array([0, len(earliest)]))


@dataclass(frozen=True, slots=True)
class Columns:
    """Every meeting: key, first and last day (as ordinals), and what facets count, the statements made at it among
    that; the same `by_lane`, that is negotiation. `landmarks` are the rows of the summits and signings, the
    one with most positions stated first. `holding` gives the meetings whose text holds some terms, of which none
    excludes, as packed bits; `marks` keeps those drawn of late, by key."""

    keys: Numbers
    earliest: Numbers
    latest: Numbers
    landmarks: Numbers
    by_lane: Grouped
    statements: Statements
    single: dict[str, Column]
    officials: Links
    issues: Links
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


class Found:
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
    def some(self) -> Some:
        """The meetings found, to count in."""
        return Some.of(self.mask)

    def some_without(self, name: str) -> Some:
        """The meetings found without one of the parameters, to count in."""
        return Some.of(self.without(name)) if name in self._masks or name in self._stated else self.some


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


def _spelt(columns: Columns) -> dict[str, str]:
    """The record's cities as it spells them, by what all spellings have in common."""
    return {folding.name_key(city): city for city in columns.single["city"].values if city}


def named(cities: Iterable[str], columns: Columns) -> dict[str, str]:
    """Each of the cities as the record spells it; those that no meeting was in left out."""
    spelt = _spelt(columns)
    return {city: spelt[key] for city in cities if (key := folding.name_key(city)) in spelt}


def unknown_cities(query: MeetingFilter, columns: Columns) -> list[Problem]:
    """A problem for each city asked for that no meeting of the record was in, with the nearest one. Not in the filters,
    which know the syntax only: the question stands, and finds nothing there."""
    spelt, asked = _spelt(columns), query.values("city")
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


type RowsOf = Iterator[tuple[Any, Numbers]]


def numbers(text: str) -> Numbers:
    """The numbers of a text with commas between."""
    return np.fromstring(text, np.int64, sep=",")


def _grouped(model: type[Model], by: str, key: str, places: Places) -> RowsOf:
    """Each value of a column (each list of values of several) with the rows of the meetings whose keys stand beside it.
    1 query, in SQL of our own: by the ORM SQLite takes half as long again."""
    connection, table = connections[Meeting.objects.db], model._meta.db_table
    texts = fulltext.JOINED[connection.vendor].format(key)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {by}, {texts} FROM {table} WHERE {key} IS NOT NULL GROUP BY {by}")
        while found := cursor.fetchmany(AT_A_TIME):
            for *values, text in found:
                yield values if len(values) > 1 else values[0], places.of(numbers(text))


class Places:
    """Where each meeting stands among the keys."""

    def __init__(self, keys: Numbers) -> None:
        self._order = np.argsort(keys).astype(np.int32)
        self._sorted = keys[self._order]

    def of(self, wanted: Numbers) -> Numbers:
        """The rows of the keys."""
        rows: Numbers = self._order[np.searchsorted(self._sorted, wanted)]
        return rows


def smallest(most: int) -> np.dtype[Any]:
    """The type that takes least room for numbers from 0 to so many."""
    return np.min_scalar_type(max(most, 0))


def _column(groups: RowsOf, size: int) -> Column:
    """The values of all rows, numbered in the order in which they are first met."""
    met = sorted(groups, key=lambda group: group[1].min())
    codes = np.zeros(size, smallest(len(met)))
    for number, (_, rows) in enumerate(met):
        codes[rows] = number
    return Column(tuple(value for value, _ in met), codes, np.array([len(rows) for _, rows in met], np.int64))


def _links(groups: RowsOf, others: QuerySet[Any, Any], size: int) -> Links:
    """The values of all rows, numbered by their place in the order of names."""
    named = sorted(others.values_list("pk", "slug", "name"), key=lambda one: (one[2], one[1]))
    rows_of = dict(groups)
    starts = np.zeros(size + 1, np.int32)
    for rows in rows_of.values():
        starts[rows + 1] += 1  # no row twice: a constraint of the database
    np.cumsum(starts, out=starts)
    place, codes = starts[:-1].copy(), np.zeros(starts[-1], smallest(len(named)))
    totals = np.zeros(len(named), np.int64)
    for number, (key, _, _) in enumerate(named):
        if key in rows_of:
            rows = rows_of[key]
            codes[place[rows]] = number
            place[rows] += 1
            totals[number] = len(rows)
    return Links(tuple(slug for _, slug, _ in named), starts, codes, totals)


def _by_name(groups: RowsOf) -> RowsOf:
    """The groups, those of one name together, under the spelling that most rows have."""
    alike: dict[str, list[tuple[Any, Numbers]]] = {}
    for value, rows in groups:
        alike.setdefault(folding.name_key(value), []).append((value, rows))
    for same in alike.values():
        same.sort(key=lambda group: (-len(group[1]), group[0]))
        yield same[0][0], np.concatenate([rows for _, rows in same])


ORDINAL = {
    "sqlite": "CAST(JULIANDAY({0}) - 1721424.5 AS INTEGER)",
    "postgresql": "{0} - DATE '0001-01-01' + 1",
}


def _days() -> tuple[Numbers, Numbers, Numbers]:
    """The meetings in chronological order: keys, first and last days. 1 query."""
    connection = connections[Meeting.objects.db]
    day, joined = ORDINAL[connection.vendor], fulltext.JOINED[connection.vendor]
    names = ("id", "first", "last")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(joined.format(name) for name in names)} FROM (SELECT id, {day.format('earliest')} "
            f"AS first, {day.format('latest')} AS last FROM timeline_meeting ORDER BY earliest, latest, slug) AS found"
        )
        keys, first, last = (numbers(text or "") for text in cursor.fetchone())
    return keys.astype(smallest(int(keys.max(initial=0)))), first.astype(np.int32), last.astype(np.int32)


def _holding(keys: Numbers) -> Callable[[tuple[Term, ...]], Numbers]:
    """What full text finds among the meetings with these keys, the latest TEXTS_KEPT answers kept."""
    top = int(keys.max(initial=0))

    @lru_cache(maxsize=TEXTS_KEPT)
    def holding(terms: tuple[Term, ...]) -> Numbers:
        text = fulltext.all_keys(connections[Meeting.objects.db], Meeting._meta.db_table, terms)
        held = np.zeros(top + 2, bool)  # by key: a third of the time of np.isin
        held[np.minimum(numbers(text), top + 1)] = True  # of a key that came after ours, the last is said
        return np.packbits(held.take(keys))

    return holding


def read() -> Columns:
    """The columns of the record that the database holds. 12 queries."""
    keys, earliest, latest = _days()
    places, size = Places(keys), len(keys)
    slugs = dict(Negotiation.objects.values_list("pk", "slug"))
    single = {name: _column(_grouped(Meeting, name, "id", places), size) for name in ("kind", "status", "country")}
    single["city"] = _column(_by_name(_grouped(Meeting, "city", "id", places)), size)
    lanes = _grouped(Meeting, "negotiation_id", "id", places)
    single["negotiation"] = _column(((slugs[key], rows) for key, rows in lanes), size)
    weight, statements = _statements(places, size)
    landmarks = np.flatnonzero(single["kind"].having(LANDMARKS))
    present = _grouped(Participation, "official_id", "meeting_id", places)
    tabled = _grouped(MeetingIssue, "issue_id", "meeting_id", places)
    return Columns(
        keys=keys,
        earliest=earliest,
        latest=latest,
        landmarks=landmarks[np.argsort(-weight[landmarks], kind="stable")],
        by_lane=Grouped.by(single["negotiation"], earliest),
        statements=statements,
        single=single,
        officials=_links(present, Official.objects.all(), size),
        issues=_links(tabled, Issue.objects.all(), size),
        holding=_holding(keys),
        marks={},
    )


def _statements(places: Places, size: int) -> tuple[Numbers, Statements]:
    """For each meeting the positions stated at it, and their sorts."""
    weight, taken = np.zeros(size, np.int32), np.zeros(size, smallest((1 << len(SORTS)) - 1))
    for (stance, speech, checked), rows in _grouped(Position, "stance, speech, proof_checked", "meeting_id", places):
        weight += np.bincount(rows, minlength=size).astype(np.int32)
        verification = Verification.VERIFIED if checked else Verification.TRANSCRIBED
        taken[rows] |= 1 << SORTS.index((stance, speech, verification))
    return weight, Statements.of(taken)
