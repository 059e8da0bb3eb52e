"""The order of names: the Unicode Collation Algorithm with its default table, so that É stands by E, Ö by O and *de
Gaulle* among the D's, whatever the database's collation. Pure."""

from functools import cache, lru_cache

from pyuca import Collator  # type: ignore[import-untyped]

LONGEST = 600
"""Characters of a key: it must fit an index. What is alike so far is told apart by what is ordered by next."""


@cache
def _collator() -> Collator:
    """The table, read once a process (0.1 s) and only where names are put in order."""
    return Collator()


@lru_cache(maxsize=4096)
def sort_key(name: str) -> str:
    """What to order a name by: its weights, four hexadecimal digits each, which every collation has in one order."""
    return "".join(f"{weight:04x}" for weight in _collator().sort_key(name))[:LONGEST]
