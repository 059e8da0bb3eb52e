"""The caches of armscontrol.environment with their hits and misses counted, by what they are used for. Where Redis is
away, what is asked of it is a miss."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache

from armscontrol.cache import ForgivingRedisCache
from armscontrol.metrics import counts

USES = {"card": "cards", "api-rate": "throttle"}
"""By what a key begins with."""
NOTHING = object()


def _count(key: Any, *, hit: bool, times: int = 1) -> None:
    use = USES.get(str(key).partition(":")[0], "other")
    counts.CACHE_VALUES.labels(use, "hit" if hit else "miss").inc(times)


class CountedMemory(LocMemCache):
    """This process's memory. Its get_many asks get."""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value; `default` where there is none."""
        found = super().get(key, NOTHING, version)
        _count(key, hit=found is not NOTHING)
        return default if found is NOTHING else found

    def add(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep the value where the key has none, which is a miss; False where it has one."""
        is_new: bool = super().add(key, *args, **kwargs)
        _count(key, hit=not is_new)
        return is_new


class CountedRedis(ForgivingRedisCache):
    """The shared cache."""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value; `default` where there is none."""
        found = super().get(key, NOTHING, version)
        _count(key, hit=found is not NOTHING)
        return default if found is NOTHING else found

    def get_many(self, keys: Any, version: Any = None) -> dict[Any, Any]:
        """The values that are there, by key."""
        asked = list(keys)
        found = super().get_many(asked, version)
        for key in asked:
            _count(key, hit=key in found)
        return found

    def add(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep the value where the key has none, which is a miss; False where it has one or Redis is away."""
        is_new = super().add(key, *args, **kwargs)
        _count(key, hit=not is_new)
        return is_new
