"""The order of names: the Unicode Collation Algorithm with its default table, so that É sorts with E, Ö with O and
*de Gaulle* under D, whatever the database's collation. Pure."""

from functools import cache, lru_cache
from unicodedata import normalize

from pyuca import Collator  # type: ignore[import-untyped]

LONGEST = 600
"""Characters of a key: it must fit in an index. Names that agree this far are ordered by the next sort column."""
LETTERS = 60
"""How many letters of a title its key holds: titles that agree so far are ordered by their slugs."""


@cache
def _collator() -> Collator:
    """The table, read once per process (0.1 s), and only if names are sorted."""
    return Collator()


@lru_cache(maxsize=4096)
def sort_key(name: str) -> str:
    """The key to sort a name by: its weights, four hexadecimal digits each, which every collation sorts the same
    way."""
    return "".join(f"{weight:04x}" for weight in _collator().sort_key(name))[:LONGEST]


@lru_cache(maxsize=4096)
def letters_key(title: str) -> str:
    """A smaller key, for titles and whole names: the weights of the first LETTERS letters alone, without accents,
    capitals and the brackets of a title that the record gave, four hexadecimal digits each."""
    elements = _collator().collation_elements(normalize("NFD", title.strip("[]")))
    letters = [element[0] for element in elements if element[0]]
    return "".join(f"{weight:04x}" for weight in letters[:LETTERS])
