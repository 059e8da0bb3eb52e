"""Reads, checks and writes fixtures/releases/: the record's history, one file per release.

A file is JSON Lines: first the release itself, then each item that it added, changed or withdrew. The first file holds
every item that existed when the history began. Files are only ever added, so every database has the same history.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from timeline.domain.vocabulary import ChangeKind
from timeline.loader.changes import ChangeLine, Replay
from timeline.loader.problems import FileProblem, did_you_mean
from timeline.loader.source import release_names
from timeline.loader.states import ITEMS

NAME = re.compile(r"\d{4}-\d{2}-\d{2}[b-z]?")
SHA_256 = re.compile(r"[0-9a-f]{64}")
MOST_LETTERS = 300
HEADER = ("release", "hash", "note")
KEYS = ("noun", "id", "change", "facts", "shown", "reason", "replaced_by")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One release, as read from its file."""

    name: str
    hash: str
    note: str
    content: bytes
    digest: str
    """SHA-256 of this file and all earlier ones, in hexadecimal."""

    def entries(self) -> Iterator[ChangeLine]:
        """Its changes, in file order."""
        for line in self.content.splitlines()[1:]:
            told = orjson.loads(line)
            yield ChangeLine(
                (told["noun"], told["id"]),
                ChangeKind(told["change"]),
                told.get("facts", {}),
                told.get("shown", ""),
                told.get("reason", ""),
                told.get("replaced_by", ""),
            )


@dataclass(frozen=True)
class History:
    """The record's releases, oldest first."""

    files: tuple[ReleaseFile, ...] = ()

    @property
    def last(self) -> ReleaseFile | None:
        """The newest release; None if there is none."""
        return self.files[-1] if self.files else None

    @cached_property
    def replayed(self) -> Replay:
        """The states of all items at the newest release."""
        replay = Replay()
        for file in self.files:
            for _ in replay.apply(file.entries()):
                pass
        return replay

    def with_file(self, content: bytes) -> "History":
        """The history with one more release."""
        head = orjson.loads(content.split(b"\n", 1)[0])
        digest = hashlib.sha256((self.last.digest if self.last else "").encode() + content).hexdigest()
        return History((*self.files, ReleaseFile(head["release"], head["hash"], head.get("note", ""), content, digest)))

    def next_name(self, day: date) -> str:
        """The name of a release made on a day: the day, with a letter if it has had one already. Raises ValueError
        if the last release is of a later day, or the day has no letters left."""
        name = day.isoformat()
        last = self.last.name if self.last else ""
        if last[:10] == name:
            letter = chr(ord(last[10:] or "a") + 1)
            name += letter
        if name <= last or not NAME.fullmatch(name):
            raise ValueError(f"the last release is {last}; the next one must be of a later day")
        return name


def read(root: Path) -> tuple[History, tuple[FileProblem, ...]]:
    """The history under a fixtures directory, and everything wrong with its files; incomplete if there is a problem."""
    history, replay, problems = History(), Replay(), list[FileProblem]()
    for path in release_names(root):
        content = (root / path).read_bytes()
        wrong = [FileProblem(path, number, 1, message) for number, message in _wrong(Path(path).stem, content, replay)]
        problems += wrong
        if problems:
            break
        history = history.with_file(content)
    history.__dict__["replayed"] = replay  # already replayed while reading
    return history, tuple(problems)


def _wrong(name: str, content: bytes, replay: Replay) -> Iterator[tuple[int, str]]:
    """What is wrong with a file, by line; if nothing is, the replay advances by it."""
    lines = content.splitlines()
    try:
        told = [orjson.loads(line) for line in lines]
    except orjson.JSONDecodeError as error:
        yield 1, f"is no JSON Lines: {error}"
        return
    found = list(_wrong_header(name, told[0] if told else None))
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(told[1:], 2):
        message = _wrong_entry(one, replay, seen)
        found += [(number, message)] if message else []
    if not found:
        for _ in replay.apply(ReleaseFile(name, "", "", content, "").entries()):
            pass
        found += [(number, message) for number, message in _wrong_successors(told[1:], replay)]
    yield from found


def _wrong_header(name: str, head: Any) -> Iterator[tuple[int, str]]:
    if not NAME.fullmatch(name):
        yield 1, "is named like no release: its day, 2026-11-29, with b, c … where the day has several"
    if not isinstance(head, dict) or head.get("release") != name:
        yield 1, f'must begin with the release itself: {{"release": "{name}", "hash": …}}'
        return
    if not SHA_256.fullmatch(str(head.get("hash"))):
        yield 1, "hash: must be a SHA-256 hash: 64 hexadecimal digits in lower case"
    yield from ((1, message) for message in _wrong_keys(head, HEADER))


def _wrong_keys(one: Mapping[str, Any], known: Iterable[str]) -> Iterator[str]:
    known = tuple(known)
    for key, value in one.items():
        if key not in known:
            yield f"the key {key!r} is unknown{did_you_mean(key, known)}"
        elif key == "facts":
            if not isinstance(value, dict) or not all(isinstance(text, str | None) for text in value.values()):
                yield "facts: must be texts by their names"
        elif not isinstance(value, str) or len(value) > MOST_LETTERS or not value.isprintable():
            yield f"{key}: must be a line of text of at most {MOST_LETTERS} characters"


def _wrong_entry(one: Any, replay: Replay, seen: set[tuple[str, str]]) -> str:
    """What is wrong with a change; empty if nothing is."""
    if not isinstance(one, dict) or (message := next(_wrong_keys(one, KEYS), "")):
        return message if isinstance(one, dict) else "must be an object"
    key = str(one.get("noun")), str(one.get("id"))
    if key[0] not in ITEMS:
        return f"noun: {key[0]!r} is none of {', '.join(ITEMS)}"
    if one.get("change") not in ChangeKind.values:
        return f"change: {one.get('change')!r} is none of {', '.join(ChangeKind.values)}"
    if key in seen:
        return f"{'/'.join(key)} has a line already"
    seen.add(key)
    if (one["change"] == ChangeKind.ADDED) == (key in replay.packed):
        state = "is there already" if key in replay.packed else "is not there"
        return f"{'/'.join(key)} cannot be {one['change']}: it {state}"
    return ""


def _wrong_successors(told: list[Any], replay: Replay) -> Iterator[tuple[int, str]]:
    for number, one in enumerate(told, 2):
        if (successor := one.get("replaced_by")) and (one["noun"], successor) not in replay.packed:
            yield number, f"replaced_by: there is no {one['noun']}/{successor}"


def text(name: str, content_hash: str, note: str, entries: Iterable[ChangeLine]) -> bytes:
    """The content of a release's file."""
    head = {"release": name, "hash": content_hash} | ({"note": note} if note else {})
    return b"".join(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in (head, *map(_line, entries)))


def _line(entry: ChangeLine) -> dict[str, Any]:
    told = {
        "noun": entry.key[0],
        "id": entry.key[1],
        "change": entry.change.value,
        "facts": dict(entry.facts),
        "shown": entry.shown,
        "reason": entry.reason,
        "replaced_by": entry.replaced_by,
    }
    return {name: value for name, value in told.items() if value}
