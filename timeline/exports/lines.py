"""The record as JSON Lines in the API's shapes: all of it in one file, and each resource in a file of its own."""

from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path
from typing import Any

import orjson

from timeline.api import loading
from timeline.api.resources import RESOURCES, ApiResource
from timeline.exports import codebook
from timeline.exports.codebook import CREDIT, LICENCE, in_bytes
from timeline.models import Release

ITEMS = 500
"""Items that are read at once."""

type Item = dict[str, Any]


def write(path: Path, *, release: Release, base: str) -> None:
    """The release, then every item as the API gives it with the resource as `type`, one JSON object a line."""
    _write(path, _everything(release, base))


def write_resource(path: Path, *, resource: ApiResource, release: Release, base: str) -> None:
    """Every item of a resource as the API gives it, one JSON object a line."""
    _write(path, _items(resource, release, base))


def _write(path: Path, items: Iterable[Item]) -> None:
    with path.open("wb") as target:
        for item in items:
            target.write(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE))


def _everything(release: Release, base: str) -> Iterator[Item]:
    yield {"type": "release", "hash": release.hash, "licence": LICENCE["path"], "credit": CREDIT}
    for resource in RESOURCES:
        for item in _items(resource, release, base):
            yield {"type": resource.one, **item}


def _items(resource: ApiResource, release: Release, base: str) -> Iterator[Item]:
    """The items in the order of their keys, byte by byte. 2 queries for each ITEMS."""
    keys = resource.rows().order_by(in_bytes(resource.model, resource.key)).values_list("pk", flat=True)
    for some in batched(keys.iterator(chunk_size=codebook.CHUNK), ITEMS):
        yield from loading.items(resource, some, base=base, release=release)
