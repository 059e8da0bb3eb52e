"""Writes a release of the record as files, and the index that lists them. The same record gives the same bytes; memory
use does not grow with its size."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from timeline import releases
from timeline.api.resources import RESOURCES
from timeline.exports import codebook, database, downloads, lines, packed, parquet
from timeline.exports.codebook import LICENCE
from timeline.exports.downloads import Download, File, RecordChangedError
from timeline.models import Release


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that every release has: the end of its name, its title, its media type, and the function that
    writes it."""

    ending: str
    title: str
    media_type: str
    write: Callable[[Path], None]


def kinds(release: Release, base: str = "") -> Iterator[Kind]:
    """The files of a release; `base` is the site's URL, for the URLs in JSON Lines."""
    title, write = "CSV tables and datapackage.json (Frictionless)", partial(packed.write, release=release)
    yield Kind(".zip", title, "application/zip", write)
    title, write = "SQLite database with full-text search (FTS5) and views", partial(database.write, release=release)
    yield Kind(".sqlite3", title, "application/vnd.sqlite3", write)
    title, write = "JSON Lines, in the API's shapes", partial(lines.write, release=release, base=base)
    yield Kind(".jsonl", title, "application/jsonl", write)
    for resource in RESOURCES:
        write = partial(lines.write_resource, resource=resource, release=release, base=base)
        yield Kind(f"-{resource.name}.ndjson", f"NDJSON of {resource.name}", "application/x-ndjson", write)
    for table in codebook.tables():
        title, write = f"Parquet of the table {table.name}", partial(parquet.write, table=table)
        yield Kind(f"-{table.name}.parquet", title, "application/vnd.apache.parquet", write)


def export(directory: Path, release: Release, *, keep: int, base: str = "") -> Download:
    """Write a release's files and the index, and delete the files of all but the `keep` newest releases.

    `base` is the site's URL, for JSON Lines; without it the URLs there are paths. Raises RecordChangedError, and
    OSError if the directory cannot be written."""
    directory.mkdir(parents=True, exist_ok=True)
    name = f"across-the-table-{release.hash[:12]}"
    made = list(kinds(release, base))
    rows = {table.name: table.model._default_manager.count() for table in codebook.tables()}
    for kind in made:
        kind.write(_part(directory, f"{name}{kind.ending}"))
    if releases.current() != release:
        for kind in made:
            _part(directory, f"{name}{kind.ending}").unlink()
        raise RecordChangedError
    files = tuple(_finished(directory, f"{name}{kind.ending}", kind) for kind in made)
    whole = Download(release.hash, release.loaded_at.isoformat(), downloads.written_by(release), rows, files, LICENCE)
    _list(directory, whole, keep)
    return whole


def _list(directory: Path, made: Download, keep: int) -> None:
    """Put a release first in the index, keep the `keep` newest releases, and delete the files of the others."""
    others = [one for one in downloads.read(directory) if one.release != made.release]
    downloads.write(directory, [made, *others[: keep - 1]])
    for gone in others[keep - 1 :]:
        for file in gone.files:
            (directory / file.name).unlink()


def _finished(directory: Path, name: str, kind: Kind) -> File:
    """Move a finished file into place, and return its entry for the index."""
    path = _part(directory, name).replace(directory / name)
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return File(name, kind.title, kind.media_type, path.stat().st_size, digest)


def _part(directory: Path, name: str) -> Path:
    """The path of the file while it is being written."""
    return directory / f".{name}.part"
