"""The record as a SQLite database: the codebook's tables with their keys, full-text indexes (FTS5), and views for the
most common joins. The same record gives the same bytes."""

import sqlite3
from contextlib import closing
from pathlib import Path

from timeline.exports import codebook
from timeline.exports.codebook import CREDIT, LICENCE, TITLE, Table
from timeline.exports.downloads import RecordChangedError
from timeline.models import Release

SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
SEARCHED = {
    "positions": ("summary", "quote", "translation"),
    "meetings": ("title", "summary", "outcome"),
    "articles": ("title", "summary"),
    "officials": ("name", "native_name"),
}
"""The tables with a full-text index (`TABLE_fts`, with the table's own rows as content), and its columns."""
VIEWS = {
    "statements": """
SELECT positions.id, positions.date, positions.earliest, positions.side, positions.speaker, positions.joint,
    positions.words_of, issues.name AS issue, issues.question, positions.answer, positions.stance, positions.summary,
    positions.quote, positions.translation, positions.speech, positions.verification, meetings.title AS meeting,
    articles.title AS source, articles.publisher, articles.published, positions.source_link
FROM positions
JOIN issues ON issues.slug = positions.issue
JOIN articles ON articles.slug = positions.article
LEFT JOIN meetings ON meetings.slug = positions.meeting""",
    "delegations": """
SELECT meetings.slug AS meeting, meetings.title, meetings.start, meetings.earliest, meetings.city, meetings.country,
    meetings.status, participations.side, officials.slug AS official, officials.name, participations.role,
    participations.post
FROM participations
JOIN meetings ON meetings.slug = participations.meeting
JOIN officials ON officials.slug = participations.official""",
    "counterparts": """
SELECT one.name AS washington, other.name AS moscow, count(*) AS meetings, min(one.earliest) AS first,
    max(one.earliest) AS last
FROM delegations AS one
JOIN delegations AS other ON other.meeting = one.meeting AND other.side = 'RU'
WHERE one.side = 'US' AND one.status NOT IN ('cancelled', 'planned')
GROUP BY one.official, other.official""",
}
"""The most common joins: every statement with its issue and source, who was in which delegation, and how often two
people faced each other."""


def write(path: Path, *, release: Release) -> None:
    """Write the tables as a SQLite database with foreign keys, full-text indexes, views, the release and the codebook.
    1 query per table. Raises RecordChangedError if a foreign key does not match."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        for table in codebook.tables():
            _fill(database, table)
        _write_notes(database, release)
        for name, question in VIEWS.items():
            database.execute(f'CREATE VIEW "{name}" AS {question}')
        database.execute("COMMIT")
        if database.execute("PRAGMA foreign_key_check").fetchall():
            raise RecordChangedError
        database.execute("VACUUM")  # renumbers rowids, so the indexes that refer to them are built after it
        for name, columns in SEARCHED.items():
            _index(database, name, columns)


def _fill(database: sqlite3.Connection, table: Table) -> None:
    """Create a table with its rows, and an index on every column that refers to another table."""
    database.execute(_create(table))
    places = ", ".join("?" * len(table.columns))
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', table.rows())
    for column in table.columns:
        if column.refers:
            database.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')


def _index(database: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    """Create the full-text index of a table, ignoring diacritics, in the form that Datasette detects."""
    settings = f'content="{table}", tokenize="unicode61 remove_diacritics 2"'
    database.execute(f'CREATE VIRTUAL TABLE "{table}_fts" USING fts5({", ".join(columns)}, {settings})')
    database.execute(f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')')


def _create(table: Table) -> str:
    lines = []
    for column in table.columns:
        line = f'"{column.name}" {SQL_TYPES.get(column.type, "TEXT")}{" NOT NULL" if column.required else ""}'
        if column.refers:
            line += f' REFERENCES "{column.refers}" ("{codebook.key_of(column.refers)}")'
        lines.append(line)
    lines.append(f"PRIMARY KEY ({', '.join(f'"{name}"' for name in table.key)})")
    return f'CREATE TABLE "{table.name}" (\n  {",\n  ".join(lines)}\n)'


def _write_notes(database: sqlite3.Connection, release: Release) -> None:
    """Write the tables `release` (hash, licence) and `codebook`."""
    database.execute('CREATE TABLE "release" ("hash" TEXT PRIMARY KEY, "title" TEXT, "licence" TEXT, "credit" TEXT)')
    database.execute('INSERT INTO "release" VALUES (?, ?, ?, ?)', (release.hash, TITLE, LICENCE["path"], CREDIT))
    database.execute(
        'CREATE TABLE "codebook" ("table" TEXT, "column" TEXT, "type" TEXT, "words" TEXT, "meaning" TEXT, '
        'PRIMARY KEY ("table", "column"))'
    )
    database.executemany(
        'INSERT INTO "codebook" VALUES (?, ?, ?, ?, ?)',
        [
            (table.name, column.name, column.type, ", ".join(value for value, _ in column.words) or None, column.text)
            for table in codebook.tables()
            for column in table.columns
        ],
    )
