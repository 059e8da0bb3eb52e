"""The downloadable releases of the record: an index (releases.json) and their files, in VAR_DIR/data.

`manage.py export_release` writes both; the page /data/ and its files are served from them.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from timeline import caching
from timeline.models import Release

INDEX = "releases.json"


class RecordChangedError(Exception):
    """A load ran while the record was being written, so the files mix two releases."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release; `sha256` in hexadecimal."""

    name: str
    title: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Download:
    """A release of the record as files. `program`: the digest of the program that wrote them (caching.py)."""

    release: str
    loaded_at: str
    program: str
    rows: dict[str, int]
    files: tuple[File, ...]
    licence: dict[str, str]

    def is_of(self, release: str, program: str) -> bool:
        """Whether the files are up to date: of this release, and written by this version of the program."""
        return (self.release, self.program) == (release, program)

    @property
    def day(self) -> datetime:
        """When the release was loaded."""
        return datetime.fromisoformat(self.loaded_at)


def written_by(release: Release) -> str:
    """What a release's files depend on besides its content: the program, and the history loaded with it."""
    return f"{caching.program()}{release.history}"


def folder() -> Path:
    """The directory of the site's own downloads."""
    return Path(settings.VAR_DIR) / "data"


def read(directory: Path) -> list[Download]:
    """The releases in a directory, newest first, without those whose files are missing; none if nothing was
    exported."""
    try:
        listed: list[dict[str, Any]] = orjson.loads((directory / INDEX).read_bytes())["releases"]
    except FileNotFoundError:
        return []
    found = [Download(**{**one, "files": tuple(File(**each) for each in one["files"])}) for one in listed]
    return [one for one in found if all((directory / each.name).is_file() for each in one.files)]


def digest(directory: Path) -> str:
    """The validator of a directory's index; it changes with each export. Empty if nothing was exported."""
    try:
        return hashlib.sha256((directory / INDEX).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def write(directory: Path, downloads: Iterable[Download]) -> None:
    """Write the index of a directory, atomically."""
    document = {"title": "Across the Table", "releases": list(downloads)}
    part = directory / f".{INDEX}"
    part.write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    part.replace(directory / INDEX)
