"""The shared cache, for more than one web process: Redis, which may go away, lose everything or be tampered with.

What it cannot give is a miss: the answer is then made anew, slower. Values are text, bytes and JSON, each under a
signature; what is not signed by us is no value of ours. Nothing is unpickled.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.safestring import SafeString
from redis.exceptions import RedisError

from armscontrol.metrics import counts

logger = logging.getLogger("armscontrol.cache")

PAUSE = 5.0
"""Seconds for which Redis is left alone after it failed."""
SIGNATURE = 16


class CorruptValueError(Exception):
    """What the cache holds is not what we put there."""


class SignedSerializer:
    """Turns values into signed bytes and back. Whole numbers stay as they are, so that Redis can count."""

    def dumps(self, value: Any) -> bytes | int:
        """The value as Redis keeps it."""
        if type(value) is int:
            return value
        match value:
            case SafeString():
                body = b"h" + value.encode()
            case str():
                body = b"s" + value.encode()
            case bytes():
                body = b"b" + value
            case _:
                body = b"j" + json.dumps(value).encode()
        return self._signature(body) + body

    def loads(self, data: Any) -> Any:
        """The value. Raises CorruptValueError where the bytes are not ours."""
        if data.removeprefix(b"-").isdigit():
            return int(data)
        signature, body = data[:SIGNATURE], data[SIGNATURE:]
        if not body or not hmac.compare_digest(signature, self._signature(body)):
            raise CorruptValueError
        match body[:1]:
            case b"h":
                return SafeString(body[1:].decode())
            case b"s":
                return body[1:].decode()
            case b"b":
                return body[1:]
            case _:
                return json.loads(body[1:])

    @staticmethod
    def _signature(body: bytes) -> bytes:
        return hmac.digest(settings.SECRET_KEY.encode(), body, hashlib.sha256)[:SIGNATURE]


class _Client(RedisCacheClient):
    """Django's client with our serializer, and a miss for every value that is not ours."""

    def __init__(self, servers: Any, **options: Any) -> None:
        self._signed = SignedSerializer()
        given: Any = self._signed  # the stubs know no serializer that counts
        super().__init__(servers, serializer=given, **options)

    def get(self, key: Any, default: Any) -> Any:
        try:
            return super().get(key, default)
        except CorruptValueError:
            logger.warning("the cache holds a value that is not ours; it is left out")
            return default

    def get_many(self, keys: Any) -> dict[Any, Any]:
        found = self.get_client(None).mget(keys)
        values: dict[Any, Any] = {}
        for key, data in zip(keys, found, strict=True):
            if data is None:
                continue
            try:
                values[key] = self._signed.loads(data)
            except CorruptValueError:
                logger.warning("the cache holds a value that is not ours; it is left out")
        return values


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, for which a Redis that is away is an empty one. After a failure it is not asked for PAUSE
    seconds, so that readers do not wait for it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client
        self._away_until = 0.0

    def _asked[T](self, ask: Callable[[], T], otherwise: T) -> T:
        """What Redis answers, or `otherwise` where it does not."""
        if monotonic() < self._away_until:
            return otherwise
        try:
            return ask()
        except RedisError as error:
            self._away_until = monotonic() + PAUSE
            counts.CACHE_FAILURES.inc()
            logger.warning("the cache is away: %s", type(error).__name__)
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep the value where the key has none; False where it has one or Redis is away."""
        return self._asked(lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs), otherwise=False)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value; `default` where there is none."""
        return self._asked(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep the value."""
        self._asked(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs), None)

    def get_many(self, keys: Any, version: Any = None) -> dict[Any, Any]:
        """The values that are there, by key."""
        asked = list(keys)
        return self._asked(lambda: super(ForgivingRedisCache, self).get_many(asked, version), {}) if asked else {}

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Keep the values."""
        return self._asked(lambda: super(ForgivingRedisCache, self).set_many(data, *args, **kwargs), [])

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Count up; 1 where Redis is away: nobody is turned away for want of it."""
        return self._asked(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), delta)

    def delete(self, key: Any, version: Any = None) -> bool:
        """Forget the value."""
        return self._asked(lambda: super(ForgivingRedisCache, self).delete(key, version), otherwise=False)
