"""The cache shared by the web processes: Redis, with the request counts of each address. It may be unavailable, lose
its data or be tampered with; no response fails for it. Only whole numbers go in and come out: nothing is unpickled, and
nothing that a reader sees is kept there (docs/operations.md says why)."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from armscontrol.monitoring.metrics import counts

logger = logging.getLogger("armscontrol.redis_cache")

PAUSE = 5.0
"""Seconds for which Redis is not asked after a failure."""


class WholeNumbers:
    """Serializer that stores integers as such, so that Redis can increment them."""

    def dumps(self, value: int) -> int:
        """The number. Raises TypeError on anything else."""
        if type(value) is not int:
            raise TypeError(f"{value!r} is no whole number")
        return value

    def loads(self, data: bytes) -> int:
        """The number. Raises ValueError on anything else."""
        return int(data)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache for counters, which tolerates an outage. After a failure Redis is not asked for PAUSE
    seconds, so that requests do not wait for it."""

    away_until = 0.0

    def _asked[T](self, ask: Callable[[], T], otherwise: T) -> T:
        """The reply of Redis, or `otherwise` if it is unavailable."""
        if monotonic() < self.away_until:
            return otherwise
        try:
            return ask()
        except RedisError as error:
            self.away_until = monotonic() + PAUSE
            counts.CACHE_FAILURES.inc()
            logger.warning("the cache is away: %s", type(error).__name__)
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Set the number if the key has none; False if it has one or Redis is unavailable."""
        return self._asked(lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs), otherwise=False)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Increment; `delta` if Redis is unavailable or has no value: nobody is throttled because of an outage."""
        return self._asked(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), delta)
