"""The files of a fixtures directory and the digest that tells a load whether any has changed. Imports nothing that
is slow to import: loading an unchanged record must take less than a second."""

import hashlib
import re
import stat
from collections.abc import Iterator
from pathlib import Path

LOADER_VERSION = "4"
"""Increment when the same files would produce other rows."""

ARTICLES = "articles"
RELEASES = "releases"
RELEASE_SUFFIX = ".ndjson"
MAX_BYTES = 5_000_000
LIST_NAMES = ("issues", "negotiations", "officials", "treaties", "leaders", "places", "glossary", "stories")


ARTICLE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yaml")


def _file_names(root: Path) -> list[str]:
    folder = root / ARTICLES
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def article_names(root: Path) -> list[str]:
    """The article files of a fixtures directory, relative to it, sorted by name."""
    return [f"{ARTICLES}/{name}" for name in _file_names(root) if ARTICLE_NAME.fullmatch(name)]


def strange_names(root: Path) -> list[str]:
    """YAML files among the articles that are not named like one, in printable characters."""
    return [
        name if name.isprintable() else ascii(name)
        for name in _file_names(root)
        if name.lower().endswith((".yaml", ".yml")) and name[0] != "." and not ARTICLE_NAME.fullmatch(name)
    ]


def release_names(root: Path) -> list[str]:
    """The files of the history, relative to the fixtures' directory, oldest release first."""
    folder = root / RELEASES
    found = sorted(path.stem for path in folder.glob(f"*{RELEASE_SUFFIX}")) if folder.is_dir() else []
    return [f"{RELEASES}/{name}{RELEASE_SUFFIX}" for name in found]


def names(root: Path) -> Iterator[str]:
    """Every file of the record, relative to the fixtures' directory: the reference lists, the articles, the history."""
    yield from (f"{name}.yaml" for name in LIST_NAMES)
    yield from article_names(root)
    yield from release_names(root)


def digest(root: Path) -> str:
    """SHA-256 of the names and contents of the record's files, in hexadecimal; empty if one cannot be read."""
    whole = hashlib.sha256(LOADER_VERSION.encode())
    for name in names(root):
        path = root / name
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) or (status.st_size > MAX_BYTES and path.suffix != RELEASE_SUFFIX):
                return ""
            content = hashlib.sha256(path.read_bytes())
        except OSError:
            return ""
        whole.update(f"{name}\0{content.hexdigest()}\n".encode())
    return whole.hexdigest()
