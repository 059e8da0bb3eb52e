"""Writes a release of the record as files: a zip of CSV tables with a Frictionless data package, a SQLite database, and
JSON Lines in the API's shapes. The same record gives the same bytes; memory does not grow with it."""

import csv
import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from itertools import batched
from pathlib import Path
from typing import Any, TextIO

import orjson

from timeline import caching, releases
from timeline.api import loading
from timeline.api.resources import RESOURCES
from timeline.exports import codebook, downloads
from timeline.exports.codebook import CREDIT, LICENCE, Table, TableColumn, Value, in_bytes
from timeline.exports.downloads import Download, File
from timeline.models import Release

TITLE = "Across the Table: the open record of the U.S.–Soviet and U.S.–Russian arms-control talks"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
STRETCH = 500
SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


class RecordChangedError(Exception):
    """A load came while the record was being written; what was written is of no one release."""


def _finished(directory: Path, name: str, title: str, media_type: str) -> File:
    """A file that is whole, put in its place."""
    path = _part(directory, name).replace(directory / name)
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return File(name, title, media_type, path.stat().st_size, digest)


def export(directory: Path, release: Release, *, keep: int, base: str = "") -> Download:
    """Write a release's files and the index, and delete the files of all but the `keep` newest releases.

    `base` is the site's address, for JSON Lines; without it addresses there are paths. Raises RecordChangedError, and
    OSError where the directory cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    name = f"across-the-table-{release.hash[:12]}"
    kinds = (
        (f"{name}.zip", "CSV tables and datapackage.json (Frictionless)", "application/zip"),
        (f"{name}.sqlite3", "SQLite database", "application/vnd.sqlite3"),
        (f"{name}.jsonl", "JSON Lines, in the API's shapes", "application/jsonl"),
    )
    rows = write_zip(_part(directory, kinds[0][0]), release)
    write_sqlite(_part(directory, kinds[1][0]), release)
    write_lines(_part(directory, kinds[2][0]), release, base=base)
    if releases.current() != release:
        for each, _, _ in kinds:
            _part(directory, each).unlink()
        raise RecordChangedError
    files = [_finished(directory, *kind) for kind in kinds]
    made = Download(release.hash, release.loaded_at.isoformat(), caching.program(), rows, tuple(files), LICENCE)
    _list(directory, made, keep)
    return made


def _list(directory: Path, made: Download, keep: int) -> None:
    """Put a release's files first in the index, which keeps the newest `keep`, and delete those of the others."""
    others = [one for one in downloads.read(directory) if one.release != made.release]
    downloads.write(directory, [made, *others[: keep - 1]])
    for gone in others[keep - 1 :]:
        for file in gone.files:
            (directory / file.name).unlink()


def _part(directory: Path, name: str) -> Path:
    """The file while it is being written."""
    return directory / f".{name}.part"


class _Measured(io.RawIOBase):
    """Passes bytes on, counting and hashing them."""

    def __init__(self, target: Any) -> None:
        self.target, self.size, self.digest = target, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        chunk = bytes(data)
        self.size += len(chunk)
        self.digest.update(chunk)
        self.target.write(chunk)
        return len(chunk)


def _entry(name: str) -> zipfile.ZipInfo:
    """A file in the zip, with nothing of the machine or the moment in it."""
    entry = zipfile.ZipInfo(name, ZIP_DATE)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def write_zip(path: Path, release: Release) -> dict[str, int]:
    """The tables as CSV with their data package; how many rows each has. A query a table."""
    counts, resources = {}, []
    with zipfile.ZipFile(path, "w") as packed:
        for table in codebook.tables():
            with packed.open(_entry(f"{table.name}.csv"), "w") as target:
                measured: Any = _Measured(target)
                with io.TextIOWrapper(measured, "utf-8", newline="") as lines:
                    counts[table.name] = _write_csv(lines, table)
            resources.append(_resource(table, size=measured.size, digest=measured.digest.hexdigest()))
        package = orjson.dumps(_package(release, resources), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        packed.writestr(_entry("datapackage.json"), package)
    return counts


def _write_csv(lines: TextIO, table: Table) -> int:
    writer = csv.writer(lines)
    writer.writerow([column.name for column in table.columns])
    number = 0
    for number, row in enumerate(table.rows(), 1):  # noqa: B007 - the last number is the count
        writer.writerow([_cell(value) for value in row])
    return number


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _resource(table: Table, *, size: int, digest: str) -> dict[str, Any]:
    """A table's entry in the data package."""
    keys = [column for column in table.columns if column.refers]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [one.name], "reference": {"resource": one.refers, "fields": [_target(one)]}} for one in keys
        ],
    }
    return {
        "name": table.name,
        "description": table.text,
        "type": "table",
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {name: value for name, value in schema.items() if value},
    }


def _field(column: TableColumn) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.words:
        constraints["enum"] = [value for value, _ in column.words]
    field = {"name": column.name, "type": column.type, "description": column.text, "constraints": constraints}
    return {name: value for name, value in field.items() if value}


def _target(column: TableColumn) -> str:
    """The column that a reference names: the other table's key."""
    return next(table.key[0] for table in codebook.tables() if table.name == column.refers)


def _package(release: Release, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "across-the-table",
        "title": TITLE,
        "description": f"Release {release.hash} of the record. {CREDIT}",
        "version": release.hash,
        "licenses": [LICENCE],
        "resources": resources,
    }


def write_sqlite(path: Path, release: Release) -> None:
    """The tables as a SQLite database with its foreign keys, the release and the codebook. A query a table."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        for table in codebook.tables():
            database.execute(_create(table))
            places = ", ".join("?" * len(table.columns))
            database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', table.rows())
            for column in table.columns:
                if column.refers:
                    index = f'"{table.name}_{column.name}"'
                    database.execute(f'CREATE INDEX {index} ON "{table.name}" ("{column.name}")')
        _write_notes(database, release)
        database.execute("COMMIT")
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RecordChangedError
        database.execute("VACUUM")


def _create(table: Table) -> str:
    lines = []
    for column in table.columns:
        line = f'"{column.name}" {SQL_TYPES.get(column.type, "TEXT")}{" NOT NULL" if column.required else ""}'
        if column.refers:
            line += f' REFERENCES "{column.refers}" ("{_target(column)}")'
        lines.append(line)
    lines.append(f"PRIMARY KEY ({', '.join(f'"{name}"' for name in table.key)})")
    return f'CREATE TABLE "{table.name}" (\n  {",\n  ".join(lines)}\n)'


def _write_notes(database: sqlite3.Connection, release: Release) -> None:
    """What the tables are, of which release, under which licence."""
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


def write_lines(path: Path, release: Release, *, base: str) -> None:
    """The release, then every item as the API gives it with the resource as `type`, one JSON object a line."""
    with path.open("wb") as target:
        for item in _lines(release, base):
            target.write(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE))


def _lines(release: Release, base: str) -> Iterator[dict[str, Any]]:
    yield {"type": "release", "hash": release.hash, "licence": LICENCE["path"], "credit": CREDIT}
    for resource in RESOURCES:
        keys = resource.rows().order_by(in_bytes(resource.model, resource.key)).values_list("pk", flat=True)
        for some in batched(keys.iterator(chunk_size=codebook.CHUNK), STRETCH):
            for item in loading.items(resource, some, base=base, release=release):
                yield {"type": resource.one, **item}
