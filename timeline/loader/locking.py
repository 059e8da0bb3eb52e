"""Serializes loads by a database lock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

LOCK = 0x41545441424C45
"""The PostgreSQL advisory lock for this program's loads ("ATTABLE")."""


class DatabaseBusyError(Exception):
    """The database stayed locked for too long; nothing was written."""


def _is_locked(error: OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Make SQLite report at once that it is locked, instead of after the timeout in the settings."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        milliseconds = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")


def _begin_on_sqlite(waiting: Callable[[], None]) -> transaction.Atomic:
    """Begin a transaction, and take the write lock with it. Raises DatabaseBusyError after the timeout."""
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
    """Begin a transaction that holds this program's advisory lock."""
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
    """One transaction in which nobody else can load; `waiting` is called if another load must finish first.

    Raises DatabaseBusyError if that one does not finish in time.
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
