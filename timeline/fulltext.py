"""Full-text search on either database: what a query asks for, a lookup that finds it in `search_text`, and the keys
that it finds in several tables at once. Imports only domain/folding.py.

The lookup `search_text__matches=terms` uses FTS5 on SQLite (one table per model, maintained by triggers) and a GIN
index over to_tsvector on PostgreSQL; migration 0002 creates both. `search_text` holds folded words only (a-z, 0-9), so
that both engines tokenize it the same way, and no character of a query is special to either. What an index cannot
decide is looked up in the text itself: a query that only excludes (any index would have to be scanned in full), and on
PostgreSQL a phrase (GIN keeps no word positions and would parse every text again).

Misspelt names are not corrected here but by the search engine (search/), in Python, from the names in the record:
pg_trgm exists only on PostgreSQL, matches by the share of letters in common although typists slip by a single one, and
would offer what SQLite could not.

A migration that makes SQLite copy one of these tables (most column changes do) loses its triggers: it has to run
`install` again. A test checks this.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from timeline.domain.folding import begun, fold

MOST_TERMS = 12
CUT = f"only the first {MOST_TERMS} words or phrases are looked for, and so many words of a phrase"
"""The message for a query that asks for more."""
SHORTEST_PREFIX = 4
"""Letters: a shorter word has to match exactly, unless it is still being typed."""
TERM = re.compile(r'(?P<minus>-?)(?:["“„«](?P<phrase>[^"”»]*)["”»]?|(?P<word>[^\s/"“„«]+))')
OR = frozenset({"OR", "ИЛИ"})
LETTER = re.compile(r"[b-hj-z]")
TABLES = ("issue", "negotiation", "official", "article", "meeting", "position", "treaty")


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that occur together: word for word if `exact` (in quotes), else the last may be a prefix (if it
    is long enough, or still being `typed`). If `excluded`, they must not occur; any of the `others` may occur
    instead."""

    words: tuple[str, ...]
    exact: bool = False
    excluded: bool = False
    typed: bool = False
    others: tuple["Term", ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the last word may be a prefix: `miss` finds missile."""
        return not self.exact and (self.typed or len(self.words[-1]) >= SHORTEST_PREFIX)

    @property
    def asked(self) -> tuple[str, ...]:
        """The words to look up in the index: the last, if it may be a prefix, cut to what all its spellings begin
        with."""
        return (*self.words[:-1], begun(self.words[-1])) if self.is_open else self.words

    @property
    def choices(self) -> tuple["Term", ...]:
        """The term and its alternatives, each by itself."""
        return (replace(self, others=()), *self.others) if self.others else (self,)


def _pieces(query: str) -> Iterator[tuple[str, tuple[str, ...], bool, bool]]:
    """The parts of a query: as written, folded words, whether in quotes, whether excluded. Letters written one by
    one (U S S R) are one word."""
    letters: list[str] = []
    for match in TERM.finditer(query):
        quoted, minus = match["phrase"] is not None, bool(match["minus"])
        written = match["phrase"] if quoted else match["word"]
        words = tuple(fold(written).split())
        if len(words) == 1 and LETTER.fullmatch(words[0]) and not quoted and not minus:
            letters.append(words[0])
            continue
        if letters:
            yield "", ("".join(letters),), False, False
            letters = []
        yield written, words, quoted, minus
    if letters:
        yield "", ("".join(letters),), False, False


def parse(query: str, *, typing: bool = False) -> tuple[Term, ...]:
    """What a query asks for: words, "phrases", -words, one OR another; at most MOST_TERMS, without duplicates, in
    order. `typing`: the last word may be unfinished. Never raises."""
    terms: list[Term] = []
    either = False
    for written, words, quoted, minus in _pieces(query):
        if written in OR and not quoted and not minus:
            either = bool(terms)
        elif words:
            term = Term(words[:MOST_TERMS], quoted, minus)
            if either and not minus and not terms[-1].excluded:
                terms[-1] = replace(terms[-1], others=(*terms[-1].others, term))
            else:
                terms.append(term)
            either = False
        if len(terms) == MOST_TERMS:
            break
    if typing and terms and not query[-1:].isspace() and not terms[-1].exact and not terms[-1].others:
        terms[-1] = replace(terms[-1], typed=True)
    return tuple(dict.fromkeys(terms))


def is_cut(query: str) -> bool:
    """Whether a query asks for more than `parse` returns: CUT says what is kept."""
    terms = {(words, quoted, minus) for written, words, quoted, minus in _pieces(query) if words and written not in OR}
    return len(terms) > MOST_TERMS or any(len(words) > MOST_TERMS for words, _, _ in terms)


type Condition = tuple[str, list[str]]
"""SQL and its parameters."""


def _fts5(terms: Iterable[Term]) -> str:
    """The terms in FTS5's query language: `("missile defen" * AND "abm") NOT ("treaty" *)`; at least one term is
    wanted."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in terms:
        asked = [f'"{" ".join(one.asked)}"{" *" if one.is_open else ""}' for one in term.choices]
        (unwanted if term.excluded else wanted).append(f"({' OR '.join(asked)})" if term.others else asked[0])
    without = f" NOT ({' OR '.join(unwanted)})" if unwanted else ""
    return f"({' AND '.join(wanted)}){without}"


def _tsquery(terms: Iterable[Term]) -> str:
    """The terms in PostgreSQL's query language, as far as the index alone can decide: `missile & defen:* & abm & !(
    treaty:* )`; phrases as their words, excluded phrases left out."""
    written = []
    for term in terms:
        together = " | ".join(" & ".join(one.asked) + (":*" if one.is_open else "") for one in term.choices)
        if not term.excluded:
            written.append(f"({together})" if term.others else together)
        elif len(term.words) == 1:
            written.append(f"!({together})")
    return " & ".join(written)


def _read(column: str, terms: Iterable[Term]) -> Condition:
    """The condition that finds the terms in the text itself: words separated by single spaces."""
    said, values = [], []
    for term in terms:
        either = " OR ".join([f"' ' || {column} || ' ' LIKE %s"] * len(term.choices))
        said.append(f"{'NOT ' if term.excluded else ''}({either})")
        values += [f"% {' '.join(one.asked)}{'' if one.is_open else ' '}%" for one in term.choices]
    return " AND ".join(said), values


VECTOR = "to_tsvector('simple'::regconfig, {})"
QUERY = "to_tsquery('simple'::regconfig, %s)"


def _indexed(column: str, terms: Iterable[Term], asking: str = QUERY) -> Condition:
    """The terms on PostgreSQL: by the index over to_tsvector, whose expression this repeats; phrases by the text
    itself."""
    query, phrases = _tsquery(terms), [term for term in terms if any(len(one.words) > 1 for one in term.choices)]
    asked = f"{VECTOR.format(column)} @@ {asking}"
    if not phrases:
        return asked, [query]
    said, values = _read(column, phrases)
    return f"{asked} AND {said}", [query, *values]


def _only_excludes(terms: Iterable[Term]) -> bool:
    return all(term.excluded for term in terms)


@models.TextField.register_lookup
class FullTextLookup(models.Lookup):
    """Rows whose folded text matches all the terms: `search_text__matches=parse("missile -treaty")`."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> Condition:
        """By the model's FTS5 table."""
        meta, quoted = self.lhs.target.model._meta, connection.ops.quote_name
        alias = quoted(self.lhs.alias)
        if _only_excludes(self.rhs):
            return _read(f"{alias}.{quoted(self.lhs.target.column)}", self.rhs)
        index = quoted(f"fts_{meta.db_table}")
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"
        return f"{alias}.{quoted(meta.pk.column)} IN ({found})", [_fts5(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Condition:
        """By the index over to_tsvector."""
        column, _ = self.process_lhs(compiler, connection)
        return (_read if _only_excludes(self.rhs) else _indexed)(column, self.rhs)


def _keys(vendor: str, table: str, terms: Sequence[Term]) -> Condition:
    """A query for the keys of a table's rows that match the terms, which stops once enough have been fetched.

    On SQLite these are FTS5's own keys, in order (`IN` would collect them all first); on PostgreSQL the query is hidden
    from the planner, which for a common word would parse the texts one by one instead of using the index.
    """
    if _only_excludes(terms):
        said, values = _read("search_text", terms)
    elif vendor == "sqlite":
        return f'SELECT rowid AS id FROM "fts_{table}" WHERE "fts_{table}" MATCH %s', [_fts5(terms)]
    else:
        said, values = _indexed("search_text", terms, f"(SELECT {QUERY})")
    return f'SELECT id FROM "{table}" WHERE {said}', values


MOST_TOGETHER = 200
"""The most queries joined into one; SQLite accepts 500."""
JOINED = {"sqlite": "GROUP_CONCAT({})", "postgresql": "STRING_AGG({}::text, ',')"}
"""Many keys as one text, which costs a fifth of returning as many rows."""


def keys_of(connection: BaseDatabaseWrapper, asked: Iterable[tuple[str, Sequence[Term]]], *, most: int) -> list[str]:
    """For each table and its terms, the keys of matching rows, at most `most` (any of them if there are more), as
    one comma-separated text. 1 query."""
    queries, values, joined = [], [], JOINED[connection.vendor].format("id")
    for number, (table, terms) in enumerate(asked):
        keys, said = _keys(connection.vendor, table, terms)
        queries.append(f"SELECT {number}, {joined} FROM ({keys} LIMIT {most}) AS found")
        values += said
    found: dict[int, str] = {}
    with connection.cursor() as cursor:
        for some in batched(range(len(queries)), MOST_TOGETHER):
            marks = sum(queries[number].count("%s") for number in some)
            cursor.execute(" UNION ALL ".join(queries[number] for number in some), values[:marks])
            values = values[marks:]
            found |= dict(cursor.fetchall())
    return [found[number] or "" for number in range(len(queries))]


SQLITE = """
CREATE VIRTUAL TABLE "fts_{table}" USING fts5(search_text, content="{table}", content_rowid="id", tokenize="ascii",
    prefix="3");
CREATE TRIGGER "fts_{table}_insert" AFTER INSERT ON "{table}" BEGIN
    INSERT INTO "fts_{table}"(rowid, search_text) VALUES (new.id, new.search_text);
END;
CREATE TRIGGER "fts_{table}_delete" AFTER DELETE ON "{table}" BEGIN
    INSERT INTO "fts_{table}"("fts_{table}", rowid, search_text) VALUES ('delete', old.id, old.search_text);
END;
CREATE TRIGGER "fts_{table}_update" AFTER UPDATE ON "{table}" BEGIN
    INSERT INTO "fts_{table}"("fts_{table}", rowid, search_text) VALUES ('delete', old.id, old.search_text);
    INSERT INTO "fts_{table}"(rowid, search_text) VALUES (new.id, new.search_text);
END;
INSERT INTO "fts_{table}"("fts_{table}") VALUES ('rebuild')
"""
STATEMENT = re.compile(r";\n(?=CREATE|INSERT INTO \"fts_\w+\"\(\"fts_\w+\"\) VALUES)")


def install(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the full-text index of every table; on SQLite, recreate it."""
    vendor = editor.connection.vendor
    for table in (f"timeline_{name}" for name in TABLES):
        if vendor == "postgresql":
            vector = VECTOR.format("search_text")
            editor.execute(f'CREATE INDEX IF NOT EXISTS "fts_{table}" ON "{table}" USING gin ({vector})')
        elif vendor == "sqlite":
            uninstall_sqlite(editor, table)
            for statement in STATEMENT.split(SQLITE.format(table=table).strip()):
                editor.execute(statement, None)


SETTLE = """SELECT gin_clean_pending_list(oid) FROM pg_class WHERE relkind = 'i' AND relname = ANY(%s)
AND pg_table_is_visible(oid) AND pg_has_role(relowner, 'USAGE')"""


def settle(connection: BaseDatabaseWrapper) -> None:
    """Flush the pending lists of PostgreSQL's GIN indexes: up to 4 MB of recent writes, which every search scans in
    full until then, or until the next vacuum. Call this after writing many rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SETTLE, [[f"fts_timeline_{name}" for name in TABLES]])


def uninstall_sqlite(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Drop a table's FTS5 table and triggers, if they exist."""
    for event in ("insert", "delete", "update"):
        editor.execute(f'DROP TRIGGER IF EXISTS "fts_{table}_{event}"', None)
    editor.execute(f'DROP TABLE IF EXISTS "fts_{table}"', None)


def uninstall(editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `install`."""
    for table in (f"timeline_{name}" for name in TABLES):
        if editor.connection.vendor == "postgresql":
            editor.execute(f'DROP INDEX IF EXISTS "fts_{table}"')
        elif editor.connection.vendor == "sqlite":
            uninstall_sqlite(editor, table)
