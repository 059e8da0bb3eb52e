"""Spelling correction by the names in the record. Pure."""

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

SHORTEST_MISSPELT = 4
SURE = 8
"""The word length from which any one letter may be wrong, also the first: a shorter one is mostly a word of its own
that the record lacks, so it must sound like the name."""
LONG = 9
"""The word length from which two letters may be wrong; of SURE two may be missing (Kruschev)."""
ALIKE = tuple(map(frozenset, ("aeiouy", "ckqsz", "vwf", "gjh", "td", "bp", "mn")))
"""Letters that are written for one another because they sound alike."""


def _sound_alike(letter: str, other: str) -> bool:
    return any({letter, other} <= some for some in ALIKE)


def _is_slip(word: str, name: str) -> bool:
    """Whether a word is more likely a name written wrong than a word of its own: two letters swapped (all that is put
    right of four: `dome` is no Home, `book` no Brook), one missing or too many behind the first, or one in place of
    another that sounds like it."""
    if len(word) == len(name) and sorted(word) == sorted(name):
        return True
    if len(word) == SHORTEST_MISSPELT or not (word[0] == name[0] or _sound_alike(word[0], name[0])):
        return False
    replaced = [(one.src_pos, one.dest_pos) for one in Levenshtein.editops(word, name) if one.tag == "replace"]
    return all(_sound_alike(word[at], name[there]) for at, there in replaced)


def _is_likely(word: str, name: str, edits: int) -> bool:
    """Whether a correction is much likelier than a word that the record lacks."""
    if edits == 2 and len(word) < LONG:
        return len(name) - len(word) == 2 and _is_slip(word, name)
    return (len(word) >= SURE and edits == 1) or _is_slip(word, name)


def nearest_name(word: str, names: Sequence[str]) -> str | None:
    """The name that a word misspells: one letter missing, too many, swapped with the next or in place of another (two
    in a long word; in a short one only one that sounds alike); None if a name begins with the word, or none is near.
    The names are sorted."""
    if len(word) < SHORTEST_MISSPELT or word.isdigit():
        return None
    after = names[(place := bisect_left(names, word)) : place + 1]
    if after and after[0].startswith(word):
        return None
    most = 1 if len(word) < SURE else 2
    near = process.extract(word, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    listed = ((name, int(edits)) for name, edits, _ in near if _is_likely(word, name, int(edits)))
    best = min(((edits, name[0] != word[0], name) for name, edits in listed), default=None)
    return best[2] if best else None


def nearest_beginning(word: str, names: Sequence[str]) -> str | None:
    """The beginning of a name that an unfinished word misspells by one letter, one with the same first letter before
    others; None if none is near. The names are sorted."""
    if len(word) < SHORTEST_MISSPELT or word.isdigit():
        return None
    sizes = (len(word), len(word) - 1, len(word) + 1)
    begun = dict.fromkeys(name[:size] for size in sizes for name in names if len(name) >= size)
    near = process.extract(word, list(begun), scorer=OSA.distance, score_cutoff=1, limit=None)
    best = min(
        ((start[0] != word[0], distance, abs(len(start) - len(word)), start) for start, distance, _ in near),
        default=None,
    )
    return best[3] if best else None
