"""The record as a zip of CSV tables with a Frictionless data package. The same record gives the same bytes; memory use
does not grow with its size."""

import csv
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any, TextIO

import orjson

from timeline.exports import codebook
from timeline.exports.codebook import CREDIT, LICENCE, TITLE, Table, TableColumn, Value
from timeline.models import Release

ZIP_DATE = (1980, 1, 1, 0, 0, 0)


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
    """A reproducible zip entry: it does not depend on the machine or the time."""
    entry = zipfile.ZipInfo(name, ZIP_DATE)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def write(path: Path, *, release: Release) -> None:
    """Write the tables as CSV with their data package. 1 query per table."""
    resources = []
    with zipfile.ZipFile(path, "w") as packed:
        for table in codebook.tables():
            with packed.open(_entry(f"{table.name}.csv"), "w") as target:
                measured: Any = _Measured(target)
                with io.TextIOWrapper(measured, "utf-8", newline="") as lines:
                    _write_csv(lines, table)
            resources.append(_resource(table, size=measured.size, digest=measured.digest.hexdigest()))
        package = orjson.dumps(_package(release, resources), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        packed.writestr(_entry("datapackage.json"), package)


def _write_csv(lines: TextIO, table: Table) -> None:
    writer = csv.writer(lines)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows())


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table: its fields and keys, without empty lists."""
    schema = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [one.name], "reference": {"resource": resource, "fields": [codebook.key_of(one.refers)]}}
            for one in table.columns
            if one.refers
            # Table Schema calls the table itself by an empty name.
            for resource in ("" if one.refers == table.name else one.refers,)
        ],
    }
    return {name: value for name, value in schema.items() if value}


def _resource(table: Table, *, size: int, digest: str) -> dict[str, Any]:
    """A table's entry in the data package."""
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
        "schema": _schema(table),
    }


def _field(column: TableColumn) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.words:
        constraints["enum"] = [value for value, _ in column.words]
    field = {"name": column.name, "type": column.type, "description": column.text, "constraints": constraints}
    return {name: value for name, value in field.items() if value}


def _package(release: Release, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "across-the-table",
        "title": TITLE,
        "description": f"Release {release.hash} of the record. {CREDIT}",
        "version": release.hash,
        "licenses": [LICENCE],
        "resources": resources,
    }
