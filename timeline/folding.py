"""Text folded for search: both alphabets to Latin, no case, no accents, single spaces. The loader stores it, the
filters ask it with words folded alike, so that SQLite and PostgreSQL find the same. Imports nothing of ours."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

WORD = re.compile(r"(\w+)")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def fold(*texts: str) -> str:
    """The texts' words in lower-case Latin letters and digits, single spaces: `Рябков, Сергей` → `ryabkov sergey`."""
    joined = unicodedata.normalize("NFKC", " ".join(text for text in texts if text))
    return NOT_A_WORD.sub(" ", anyascii(joined).lower().replace("'", "")).strip()


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What all spellings of one name have in common, whatever their case, accents, alphabet, points and Unicode form:
    `Reykjavík`, `REYKJAVIK` → `reykjavik`. Never empty but for an empty name."""
    return fold(name) or unicodedata.normalize("NFKC", name).casefold().strip()


def words(query: str, *, most: int = 12) -> list[str]:
    """The folded words of a query, at most `most` of them, each once, in order."""
    return list(dict.fromkeys(fold(query).split()))[:most]
