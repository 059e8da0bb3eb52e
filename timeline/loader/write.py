"""The checked record into the database: one transaction that writes only what differs.

Rows are compared by natural key; a second load of the same record writes nothing. A load that dies leaves the old
record whole. Imports rows and canonical.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import OperationalError, connection, models, transaction

from timeline.loader import canonical
from timeline.loader.check import Corpus, Progress, quiet
from timeline.loader.rows import KINDS, REPORTS, Kind, Row, owners, rows
from timeline.models import Release

BATCH = 500
LOCK = 0x41545441424C45
"""PostgreSQL's advisory lock of this program's loads ("ATTABLE")."""

type PrimaryKeys = dict[type[models.Model], dict[str, int]]


class DatabaseBusyError(Exception):
    """Another program kept the database to itself for too long; nothing was written."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of a kind a load created, changed and deleted."""

    created: int = 0
    changed: int = 0
    deleted: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.deleted)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the changes by kind of row, the release that the database holds now, whether it is a new one."""

    changes: dict[str, Change]
    release: Release
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Difference:
    """What separates a table from the record."""

    created: list[Row]
    changed: list[Row]
    deleted: list[int]
    replaced: list[int]
    """Primary keys of the rows of `changed`."""
    kept: int
    """Rows that no file gives any more, left as they are."""


@dataclass(slots=True)
class _Writing:
    """A load under way."""

    prune: bool
    owners: dict[str, frozenset[str]]
    progress: Progress
    keys: PrimaryKeys = field(default_factory=dict)
    to_delete: list[tuple[Kind, list[int]]] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    kept: int = 0


def _stays(kind: Kind, row: Row, writing: _Writing) -> bool:
    """Whether a row that no file gives any more is left alone: unless we prune, with the entry it belongs to."""
    if writing.prune:
        return False
    return not kind.owner or kind.owner_of(row) not in writing.owners[kind.owner]


def _demoted(kind: Kind, vanished: dict[Row, tuple[int, Row]], desired: dict[Row, Row]) -> Iterator[Row]:
    """Kept reports of a meeting that another article now describes: they describe it no longer."""
    if kind is not REPORTS:
        return
    described = {row[1] for row in desired.values() if row[2]}
    for article, meeting, is_description, ordinal in (row for _, row in vanished.values()):
        if is_description and meeting in described:
            yield article, meeting, False, ordinal


def _difference(kind: Kind, desired: dict[Row, Row], writing: _Writing) -> _Difference:
    stored = kind.model._default_manager.values_list("pk", *kind.columns).iterator(chunk_size=2000)
    existing: dict[Row, tuple[int, Row]] = {kind.key_of(row[1:]): (row[0], row[1:]) for row in stored}
    vanished = {key: found for key, found in existing.items() if key not in desired}
    kept = {key: found for key, found in vanished.items() if _stays(kind, found[1], writing)}
    for row in list(_demoted(kind, kept, desired)):
        desired[kind.key_of(row)] = row
        del kept[kind.key_of(row)]
    changed = [row for key, row in desired.items() if key in existing and existing[key][1] != row]
    return _Difference(
        created=[row for key, row in desired.items() if key not in existing],
        changed=changed,
        deleted=[pk for key, (pk, _) in vanished.items() if key not in kept and key not in desired],
        replaced=[existing[kind.key_of(row)][0] for row in changed],
        kept=len(kept),
    )


def _related(kind: Kind, column: str) -> type[models.Model]:
    related = kind.model._meta.get_field(column.removesuffix("__slug")).related_model
    assert isinstance(related, type)  # noqa: S101 -- a column that ends in __slug is a foreign key
    return related


def _instances(kind: Kind, made: Iterable[Row], keys: PrimaryKeys) -> Iterator[models.Model]:
    references = {column: keys[_related(kind, column)] for column in kind.columns if column.endswith("__slug")}
    for row in made:
        values: dict[str, Any] = {}
        for column, value in zip(kind.columns, row, strict=True):
            if column in references:
                name = f"{column.removesuffix('__slug')}_id"
                values[name] = None if value is None else references[column][str(value)]
            else:
                values[column] = value
        yield kind.model(**values)


def _delete(kind: Kind, primary_keys: list[int]) -> None:
    for chunk in batched(primary_keys, BATCH):
        kind.model._default_manager.filter(pk__in=chunk).delete()


def _field_names(columns: Iterable[str]) -> list[str]:
    return [column.removesuffix("__slug") for column in columns]


def _insert(kind: Kind, made: list[Row], writing: _Writing, *, over: bool = False) -> None:
    """Insert rows, `over` those of the same natural key."""
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


def _write_kind(kind: Kind, make: Callable[[], Iterator[Row]], writing: _Writing) -> None:
    desired = {kind.key_of(row): row for row in make()}
    difference = _difference(kind, desired, writing)
    if kind.others_refer:
        writing.to_delete.append((kind, difference.deleted))
    else:
        _delete(kind, difference.deleted)
    if kind is REPORTS:
        # A meeting has one description at every moment, so rows that swap it cannot be updated one after the other.
        _delete(kind, difference.replaced)
        _insert(kind, difference.changed, writing)
    else:
        _insert(kind, difference.changed, writing, over=True)
    _insert(kind, difference.created, writing)
    if kind.others_refer:
        writing.keys[kind.model] = dict(kind.model._default_manager.values_list("slug", "pk"))
    change = Change(len(difference.created), len(difference.changed), len(difference.deleted))
    writing.changes[kind.name] = change
    writing.counts[kind.name] = len(desired) + difference.kept
    writing.kept += difference.kept


def _write_rows(corpus: Corpus, writing: _Writing) -> None:
    makers = rows(corpus)
    for kind in KINDS:
        _write_kind(kind, makers[kind.name], writing)
    for kind, primary_keys in reversed(writing.to_delete):
        _delete(kind, primary_keys)


def _release(content: str, source_digest: str, at: datetime, counts: dict[str, int]) -> tuple[Release, bool]:
    """The release that the database holds now, made if its content is new."""
    current = Release.objects.current()
    if current is None or current.hash != content:
        made = Release.objects.create(hash=content, source_digest=source_digest, loaded_at=at, counts=counts)
        return made, True
    if current.source_digest != source_digest or current.counts != counts:
        current.source_digest, current.counts = source_digest, counts
        current.save(update_fields=["source_digest", "counts"])
    return current, False


def _is_locked(error: OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """SQLite answers at once that it is locked, instead of after the timeout of the settings."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        milliseconds = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")


def _begin_on_sqlite(waiting: Callable[[], None]) -> transaction.Atomic:
    """A transaction that has begun, and with it the write lock. Raises DatabaseBusyError after the timeout."""
    block = transaction.atomic()
    try:
        with _without_waiting():
            block.__enter__()
    except OperationalError as error:
        if not _is_locked(error):
            raise
    else:
        return block
    waiting()
    try:
        block.__enter__()
    except OperationalError as error:
        if _is_locked(error):
            raise DatabaseBusyError("the database is still locked by another program; nothing was written") from error
        raise
    return block


def _begin_on_postgresql(waiting: Callable[[], None]) -> transaction.Atomic:
    """A transaction that has begun and holds this program's advisory lock."""
    block = transaction.atomic()
    block.__enter__()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                waiting()
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    except BaseException as error:
        block.__exit__(type(error), error, error.__traceback__)
        raise
    return block


@contextmanager
def exclusive(waiting: Callable[[], None]) -> Iterator[None]:
    """One transaction in which nobody else loads; `waiting` is called when another load must end first.

    Raises DatabaseBusyError when it does not end in time.
    """
    connection.ensure_connection()
    begin = _begin_on_postgresql if connection.vendor == "postgresql" else _begin_on_sqlite
    block = begin(waiting)
    try:
        yield
    except BaseException as error:
        block.__exit__(type(error), error, error.__traceback__)
        raise
    else:
        block.__exit__(None, None, None)


def load(
    corpus: Corpus,
    *,
    source_digest: str,
    at: datetime,
    prune: bool = True,
    dry_run: bool = False,
    progress: Progress = quiet,
    waiting: Callable[[], None] = lambda: None,
) -> Loaded:
    """The settled record written; what differs is written, what vanished is deleted (kept, unless `prune`).

    One transaction, rolled back on a dry run. Raises DatabaseBusyError when another program holds the database.
    """
    writing = _Writing(prune, owners(corpus), progress)
    with exclusive(waiting):
        _write_rows(corpus, writing)
        content = canonical.content_hash(corpus)
        if writing.kept:
            from timeline.loader.dump import record

            content, source_digest = canonical.content_hash(record()), f"more than {source_digest}"[:64]
        release, is_new = _release(content, source_digest, at, writing.counts)
        if dry_run:
            transaction.set_rollback(True)
    return Loaded(writing.changes, release, is_new)
