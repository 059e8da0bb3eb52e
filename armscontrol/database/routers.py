"""Sends reads to replicas: Django's database router, used if DATABASE_REPLICA_URLS names any.

Within a request all reads go to one database, so that a response never mixes two; outside of requests (loads,
migrations, the shell) everything goes to the primary. A replica that is unavailable, or that still holds an older
release than the primary after DATABASE_REPLICA_LAG seconds, is skipped, and checked again after CHECK_EVERY.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from asgiref.local import Local
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from armscontrol.monitoring.metrics import counts

logger = logging.getLogger("armscontrol.database.routers")

CHECK_EVERY = 2.0
"""Seconds between two checks of a database, in each process."""

_request = Local()


@dataclass(slots=True)
class _Seen:
    """The last known state of a database: the release it holds (None: unavailable), when that was checked, and when
    that release was first seen there."""

    release: int | None = None
    at: float = float("-inf")
    since: float = float("-inf")


class Watch:
    """Which databases can be read from. Each process has its own; threads share it."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}
        self._lock = threading.Lock()
        self._turn = 0

    def replicas(self) -> list[str]:
        """The usable replicas, in round-robin order."""
        found = [alias for alias in _aliases() if alias != DEFAULT_DB_ALIAS and self._is_fit(alias)]
        self._turn += 1
        start = self._turn % len(found) if found else 0
        return found[start:] + found[:start]

    def turn_away(self, alias: str) -> None:
        """Skip this database until its next check."""
        seen = self._seen.setdefault(alias, _Seen())
        seen.release, seen.at = None, monotonic()
        if alias != DEFAULT_DB_ALIAS:
            counts.REPLICA_PASSED_OVER.labels(alias, "failed").inc()
        _close(alias)

    def _is_fit(self, alias: str) -> bool:
        replica, primary = self._look(alias), self._look(DEFAULT_DB_ALIAS)
        if replica.release is None:
            counts.REPLICA_PASSED_OVER.labels(alias, "away").inc()
            return False
        if primary.release is None or replica.release >= primary.release:
            counts.REPLICA_LAG.labels(alias).set(0)
            return True  # with the primary unavailable, its last replicated release is the best there is
        lag = monotonic() - primary.since
        counts.REPLICA_LAG.labels(alias).set(lag)
        if lag < settings.DATABASE_REPLICA_LAG:
            return True
        counts.REPLICA_PASSED_OVER.labels(alias, "behind").inc()
        return False

    def _look(self, alias: str) -> _Seen:
        """The last known state of a database, refreshed if stale; one thread at a time refreshes it."""
        seen = self._seen.setdefault(alias, _Seen())
        if monotonic() - seen.at < CHECK_EVERY or not self._lock.acquire(blocking=False):
            return seen
        try:
            release = _release(alias)
            if release != seen.release:
                logger.warning("database %s: %s", alias, "away" if release is None else f"holds release {release}")
                seen.since = monotonic()
            seen.release, seen.at = release, monotonic()
            counts.DATABASE_UP.labels(alias).set(release is not None)
        finally:
            self._lock.release()
        return seen


def _aliases() -> list[str]:
    """Every database, the primary first."""
    return list(settings.DATABASES)


def _close(alias: str) -> None:
    connections[alias].close()


def _release(alias: str) -> int | None:
    """The key of the release that a database holds, 0 for none yet; None if it is unavailable."""
    from timeline.models import Release

    connection = connections[alias]
    try:
        connection.close_if_unusable_or_obsolete()
        return Release.objects.using(alias).order_by("-pk").values_list("pk", flat=True).first() or 0
    except Error:
        connection.close()
        return None


watch = Watch()


@contextmanager
def one_database() -> Iterator[None]:
    """The context of a request: all its reads go to one database, chosen at the first of them."""
    _request.open, _request.alias = True, None
    try:
        yield
    finally:
        _request.open, _request.alias = False, None


def turn_away() -> None:
    """The database of this request failed: close its connection, skip it, and choose another at the next read."""
    watch.turn_away(getattr(_request, "alias", None) or DEFAULT_DB_ALIAS)
    _request.alias = None


class ReplicaRouter:
    """Django's router: reads of a request go to a replica, everything else to the primary."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        """The database of this request; the primary outside of requests."""
        if not getattr(_request, "open", False):
            return DEFAULT_DB_ALIAS
        if _request.alias is None:
            _request.alias = next(iter(watch.replicas()), DEFAULT_DB_ALIAS)
        return str(_request.alias)

    def db_for_write(self, _model: Any, **_hints: Any) -> str:
        """The primary; the rest of the request also reads from it, to see its own writes."""
        _request.alias = DEFAULT_DB_ALIAS
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        """Every database holds the same rows."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """Replicas get their tables from the primary."""
        return db == DEFAULT_DB_ALIAS
