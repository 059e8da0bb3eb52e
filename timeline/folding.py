"""Text folded for search: both alphabets to Latin, no case, no accents, single spaces. The loader stores it, the
filters ask it with words folded alike, so that SQLite and PostgreSQL find the same. Imports nothing of ours."""

import re
import unicodedata

from anyascii import anyascii

WORD = re.compile(r"(\w+)")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def fold(*texts: str) -> str:
    """The texts' words in lower-case Latin letters and digits, single spaces: `Рябков, Сергей` → `ryabkov sergey`."""
    joined = unicodedata.normalize("NFKC", " ".join(text for text in texts if text))
    return NOT_A_WORD.sub(" ", anyascii(joined).lower().replace("'", "")).strip()


def words(query: str, *, most: int = 12) -> list[str]:
    """The folded words of a query, at most `most` of them, each once, in order."""
    return list(dict.fromkeys(fold(query).split()))[:most]
