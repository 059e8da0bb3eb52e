"""The entries of the reference lists at the desk: which there are, what is wrong with one as edited, and the file that
saving it changes."""

import re
from dataclasses import replace
from typing import Any

from timeline.desk.drafts import Fields, as_fields, plain
from timeline.desk.record import DeskRecord
from timeline.domain.folding import fold
from timeline.loader import canonical, validation
from timeline.loader.lists import LISTS, ListKind, entries_of
from timeline.loader.problems import Finding
from timeline.loader.schema import BaseEntry

KINDS = {kind.name: kind for kind in LISTS}
NEW = "new"
"""Stands in an address for an entry that is not there yet."""


def key_of(entry: BaseEntry) -> str:
    """What names an entry in an address: its slug; of a place its name, of a term of office the name and its start, as
    slugs."""
    named = [str(getattr(entry, name)) for name in ("name", "start") if hasattr(entry, name)]
    return str(getattr(entry, "slug", "")) or re.sub(r"[^a-z0-9]+", "-", fold(*named)).strip("-")


def title_of(entry: BaseEntry) -> str:
    """What an entry is called: its name, term or title."""
    return next(str(getattr(entry, name)) for name in ("name", "term", "title") if hasattr(entry, name))


def listed(record: DeskRecord, kind: ListKind) -> tuple[Any, ...]:
    """The entries of a list, as the record has them."""
    return tuple(getattr(record.corpus, kind.name))


def number_of(record: DeskRecord, kind: ListKind, key: str) -> int | None:
    """The place of an entry in its list; behind the last for a new one, None for one that is not there."""
    entries = listed(record, kind)
    found = next((number for number, one in enumerate(entries) if key_of(one) == key), None)
    return len(entries) if found is None and key == NEW else found


def entry_findings(record: DeskRecord, kind: ListKind, number: int, data: Fields) -> list[Finding]:
    """Everything that the loader's rules for the list find wrong once the entry of this number is as given; places
    within it are relative to it. What it is to other files is checked when it is saved."""
    items: list[Any] = [plain(as_fields(one)) for one in listed(record, kind)]
    items[number : number + 1] = [plain(data)]
    found = dict.fromkeys(entries_of(kind, items, record.known)[1])
    return [
        replace(one, place=one.place[1:]) if one.place[:1] == (number,) else replace(one, place=()) for one in found
    ]


def list_files(record: DeskRecord, kind: ListKind, number: int, data: Fields) -> dict[str, str]:
    """The list's file, with its new text, by its name; nothing while the entry has no valid form."""
    entry = validation.entry(kind.kind, plain(data))[0]
    return _list_file(record, kind, number, [entry]) if entry is not None else {}


def list_without(record: DeskRecord, kind: ListKind, number: int) -> dict[str, str]:
    """The list's file, by its name, with its text without the entry of this number."""
    return _list_file(record, kind, number, [])


def _list_file(record: DeskRecord, kind: ListKind, number: int, instead: list[Any]) -> dict[str, str]:
    entries = list(listed(record, kind))
    entries[number : number + 1] = instead
    settled = canonical.settled(replace(record.corpus, articles=(), **{kind.name: tuple(entries)}))
    return {kind.file: canonical.list_text(kind.name, getattr(settled, kind.name))}
