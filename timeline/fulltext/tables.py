"""The full-text index of each table: created, settled after many writes, dropped. Imports only Django."""

import re

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("issue", "negotiation", "official", "article", "meeting", "position", "treaty")
VECTOR = "to_tsvector('simple'::regconfig, {})"
"""The expression that PostgreSQL's index is over."""
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
