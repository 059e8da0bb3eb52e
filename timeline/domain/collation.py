"""The order of names: the Unicode Collation Algorithm with its default table, so that É sorts with E, Ö with O and
*de Gaulle* under D, whatever the database's collation. Pure."""

from functools import cache, lru_cache

from pyuca import Collator  # type: ignore[import-untyped]

LONGEST = 600
"""Characters of a key: it must fit in an index. Names that agree this far are ordered by the next sort column."""


@cache
def _collator() -> Collator:
    """The table, read once per process (0.1 s), and only if names are sorted."""
    return Collator()


@lru_cache(maxsize=4096)
def sort_key(name: str) -> str:
    """The key to sort a name by: its weights, four hexadecimal digits each, which every collation sorts the same
    way."""
    return "".join(f"{weight:04x}" for weight in _collator().sort_key(name))[:LONGEST]
