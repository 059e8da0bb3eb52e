"""The cache that web processes share: Redis, which counts the requests of each address for all of them, and may go
away, lose everything or be tampered with. What it cannot say costs nobody an answer. Only whole numbers go in and come
out: nothing is unpickled, and nothing that a reader sees is kept there (docs/operations.md says why)."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from armscontrol.monitoring.metrics import counts

logger = logging.getLogger("armscontrol.redis_cache")

PAUSE = 5.0
"""Seconds for which Redis is left alone after it failed."""


class WholeNumbers:
    """Turns whole numbers into what Redis can count, and back."""

    def dumps(self, value: int) -> int:
        """The number. Raises TypeError on anything else."""
        if type(value) is not int:
            raise TypeError(f"{value!r} is no whole number")
        return value

    def loads(self, data: bytes) -> int:
        """The number. Raises ValueError on anything else."""
        return int(data)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache for numbers that are counted up, where a Redis that is away counts nothing. After a failure
    it is not asked for PAUSE seconds, so that readers do not wait for it."""

    away_until = 0.0

    def _asked[T](self, ask: Callable[[], T], otherwise: T) -> T:
        """What Redis answers, or `otherwise` where it does not."""
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
        """Keep the number where the key has none; False where it has one or Redis is away."""
        return self._asked(lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs), otherwise=False)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Count up; 1 where Redis is away or has no number there: nobody is turned away for want of it."""
        return self._asked(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), delta)
