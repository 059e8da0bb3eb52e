"""What is read of a release once and kept, for its content never changes. That of the last two is: replicas may be one
behind. Left of everything; what may be large (cards, options of forms) goes into Django's cache instead."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from threading import Condition
from typing import Any

from cachetools import LRUCache, cached

RELEASES = 2
_caches: list[LRUCache[Any, Any]] = []


def _name(release: Any) -> tuple[int, str, datetime]:
    return release.pk, release.hash, release.loaded_at


def by_release[R, T](read: Callable[[R], T]) -> Callable[[R], T]:
    """Makes a function of a release (or None) keep what it returned; of None it reads anew. Threads that ask at once
    wait for the first of them: a large record is read once a process, not once a thread."""
    cache: LRUCache[Any, T] = LRUCache(RELEASES)
    _caches.append(cache)
    once = cached(cache, key=_name, condition=Condition())(read)

    @wraps(read)
    def asked(release: R) -> T:
        return read(release) if release is None else once(release)

    return asked


def forget() -> None:
    """Drop all that is kept; for tests, whose releases come and go under the same name."""
    for cache in _caches:
        cache.clear()
