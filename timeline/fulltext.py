"""Full text on either database: what a query asks for, and a lookup that finds it in `search_text`. Left of the
querysets; imports folding only.

The lookup `search_text__asked=terms` uses FTS5 on SQLite (a table a model, kept by triggers) and a GIN index over
to_tsvector on PostgreSQL; migration 0002 makes both. `search_text` holds folded words only (a-z, 0-9), so that both
engines split it alike, and no letter of a query can mean anything to either.

A migration that makes SQLite copy one of these tables (most changes of a column do) loses its triggers: it has to run
`install` again. A test tells.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from timeline.folding import fold

MOST_TERMS = 12
SHORTEST_PREFIX = 2
"""Letters: a shorter word has to stand as it is."""
TERM = re.compile(r'(?P<minus>-?)(?:["“„«](?P<phrase>[^"”»]*)["”»]?|(?P<word>[^\s"“„«]+))')
TABLES = ("issue", "negotiation", "official", "article", "meeting", "position", "treaty")


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand together; `exact` (in quotes) word for word, else the last may go on; or stand nowhere
    (`excluded`)."""

    words: tuple[str, ...]
    exact: bool = False
    excluded: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the last word may go on: `miss` finds missile."""
        return not self.exact and len(self.words[-1]) >= SHORTEST_PREFIX


def parse(query: str) -> tuple[Term, ...]:
    """What a query asks for: words, "phrases", -words; at most MOST_TERMS, each once, in order. Never raises."""
    terms: dict[Term, None] = {}
    for match in TERM.finditer(query):
        words = tuple(fold(match["phrase"] if match["phrase"] is not None else match["word"]).split())
        if words:
            terms[Term(words[:MOST_TERMS], match["phrase"] is not None, bool(match["minus"]))] = None
        if len(terms) == MOST_TERMS:
            break
    return tuple(terms)


def _fts5(terms: Iterable[Term], joined_by: str) -> str:
    """FTS5's language: `"missile defen" * AND "abm"`."""
    return joined_by.join(f'"{" ".join(term.words)}"{" *" if term.is_open else ""}' for term in terms)


def _tsquery(terms: Iterable[Term]) -> str:
    """PostgreSQL's language: `missile <-> defen:* & !( abm )`."""
    written = []
    for term in terms:
        together = " <-> ".join(term.words) + (":*" if term.is_open else "")
        written.append(f"!({together})" if term.excluded else f"({together})")
    return " & ".join(written)


@models.TextField.register_lookup
class Asked(models.Lookup):
    """Rows whose folded text holds all that is asked for: `search_text__asked=parse("missile -treaty")`."""

    lookup_name = "asked"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Sequence[str]]:
        """By the model's FTS5 table."""
        meta, quoted = self.lhs.target.model._meta, connection.ops.quote_name
        key, index = f"{quoted(self.lhs.alias)}.{quoted(meta.pk.column)}", quoted(f"fts_{meta.db_table}")
        clauses, values = [], []
        for negation, joined_by, terms in (
            ("", " AND ", [term for term in self.rhs if not term.excluded]),
            ("NOT ", " OR ", [term for term in self.rhs if term.excluded]),
        ):
            if terms:
                clauses.append(f"{key} {negation}IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)")
                values.append(_fts5(terms, joined_by))
        return " AND ".join(clauses), values

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Sequence[str]]:
        """By the index over to_tsvector, whose expression this repeats."""
        column, values = self.process_lhs(compiler, connection)
        asked = f"{VECTOR.format(column)} @@ to_tsquery('simple'::regconfig, %s)"
        return asked, [*map(str, values), _tsquery(self.rhs)]


VECTOR = "to_tsvector('simple'::regconfig, {})"
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
    """Make the full-text index of every table, anew on SQLite."""
    vendor = editor.connection.vendor
    for table in (f"timeline_{name}" for name in TABLES):
        if vendor == "postgresql":
            vector = VECTOR.format("search_text")
            editor.execute(f'CREATE INDEX IF NOT EXISTS "fts_{table}" ON "{table}" USING gin ({vector})')
        elif vendor == "sqlite":
            uninstall_sqlite(editor, table)
            for statement in STATEMENT.split(SQLITE.format(table=table).strip()):
                editor.execute(statement, None)


def uninstall_sqlite(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Drop a table's FTS5 table and triggers, where they are."""
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
