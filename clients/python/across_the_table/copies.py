"""A copy of the record that is kept by what each release changed, instead of taking all of it again."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, get_args

from across_the_table.errors import NotFoundError, RecordChangedError
from across_the_table.types import Noun

if TYPE_CHECKING:
    from across_the_table.record import Record

NOUNS: tuple[Noun, ...] = get_args(Noun.__value__)
TRIES = 5

type ItemsByNoun = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class RecordCopy:
    """The record as it was in one release: `items["meetings"]["1986-10-11-reykjavik-…"]`."""

    release: str
    items: ItemsByNoun

    def write(self, path: Path | str) -> None:
        """Keep it in a file, whole or not at all."""
        path = Path(path)
        beside = path.with_name(f".{path.name}.part")
        text = json.dumps({"release": self.release, "items": self.items}, ensure_ascii=False)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    @classmethod
    def read(cls, path: Path | str) -> Self:
        """What `write` kept."""
        return cls(**json.loads(Path(path).read_text(encoding="utf-8")))


def copied(record: "Record") -> RecordCopy:
    """The whole record, all of one release. Raises RecordChangedError where releases are loaded faster than it is
    read."""

    def taken() -> RecordCopy:
        release = record.release()["name"]
        return RecordCopy(release, {noun: _by_identity(record, noun, release) for noun in NOUNS})

    return _unchanged(taken)


def updated(record: "Record", copy: RecordCopy) -> RecordCopy:
    """The copy with what changed since its release put in place; the whole record anew where the server never had that
    release (a draft that has gone). Raises RecordChangedError where releases are loaded faster than it is read."""
    try:
        return _unchanged(lambda: _put_in_place(record, copy))
    except NotFoundError:
        return copied(record)


def _unchanged(take: Callable[[], RecordCopy]) -> RecordCopy:
    """What is taken of one release, in TRIES tries."""
    for _ in range(TRIES):
        try:
            return take()
        except RecordChangedError:
            continue
    raise RecordChangedError(f"the record changed {TRIES} times while it was read")


def _put_in_place(record: "Record", copy: RecordCopy) -> RecordCopy:
    items = {noun: dict(found) for noun, found in copy.items.items()}
    until: str | None = None
    for page in record.changes(copy.release, expand="item").pages():
        until = until or page.get("until")
        for change in page["results"]:
            kept, item = items.setdefault(change["noun"], {}), change.get("item")
            if item is None:
                kept.pop(change["id"], None)
            else:
                kept[change["id"]] = item
    return RecordCopy(until or copy.release, items)


def _by_identity(record: "Record", noun: Noun, release: str) -> dict[str, dict[str, Any]]:
    return {one["id" if noun == "positions" else "slug"]: one for one in record.items(noun, release=release)}
