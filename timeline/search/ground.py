"""The statements and sources of a release as columns in memory, beside the meetings of index/meetings.py, so that a
query is matched without reading a row; and the results of full-text search over all of them.

Row n of the statements, and of the sources, is the n-th in chronological order. Some 30 bytes per statement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache
from django.db import connections

from timeline import fulltext
from timeline.domain.vocabulary import Role, Side, Speech, Stance
from timeline.fulltext import Term
from timeline.index.build import ORDINAL, numbers
from timeline.index.columns import Numbers, RowLookup, smallest
from timeline.index.meetings import Columns
from timeline.index.reference import reference
from timeline.index.standings import BYTES
from timeline.models import Article, GlossaryTerm, Meeting, Participation, Position, Release, Treaty
from timeline.releases import per_release
from timeline.resources import RESOURCES

MOST_KEYS = 10_000_000
"""The most matches read for one term in one table: all, for any record that fits into one process."""
TEXTS_KEPT = 32
"""The size of the LRU cache of full-text results."""
SIDES = {side: number for number, side in enumerate(Side.values, start=1)}
STANCES = {stance: number for number, stance in enumerate(Stance.values)}
TABLES = {resource.name: resource.model for resource in RESOURCES}
"""The models that are searched, by kind of result."""
LONG = ("meetings", "positions", "articles")
"""The dated, numerous kinds, matched as columns: meetings, statements, sources."""
SHORT = tuple(kind for kind in TABLES if kind not in LONG)
"""The kinds with few rows, matched one by one."""


type Dated = Columns | StatementColumns | Sources
"""Columns with `keys`, `earliest` and `latest`."""


@dataclass(frozen=True, slots=True)
class StatementColumns:
    """The positions: keys, days, and as numbers the holder, issue, side, stance, speech, verification, meeting (the row
    in index/meetings.py, -1 for none) and source (its row in `Sources`)."""

    keys: Numbers
    earliest: Numbers
    latest: Numbers
    holders: Numbers
    issues: Numbers
    sides: Numbers
    stances: Numbers
    direct: Numbers
    verified: Numbers
    meetings: Numbers
    sources: Numbers
    weights: Numbers
    """The weight of each in the record, 0 to 1: direct speech, a clear answer, a holder with many positions."""
    rows: RowLookup

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles: keys and days."""

    keys: Numbers
    earliest: Numbers
    latest: Numbers
    rows: RowLookup

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that a query is matched against."""

    meetings: Columns
    meeting_rows: RowLookup
    weights: Numbers
    """The number of positions stated at each meeting."""
    statements: StatementColumns
    sources: Sources
    keys: Mapping[str, Mapping[str, int]]
    """The keys of officials and issues by slug, which statements refer to."""
    slugs: Mapping[str, Mapping[int, str]]
    """The slugs of the short lists, by key."""
    busy: Mapping[int, int]
    """How many positions each official holds, by key."""
    meeting_slugs: Mapping[str, int]
    """The rows of the meetings that the glossary refers to, by slug."""
    signings: Mapping[str, Numbers]
    """The rows of the meetings at which each treaty was signed, by the treaty's slug."""
    heads: Mapping[int, Numbers]
    """The rows of the meetings at which each official headed a delegation, by key."""
    days: Mapping[tuple[str, str], tuple[date, date | None]]
    """First and last day of each treaty and negotiation, by kind and slug."""
    found: "LRUCache[Any, dict[str, Numbers]]"
    lock: Lock

    def text(self, asked: Sequence[tuple[Term, ...]]) -> list[dict[str, Numbers]]:
        """For each group of terms, the texts that contain them all, by kind: rows of meetings, statements and sources,
        keys of the short lists. 1 query for all groups that are not cached."""
        with self.lock:
            known = {terms: self.found[terms] for terms in asked if terms in self.found}
        missing = [terms for terms in dict.fromkeys(asked) if terms not in known]
        if missing:
            connection = connections[Position.objects.db]
            pairs = [(model._meta.db_table, terms) for terms in missing for model in TABLES.values()]
            keys = iter(fulltext.keys_of(connection, pairs, most=MOST_KEYS))
            fresh = {terms: {kind: self._found(kind, numbers(next(keys))) for kind in TABLES} for terms in missing}
            with self.lock:
                self.found.update(fresh)
            known |= fresh
        return [known[terms] for terms in asked]

    def dated(self, kind: str) -> Dated:
        """The meetings, positions or articles."""
        listed: dict[str, Dated] = {"meetings": self.meetings, "positions": self.statements, "articles": self.sources}
        return listed[kind]

    def _found(self, kind: str, keys: Numbers) -> Numbers:
        rows = {"meetings": self.meeting_rows, "positions": self.statements.rows, "articles": self.sources.rows}
        return rows[kind].known(keys) if kind in rows else keys


def _case(column: str, codes: Mapping[str, int]) -> str:
    whens = " ".join(f"WHEN '{name}' THEN {code}" for name, code in codes.items())
    return f"CASE {column} {whens} ELSE 0 END"


def _joined(table: str, columns: Mapping[str, str], order: str) -> list[Numbers]:
    """Numeric columns of a table, with the rows in order. 1 query."""
    connection = connections[Position.objects.db]
    texts = ", ".join(fulltext.JOINED[connection.vendor].format(name) for name in columns)
    said = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {texts} FROM (SELECT {said} FROM {table} ORDER BY {order}) AS found")
        return [numbers(text or "") for text in cursor.fetchone()]


def _small(keys: Numbers) -> Numbers:
    """The numbers in the smallest integer type."""
    return keys.astype(smallest(int(keys.max(initial=0))))


def _order(identity: str) -> str:
    return f"earliest, latest, {identity} COLLATE {BYTES[connections[Position.objects.db].vendor]}"


def _day(name: str) -> str:
    return ORDINAL[connections[Position.objects.db].vendor].format(name)


def _sources() -> Sources:
    columns = {"k": "id", "first": _day("earliest"), "last": _day("latest")}
    keys, first, last = _joined(Article._meta.db_table, columns, _order("slug"))
    return Sources(_small(keys), first.astype(np.int32), last.astype(np.int32), RowLookup(keys))


def _statement_columns() -> dict[str, str]:
    """The columns read for each statement, in SQL."""
    return {
        "k": "id",
        "first": _day("earliest"),
        "last": _day("latest"),
        "holder": "COALESCE(holder_id, 0)",
        "issue": "issue_id",
        "sided": _case("side", SIDES),
        "stood": _case("stance", STANCES),
        "said": _case("speech", {Speech.DIRECT: 1}),
        "checked": "CASE WHEN proof_checked IS NULL THEN 0 ELSE 1 END",
        "met": "COALESCE(meeting_id, 0)",
        "source": "article_id",
    }


def _statements(meetings: RowLookup, sources: Sources) -> StatementColumns:
    keys, first, last, holders, issues, sides, stances, direct, verified, met, articles = _joined(
        Position._meta.db_table, _statement_columns(), _order("public_id")
    )
    return StatementColumns(
        keys=_small(keys),
        earliest=first.astype(np.int32),
        latest=last.astype(np.int32),
        holders=_small(holders),
        issues=_small(issues),
        sides=sides.astype(np.uint8),
        stances=stances.astype(np.uint8),
        direct=direct.astype(bool),
        verified=verified.astype(bool),
        meetings=meetings.of(met).astype(np.int32),
        sources=sources.rows.of(articles).astype(np.int32),
        weights=_weights(holders, stances, direct),
        rows=RowLookup(keys),
    )


def _weights(holders: Numbers, stances: Numbers, direct: Numbers) -> Numbers:
    found, places, counts = np.unique(holders, return_inverse=True, return_counts=True)
    counts = np.where(found == 0, 0, counts)
    busy = (np.log1p(counts) / np.log1p(max(int(counts.max(initial=0)), 1)))[places]
    weights: Numbers = 0.35 * direct + 0.2 * (stances != STANCES[Stance.UNCLEAR]) + 0.45 * busy
    return weights.astype(np.float32)


def _short_lists() -> dict[str, dict[int, str]]:
    """The slugs of the short lists, by key. 4 queries."""
    return {kind: dict(TABLES[kind]._default_manager.values_list("pk", "slug")) for kind in SHORT}


def _rows_of_meetings(rows: RowLookup) -> dict[str, int]:
    """The rows of the meetings that the glossary refers to, by slug. 2 queries."""
    slugs = {slug for term in GlossaryTerm.objects.all() for kind, slug in term.leads if kind == "meetings"}
    keys = dict(Meeting.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return {slug: int(rows.of(np.array([key]))[0]) for slug, key in keys.items()}


def _signings(rows: RowLookup) -> dict[str, Numbers]:
    """The row of the meeting at which each treaty was signed. 1 query."""
    signed = Treaty.objects.exclude(signed_at=None).values_list("slug", "signed_at")
    return {slug: rows.of(np.array([key])) for slug, key in signed}


def _heads(rows: RowLookup) -> dict[int, Numbers]:
    """The rows of the meetings at which each official headed a delegation. 1 query."""
    connection = connections[Participation.objects.db]
    joined = fulltext.JOINED[connection.vendor].format("meeting_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT official_id, {joined} FROM {Participation._meta.db_table} WHERE role = %s GROUP BY official_id",
            [Role.HEAD],
        )
        return {official: rows.of(numbers(text)).astype(np.int32) for official, text in cursor}


def _days() -> dict[tuple[str, str], tuple[date, date | None]]:
    """When each treaty and negotiation began and ended. 2 queries."""
    return {
        (kind, slug): (first, last)
        for kind in ("negotiations", "treaties")
        for slug, first, last in TABLES[kind]._default_manager.values_list("slug", "earliest", "latest")
    }


@per_release
def ground(release: Release | None) -> Ground:
    """Everything that queries on a release are matched against. 12 queries the first time, plus those of `reference`;
    then none."""
    columns = reference(release).columns
    rows, sources = RowLookup(columns.keys.astype(np.int64)), _sources()
    statements, slugs = _statements(rows, sources), _short_lists()
    at = statements.meetings[statements.meetings >= 0]
    holders, counts = np.unique(statements.holders, return_counts=True)
    return Ground(
        meetings=columns,
        meeting_rows=rows,
        weights=np.bincount(at, minlength=len(columns)),
        statements=statements,
        sources=sources,
        keys={kind: {slug: key for key, slug in slugs[kind].items()} for kind in ("officials", "issues")},
        slugs=slugs,
        busy=dict(zip(holders.tolist(), counts.tolist(), strict=True)),
        meeting_slugs=_rows_of_meetings(rows),
        signings=_signings(rows),
        heads=_heads(rows),
        days=_days(),
        found=LRUCache(TEXTS_KEPT),
        lock=Lock(),
    )
