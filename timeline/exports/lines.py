"""The record as JSON Lines in the API's shapes: all of it in one file, and each resource in a file of its own."""

from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path
from typing import Any

import orjson

from timeline.api import loading
from timeline.api.history import change_item, counted, release_item
from timeline.api.resources import RESOURCES, ApiResource
from timeline.exports import codebook
from timeline.exports.codebook import CREDIT, LICENCE, in_bytes
from timeline.index.history import history
from timeline.models import Change, Release

ITEMS = 500
"""Items loaded at a time."""

type Item = dict[str, Any]


def write(path: Path, *, release: Release, base: str) -> None:
    """Write the release, every item as in the API with its resource as `type`, and the history; one object per line."""
    _write(path, _everything(release, base))


def write_resource(path: Path, *, resource: ApiResource, release: Release, base: str) -> None:
    """Write every item of a resource as in the API, one JSON object per line."""
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
    yield from _history(release, base)


def _history(release: Release, base: str) -> Iterator[Item]:
    """The releases of the record, oldest first, then the changes of each, in order. 2 queries."""
    told = history(release).releases
    counts, names = counted(told), {one.pk: one.name for one in told}
    for one in told:
        yield {"type": "named-release", **release_item(one, counts[one.pk], base=base)}
    for change in Change.objects.in_order().iterator(chunk_size=codebook.CHUNK):
        yield {"type": "change", **change_item(change, names[change.release_id], base=base)}


def _items(resource: ApiResource, release: Release, base: str) -> Iterator[Item]:
    """The items in bytewise order of their keys. 2 queries for each batch of ITEMS."""
    keys = resource.rows().order_by(in_bytes(resource.model, resource.key)).values_list("pk", flat=True)
    for some in batched(keys.iterator(chunk_size=codebook.CHUNK), ITEMS):
        yield from loading.items(resource, some, base=base, release=release)
