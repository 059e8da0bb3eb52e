"""Spelling correction by the names in the record. Pure."""

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_MISSPELT = 4
LONG = 9
"""The word length from which two letters may be wrong."""


def nearest_name(word: str, names: Sequence[str]) -> str | None:
    """The name that a word misspells: one letter wrong, missing, too many or two swapped (two in a word of nine letters
    or more); None if a name begins with the word, or none is near. The names are sorted."""
    if len(word) < SHORTEST_MISSPELT or word.isdigit():
        return None
    after = names[(place := bisect_left(names, word)) : place + 1]
    if after and after[0].startswith(word):
        return None
    most = 1 if len(word) < LONG else 2
    near = process.extract(word, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    best = min(((distance, name[0] != word[0], name) for name, distance, _ in near), default=None)
    return best[2] if best else None
