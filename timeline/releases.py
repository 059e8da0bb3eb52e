"""The current release, the release of a request, and what is memoized per release.

Every response comes from one release, identified by its hash. A release never changes, so what is computed from it is
memoized under it (`per_release`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache, wraps
from threading import Condition
from typing import Any

import orjson
from cachetools import LRUCache, cached
from django.db import connections, router
from django.http import HttpRequest

from timeline.models import Release

NAMES = ("id", "hash", "source_digest", "loaded_at", "counts", "name", "history")
CURRENT_RELEASE = (
    f'SELECT {", ".join(f'"{name}"' for name in NAMES)} FROM "timeline_release" ORDER BY "id" DESC LIMIT 1'
)


@lru_cache(maxsize=4)
def _release(pk: int, content_hash: str, digest: str, loaded_at: datetime, counts: str, *named: str) -> Release:
    """A row from the database driver as a Release. SQLite stores no time zone: its times are in UTC."""
    time = loaded_at if loaded_at.tzinfo else loaded_at.replace(tzinfo=UTC)
    return Release.from_db(None, NAMES, (pk, content_hash, digest, time, orjson.loads(counts), *named))


def current() -> Release | None:
    """The release the database holds; None before the first load. 1 query, in plain SQL: it runs on every request, and
    compiling it through the ORM took ten times as long as running it."""
    with connections[router.db_for_read(Release)].cursor() as cursor:
        cursor.execute(CURRENT_RELEASE)
        row = cursor.fetchone()
    return _release(*row) if row else None


_spoken_of: ContextVar[Release | None] = ContextVar("spoken_of", default=None)


@contextmanager
def speaking_of(release: Release) -> Iterator[None]:
    """Context manager: within it, `release` is the release of the request."""
    token = _spoken_of.set(release)
    try:
        yield
    finally:
        _spoken_of.reset(token)


def spoken_of() -> Release | None:
    """The release of the request being answered; else the current one, in 1 query. For code that runs within a
    request but has no access to it, such as a filter."""
    return _spoken_of.get() or current()


RELEASES = 2

_caches: list[LRUCache[Any, Any]] = []


def _name(release: Any) -> tuple[int, str, datetime]:
    return release.pk, release.version, release.loaded_at


def per_release[R, T](read: Callable[[R], T]) -> Callable[[R], T]:
    """Decorator that memoizes a function of a release; for None it is called every time. Concurrent threads wait for
    the first: a large record is loaded once per process, not once per thread."""
    cache: LRUCache[Any, T] = LRUCache(RELEASES)
    _caches.append(cache)
    once = cached(cache, key=_name, condition=Condition())(read)

    @wraps(read)
    def asked(release: R) -> T:
        return read(release) if release is None else once(release)

    return asked


def clear_caches() -> None:
    """Clear all memoized values; for tests, which reuse release names."""
    for cache in _caches:
        cache.clear()


RELEASE = "across.release"
"""Its key in a request's META."""


def release_of(request: HttpRequest) -> Release | None:
    """The release of the request; None before the first load. No query if a middleware has set it, else 1."""
    left = request.META
    return left[RELEASE] if RELEASE in left else current()


def day_of(release: Release | None) -> date:
    """The day up to which the record goes: that of the release. Standings are as of this day unless another is
    given."""
    return release.loaded_at.date() if release else date(1955, 1, 1)
