"""Full-text search on either database: what a query asks for, a lookup that finds it in `search_text`, and the keys
that it finds in several tables at once; tables.py has the indexes themselves. Imports only domain/folding.py.

The lookup `search_text__matches=terms` uses FTS5 on SQLite (one table per model, maintained by triggers) and a GIN
index over to_tsvector on PostgreSQL; migration 0002 creates both. `search_text` holds folded words only (a-z, 0-9), so
that both engines tokenize it the same way, and no character of a query is special to either. The words of what a row
belongs to (its issue's synonyms, the title of its meeting) are marked there as not its own (folding.search_text): loose
words find both, a phrase in quotes only what holds it in its own words. What an index cannot decide is looked up in the
text itself: a query that only excludes (any index would have to be scanned in full), and on PostgreSQL a phrase (GIN
keeps no word positions and would parse every text again).

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
from typing import Any, Literal

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.domain.folding import begun, borrowed, fold
from timeline.fulltext.tables import TABLES, VECTOR, install, settle, uninstall, uninstall_sqlite

__all__ = (
    "CUT", "JOINED", "MOST_TERMS", "OR", "TABLES", "TERM", "FullTextLookup", "Term", "install", "is_cut", "keys_of",
    "parse", "settle", "uninstall", "uninstall_sqlite",
)  # fmt: skip

MOST_TERMS = 12
CUT = f"only the first {MOST_TERMS} words or phrases are looked for, and so many words of a phrase"
"""The message for a query that asks for more."""
SHORTEST_PREFIX = 4
"""Letters: a shorter word has to match exactly, unless it is still being typed."""
TERM = re.compile(r'(?P<minus>-?)(?:["“„«](?P<phrase>[^"”»]*)["”»]?|(?P<word>[^\s/"“„«]+))')
OR = frozenset({"OR", "ИЛИ"})
LETTER = re.compile(r"[b-hj-z]")


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that occur together: word for word if `exact` (in quotes), else the last may be a prefix (if it
    is long enough, or still being `typed`). If `excluded`, they must not occur; any of the `others` may occur
    instead. They are looked for `within` the row's own words, those of what it belongs to (around), or both."""

    words: tuple[str, ...]
    exact: bool = False
    excluded: bool = False
    typed: bool = False
    others: tuple["Term", ...] = ()
    within: Literal["both", "own", "around"] = "both"

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

    @property
    def wordings(self) -> list[tuple[tuple[str, ...], bool]]:
        """The words to look up, any of them, each with whether the last may be a prefix. A phrase in quotes has to be
        in the row's own words."""
        found = []
        for one in self.choices:
            if one.exact or self.within != "around":
                found.append((one.asked, one.is_open))
            if not one.exact and self.within != "own":
                found.append((borrowed(one.asked), one.is_open))
        return found


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
        asked = [f'"{" ".join(words)}"{" *" if is_open else ""}' for words, is_open in term.wordings]
        (unwanted if term.excluded else wanted).append(f"({' OR '.join(asked)})" if len(asked) > 1 else asked[0])
    without = f" NOT ({' OR '.join(unwanted)})" if unwanted else ""
    return f"({' AND '.join(wanted)}){without}"


def _tsquery(terms: Iterable[Term]) -> str:
    """The terms in PostgreSQL's query language, as far as the index alone can decide: `missile & defen:* & abm & !(
    treaty:* )`; phrases as their words, excluded phrases left out."""
    written = []
    for term in terms:
        together = " | ".join(" & ".join(words) + (":*" if is_open else "") for words, is_open in term.wordings)
        if not term.excluded:
            written.append(f"({together})")
        elif len(term.words) == 1:
            written.append(f"!({together})")
    return " & ".join(written)


def _read(column: str, terms: Iterable[Term]) -> Condition:
    """The condition that finds the terms in the text itself: words separated by single spaces."""
    said, values = [], []
    for term in terms:
        either = " OR ".join([f"' ' || {column} || ' ' LIKE %s"] * len(term.wordings))
        said.append(f"{'NOT ' if term.excluded else ''}({either})")
        values += [f"% {' '.join(words)}{'' if is_open else ' '}%" for words, is_open in term.wordings]
    return " AND ".join(said), values


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
