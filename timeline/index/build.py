"""Loads the columns of the meetings from the database, in at most one query per column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connections
from django.db.models import Model, QuerySet

from timeline import fulltext
from timeline.domain import folding
from timeline.domain.collation import sort_key
from timeline.domain.marks import LANDMARKS
from timeline.domain.vocabulary import Verification
from timeline.index.columns import SORTS, Column, Grouped, MultiColumn, Numbers, RowLookup, StatementSorts, smallest
from timeline.index.meetings import Columns
from timeline.models import Issue, Meeting, MeetingIssue, Negotiation, Official, Participation, Place, Position

AT_A_TIME = 100
"""Rows fetched from the cursor at a time: values with the keys of their meetings."""

type RowsOf = Iterator[tuple[Any, Numbers]]


def numbers(text: str) -> Numbers:
    """Parse a comma-separated list of integers."""
    return np.fromstring(text, np.int64, sep=",")


def _grouped(model: type[Model], by: str, key: str, places: RowLookup) -> RowsOf:
    """Each value of a column (a list of values for several columns) with the rows of the meetings that have it. 1
    query, in hand-written SQL: through the ORM it takes SQLite half as long again."""
    connection, table = connections[Meeting.objects.db], model._meta.db_table
    texts = fulltext.JOINED[connection.vendor].format(key)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {by}, {texts} FROM {table} WHERE {key} IS NOT NULL GROUP BY {by}")
        while found := cursor.fetchmany(AT_A_TIME):
            for *values, text in found:
                yield values if len(values) > 1 else values[0], places.of(numbers(text))


def _column(groups: RowsOf, size: int) -> Column:
    """The values of all rows as integer codes, numbered by first occurrence."""
    met = sorted(groups, key=lambda group: group[1].min())
    codes = np.zeros(size, smallest(len(met)))
    for number, (_, rows) in enumerate(met):
        codes[rows] = number
    return Column(tuple(value for value, _ in met), codes, np.array([len(rows) for _, rows in met], np.int64))


def _links(groups: RowsOf, others: QuerySet[Any, Any], size: int) -> MultiColumn:
    """The values of all rows as integer codes, numbered in order of name."""
    named = sorted(others.values_list("pk", "slug", "name"), key=lambda one: (sort_key(one[2]), one[1]))
    rows_of = dict(groups)
    starts = np.zeros(size + 1, np.int32)
    for rows in rows_of.values():
        starts[rows + 1] += 1  # no row occurs twice: a database constraint
    np.cumsum(starts, out=starts)
    place, codes = starts[:-1].copy(), np.zeros(starts[-1], smallest(len(named)))
    totals = np.zeros(len(named), np.int64)
    for number, (key, _, _) in enumerate(named):
        if key in rows_of:
            rows = rows_of[key]
            codes[place[rows]] = number
            place[rows] += 1
            totals[number] = len(rows)
    return MultiColumn(tuple(slug for _, slug, _ in named), starts, codes, totals)


def _by_name(groups: RowsOf) -> RowsOf:
    """The groups, merged where their names fold to the same key, under the most frequent spelling."""
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
    """The keys, first days and last days of the meetings, in chronological order. 1 query."""
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


def _single(places: RowLookup, size: int) -> dict[str, Column]:
    """The columns with one value per meeting. 6 queries."""
    slugs = dict(Negotiation.objects.values_list("pk", "slug"))
    single = {name: _column(_grouped(Meeting, name, "id", places), size) for name in ("kind", "status", "country")}
    single["city"] = _column(_by_name(_grouped(Meeting, "city", "id", places)), size)
    lanes = _grouped(Meeting, "negotiation_id", "id", places)
    single["negotiation"] = _column(((slugs[key], rows) for key, rows in lanes), size)
    return single


def _cities(column: Column) -> dict[str, str]:
    """The cities of a column, in its spelling, by the folded key of each of their names. 1 query."""
    spelt = {folding.name_key(city): city for city in column.values if city}
    for name, others in Place.objects.order_by("name").values_list("name", "aliases"):
        if city := spelt.get(folding.name_key(name)):
            for other in others.splitlines():
                spelt.setdefault(folding.name_key(other), city)
    return spelt


def read() -> Columns:
    """Read the columns from the database. 13 queries."""
    keys, earliest, latest = _days()
    places, size = RowLookup(keys), len(keys)
    single = _single(places, size)
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
        cities=_cities(single["city"]),
        marks={},
    )


def _statements(places: RowLookup, size: int) -> tuple[Numbers, StatementSorts]:
    """The number of positions stated at each meeting, and their sorts."""
    weight, taken = np.zeros(size, np.int32), np.zeros(size, smallest((1 << len(SORTS)) - 1))
    for (stance, speech, checked), rows in _grouped(Position, "stance, speech, proof_checked", "meeting_id", places):
        weight += np.bincount(rows, minlength=size).astype(np.int32)
        verification = Verification.VERIFIED if checked else Verification.TRANSCRIBED
        taken[rows] |= 1 << SORTS.index((stance, speech, verification))
    return weight, StatementSorts.of(taken)
