"""The per-process cache with its hits and misses counted, by purpose."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache

from armscontrol.monitoring.metrics import counts

USES = {"card": "cards"}
"""The purposes by prefix of the key."""
NOTHING = object()


class CountedMemory(LocMemCache):
    """The in-process cache. Its get_many calls get."""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value; `default` where there is none."""
        found = super().get(key, NOTHING, version)
        use = USES.get(str(key).partition(":")[0], "other")
        counts.CACHE_VALUES.labels(use, "miss" if found is NOTHING else "hit").inc()
        return default if found is NOTHING else found
