"""The per-process cache with its hits and misses counted, by purpose."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache

from armscontrol.monitoring.metrics import counts

USES = {"card": "cards"}
"""The purpose of a value, by the prefix of its key."""
NOTHING = object()


class CountedMemory(LocMemCache):
    """The in-process cache, counted in `get`, which get_many calls too."""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value; `default` if there is none."""
        found = super().get(key, NOTHING, version)
        use = USES.get(str(key).partition(":")[0], "other")
        counts.CACHE_VALUES.labels(use, "miss" if found is NOTHING else "hit").inc()
        return default if found is NOTHING else found
