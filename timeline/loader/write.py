"""Writes the checked record to the database: one transaction that writes only what differs.

Rows are matched by natural key; loading the same record again writes nothing. A load that dies leaves the old record
intact. Imports rows and canonical.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection, models, transaction

from timeline import fulltext
from timeline.loader import canonical, write_history
from timeline.loader.check import Progress, quiet
from timeline.loader.history import History
from timeline.loader.lists import Corpus
from timeline.loader.locking import exclusive
from timeline.loader.packed import Packed
from timeline.loader.rows import owners, rows
from timeline.loader.tables import REPORTS, TABLES, Row, TableSpec
from timeline.models import Release

BATCH = 500
type PrimaryKeys = dict[type[models.Model], dict[str, int]]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """How many rows of a kind a load created, changed and deleted."""

    created: int = 0
    changed: int = 0
    deleted: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.deleted)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the changes by kind of row, the release that the database now holds, and whether it is new."""

    changes: dict[str, RowChanges]
    release: Release
    is_new: bool


@dataclass(slots=True)
class _Difference:
    """The difference between a table and the record."""

    created: Packed[Row] = field(default_factory=Packed)
    changed: Packed[Row] = field(default_factory=Packed)
    replaced: list[int] = field(default_factory=list)
    """Primary keys of the rows of `changed`."""
    deleted: list[int] = field(default_factory=list)
    total: int = 0
    """Rows that the table will hold."""
    kept: int = 0
    """Rows that are no longer in any file, left as they are."""


@dataclass(slots=True)
class _Writing:
    """The state of a load."""

    prune: bool
    owners: dict[str, frozenset[str]]
    progress: Progress
    keys: PrimaryKeys = field(default_factory=dict)
    to_delete: list[tuple[TableSpec, list[int]]] = field(default_factory=list)
    changes: dict[str, RowChanges] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    kept: int = 0


def _stays(kind: TableSpec, row: Row, writing: _Writing) -> bool:
    """Whether a row that is no longer in any file is kept: unless we prune, if its entry is in no file either."""
    if writing.prune:
        return False
    return not kind.owner or kind.owner_of(row) not in writing.owners[kind.owner]


def _stored(kind: TableSpec) -> dict[Row, tuple[int, int]]:
    """The primary key and a hash of each stored row, by its natural key.

    Python's hash of a row has 64 bits and depends on a secret of the process: different rows will not share one.
    """
    rows = kind.model._default_manager.values_list("pk", *kind.columns).iterator(chunk_size=2000)
    return {kind.key_of(row[1:]): (row[0], hash(row[1:])) for row in rows}


def _difference(kind: TableSpec, made: Iterable[Row], writing: _Writing) -> _Difference:
    found = _Difference()
    stored = _stored(kind)
    described: set[object] = set()
    for row in made:
        found.total += 1
        if kind is REPORTS and row[2]:
            described.add(row[1])
        primary_key, content = stored.pop(kind.key_of(row), (None, None))
        if primary_key is None:
            found.created.append(row)
        elif content != hash(row):
            found.changed.append(row)
            found.replaced.append(primary_key)
    vanished = [primary_key for primary_key, _ in stored.values()]
    if writing.prune:
        found.deleted = vanished
    else:
        _sort_out(kind, vanished, described, found, writing)
    return found


def _sort_out(
    kind: TableSpec, vanished: list[int], described: set[object], found: _Difference, writing: _Writing
) -> None:
    """Sort rows that are no longer in any file: to be deleted, or kept with the entry they belong to.

    A kept report loses its description flag if another article now describes the meeting.
    """
    for chunk in batched(vanished, BATCH):
        for primary_key, *columns in kind.model._default_manager.filter(pk__in=chunk).values_list("pk", *kind.columns):
            row = tuple(columns)
            if not _stays(kind, row, writing):
                found.deleted.append(primary_key)
                continue
            found.total += 1
            if kind is REPORTS and row[2] and row[1] in described:
                found.changed.append((*row[:2], False, *row[3:]))
                found.replaced.append(primary_key)
            else:
                found.kept += 1


def _related(kind: TableSpec, column: str) -> type[models.Model]:
    related = kind.model._meta.get_field(column.removesuffix("__slug")).related_model
    assert isinstance(related, type)  # noqa: S101 -- a column that ends in __slug is a foreign key
    return related


def _instances(kind: TableSpec, made: Iterable[Row], keys: PrimaryKeys) -> Iterator[models.Model]:
    references = {column: keys.get(_related(kind, column), {}) for column in kind.columns if column.endswith("__slug")}
    for row in made:
        values: dict[str, Any] = {}
        for column, value in zip(kind.columns, row, strict=True):
            if column in references:
                name = f"{column.removesuffix('__slug')}_id"
                values[name] = None if value is None else references[column][str(value)]
            else:
                values[column] = value
        yield kind.model(**values)


def _delete(kind: TableSpec, primary_keys: list[int]) -> None:
    for chunk in batched(primary_keys, BATCH):
        kind.model._default_manager.filter(pk__in=chunk).delete()


def _field_names(columns: Iterable[str]) -> list[str]:
    return [column.removesuffix("__slug") for column in columns]


def _insert(kind: TableSpec, made: Sequence[Row], writing: _Writing, *, over: bool = False) -> None:
    """Insert rows; with `over`, update those with the same natural key."""
    how: dict[str, Any] = {}
    if over:
        how = {
            "update_conflicts": True,
            "unique_fields": _field_names(kind.key),
            "update_fields": _field_names(kind.values),
        }
    done = 0
    for chunk in batched(_instances(kind, made, writing.keys), BATCH):
        kind.model._default_manager.bulk_create(list(chunk), **how)
        done += len(chunk)
        writing.progress(kind.name, done, len(made))


def _in_turn(kind: TableSpec, difference: _Difference) -> Iterator[tuple[Sequence[Row], Sequence[Row]]]:
    """The changed and the created rows to be written together: those that are part of others after all others."""
    if not kind.part_of:
        yield difference.changed, difference.created
        return
    for is_part in (False, True):
        changed, created = (
            Packed(row for row in made if (row[kind.columns.index(kind.part_of)] is not None) == is_part)
            for made in (difference.changed, difference.created)
        )
        if changed or created or not is_part:
            yield changed, created


def _write_kind(kind: TableSpec, make: Callable[[], Iterator[Row]], writing: _Writing) -> None:
    difference = _difference(kind, make(), writing)
    if kind.others_refer:
        writing.to_delete.append((kind, difference.deleted))
    else:
        _delete(kind, difference.deleted)
    if kind is REPORTS:
        # A meeting has only one description at any moment, so rows that swap it cannot be updated one by one.
        _delete(kind, difference.replaced)
        _insert(kind, difference.changed, writing)
        _insert(kind, difference.created, writing)
    else:
        for changed, created in _in_turn(kind, difference):
            _insert(kind, changed, writing, over=True)
            _insert(kind, created, writing)
            if kind.others_refer:
                writing.keys[kind.model] = dict(kind.model._default_manager.values_list("slug", "pk"))
    change = RowChanges(len(difference.created), len(difference.changed), len(difference.deleted))
    writing.changes[kind.name] = change
    writing.counts[kind.name] = difference.total
    writing.kept += difference.kept


def _write_rows(corpus: Corpus, writing: _Writing) -> None:
    makers = rows(corpus)
    for kind in TABLES:
        _write_kind(kind, makers[kind.name], writing)
    for kind, primary_keys in reversed(writing.to_delete):
        _delete(kind, primary_keys)


def _left(corpus: Corpus, source_digest: str, writing: _Writing) -> tuple[Corpus, str]:
    """What the database now holds, and the digest of its files: if rows are kept that are in no file, this is the
    record read back, and the digest matches no files."""
    if not writing.kept:
        return corpus, source_digest
    from timeline.loader.dump import record

    return record(), f"more than {source_digest}"[:64]


def _release(corpus: Corpus, told: History, *, source_digest: str, at: datetime) -> tuple[Release, bool]:
    """The release that the database now holds, created if its content or its history is new; without its counts."""
    content = canonical.content_hash(corpus)
    history = write_history.settle(told, corpus, content)
    current = Release.objects.current()
    if current is None or (current.hash, current.history) != (content, history):
        name = write_history.name_of(told, content)
        made = {"hash": content, "history": history, "name": name, "source_digest": source_digest, "loaded_at": at}
        return Release.objects.create(**made, counts={}), True
    return current, False


def _note(release: Release, source_digest: str, counts: dict[str, int]) -> None:
    """Save the counts, and the digest of the files that were read, with the release."""
    if release.source_digest != source_digest or release.counts != counts:
        release.source_digest, release.counts = source_digest, counts
        release.save(update_fields=["source_digest", "counts"])


def load(
    corpus: Corpus,
    *,
    source_digest: str,
    at: datetime,
    history: History | None = None,
    prune: bool = True,
    dry_run: bool = False,
    progress: Progress = quiet,
    waiting: Callable[[], None] = lambda: None,
) -> Loaded:
    """Write the settled record: what differs is written, what disappeared is deleted (kept, unless `prune`). One
    transaction, rolled back on a dry run. Raises DatabaseBusyError if another program holds the database.
    """
    writing = _Writing(prune, owners(corpus), progress)
    with exclusive(waiting):
        _write_rows(corpus, writing)
        held, source_digest = _left(corpus, source_digest, writing)
        release, is_new = _release(held, history or History(), source_digest=source_digest, at=at)
        _note(release, source_digest, writing.counts)
        if is_new:
            fulltext.settle(connection)
        if dry_run:
            transaction.set_rollback(True)
    return Loaded(writing.changes, release, is_new)
