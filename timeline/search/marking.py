"""Highlighting: where a text contains the search terms. Pure."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from timeline.domain import folding
from timeline.fulltext import Term


@lru_cache(maxsize=4096)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(folding.fold(word).split())


def marks(text: str, terms: Iterable[Term]) -> list[tuple[str, bool]]:
    """The text in segments, each with whether it matches a search term; joined, they give the text again. The
    words of a phrase are marked only where they occur together."""
    asked = [term for term in terms if not term.excluded]
    pieces = folding.WORD.split(text)
    words = [_folded(piece) if place % 2 else () for place, piece in enumerate(pieces)]
    marked = {place for term in asked for place in _places(words, term)}
    found: list[tuple[str, bool]] = []
    for place, piece in enumerate(pieces):
        is_marked = place in marked
        if found and found[-1][1] == is_marked:
            found[-1] = (found[-1][0] + piece, is_marked)
        elif piece:
            found.append((piece, is_marked))
    return found


def _places(words: Sequence[tuple[str, ...]], term: Term) -> Iterable[int]:
    """The indexes of the pieces where a term occurs: its words in sequence, and what is between them."""
    flat = [(word, place) for place, some in enumerate(words) for word in some]
    many = len(term.words)
    for start in range(len(flat) - many + 1):
        here = [word for word, _ in flat[start : start + many]]
        last = here[-1].startswith(term.words[-1]) if term.is_open else here[-1] == term.words[-1]
        if last and tuple(here[:-1]) == term.words[:-1]:
            yield from range(flat[start][1], flat[start + many - 1][1] + 1)
