"""Samples that anybody can draw again: each item's lot is a hash of the seed and its identity. Pure."""

import hashlib
import heapq
from collections.abc import Iterable

SEED = "0"
"""The seed unless one is given."""


def _lot(seed: str, identity: str) -> bytes:
    return hashlib.sha256(f"{seed}/{identity}".encode()).digest()


def drawn(items: Iterable[tuple[str, int]], size: int, *, seed: str) -> list[int]:
    """The keys of `size` of the items, given as (identity, key): those with the lowest SHA-256 of `SEED/IDENTITY`; all
    of them if there are no more. It does not depend on the order or the keys of the items, so every database draws the
    same ones; and what a release adds replaces no more than it must."""
    lots = ((_lot(seed, identity), key) for identity, key in items)
    return [key for _, key in heapq.nsmallest(size, lots)]
