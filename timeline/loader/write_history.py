"""Writes the history to the database, within a load's transaction: the releases with their changes, and a draft of
the next one if the record has changed since the last."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import batched, takewhile
from pathlib import Path

from timeline.domain.vocabulary import ChangeKind
from timeline.loader.changes import ChangeLine, Replay, ToldChange
from timeline.loader.history import History, ReleaseFile
from timeline.loader.lists import Corpus
from timeline.loader.source import RELEASE_SUFFIX, RELEASES
from timeline.loader.states import states
from timeline.models import Change, NamedRelease

BATCH = 500
DRAFT = "draft"


def name_of(history: History, content_hash: str) -> str:
    """What a record is called: the last release, or a draft after it, named after its content."""
    last = history.last
    if last is not None and last.hash == content_hash:
        return last.name
    draft = f"{DRAFT}-{content_hash[:8]}"
    return f"{last.name}-{draft}" if last else draft


def _draft(history: History, content_hash: str) -> ReleaseFile | None:
    """The draft release for a record; None if it is the last release, or there is none that it could follow."""
    last = history.last
    if last is None or last.hash == content_hash:
        return None
    name = name_of(history, content_hash)
    digest = hashlib.sha256(f"{last.digest}{content_hash}".encode()).hexdigest()
    return ReleaseFile(name, content_hash, "", b"", digest)


def settle(history: History, corpus: Corpus, content_hash: str) -> str:
    """Write what differs in the history and return the digest that identifies it. 1 query if nothing differs."""
    draft = _draft(history, content_hash)
    files = [*history.files, *([draft] if draft else [])]
    stored = list(NamedRelease.objects.order_by("ordinal").values_list("name", "digest"))
    wanted = [(file.name, file.digest) for file in files]
    if stored != wanted:
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(stored, wanted, strict=False)))
        NamedRelease.objects.filter(ordinal__gte=kept).delete()
        _write(files, corpus, is_draft=draft is not None, kept=kept)
    return files[-1].digest if files else ""


def _write(files: list[ReleaseFile], corpus: Corpus, *, is_draft: bool, kept: int) -> None:
    """Write the releases from `kept` on; earlier ones are only replayed."""
    replay, number = Replay(), 0
    for ordinal, file in enumerate(files):
        of_draft = is_draft and ordinal == len(files) - 1
        entries: Iterable[ChangeLine] = list(replay.entries_to(states(corpus))) if of_draft else file.entries()
        told = replay.apply(entries)
        if ordinal == 0:  # what existed at the beginning is not a change
            told = (one for one in list(told) if one.entry.change is not ChangeKind.ADDED)
        if ordinal < kept:
            number += sum(1 for _ in told)
            continue
        release = NamedRelease.objects.create(
            name=file.name,
            hash=file.hash,
            note=file.note,
            is_draft=of_draft,
            digest=file.digest,
            source=zlib.compress(file.content),
            ordinal=ordinal,
        )
        for chunk in batched(_rows(release, told, number), BATCH):
            Change.objects.bulk_create(chunk)
            number += len(chunk)


def _rows(release: NamedRelease, told: Iterator[ToldChange], number: int) -> Iterator[Change]:
    for ordinal, one in enumerate(told, number):
        noun, identity = one.entry.key
        yield Change(
            release=release,
            noun=noun,
            identity=identity,
            change=one.entry.change.value,
            fields=[list(field) for field in one.fields],
            is_own=one.is_own,
            reason=one.entry.reason,
            replaced_by=one.entry.replaced_by,
            ordinal=ordinal,
        )


def stored() -> History:
    """The history stored in the database. 1 query."""
    history = History()
    rows = NamedRelease.objects.filter(is_draft=False).order_by("ordinal").values_list("source", flat=True)
    for source in rows:
        history = history.with_file(zlib.decompress(bytes(source)))
    return history


def dump(root: Path) -> int:
    """Write the history under `root`; return how many files had to be written. Raises OSError if one cannot be
    written."""
    written = 0
    for file in stored().files:
        path = root / RELEASES / f"{file.name}{RELEASE_SUFFIX}"
        if not path.exists() or path.read_bytes() != file.content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
            written += 1
    return written
