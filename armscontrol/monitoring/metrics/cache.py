"""The memory of a process with its hits and misses counted, by what it is used for."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache

from armscontrol.monitoring.metrics import counts

USES = {"card": "cards"}
"""By what a key begins with."""
NOTHING = object()


class CountedMemory(LocMemCache):
    """This process's memory. Its get_many asks get."""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value; `default` where there is none."""
        found = super().get(key, NOTHING, version)
        use = USES.get(str(key).partition(":")[0], "other")
        counts.CACHE_VALUES.labels(use, "miss" if found is NOTHING else "hit").inc()
        return default if found is NOTHING else found
