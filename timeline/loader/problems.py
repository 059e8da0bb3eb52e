"""A problem in a fixture: its location and its message.

Everything in the loader may import this; it imports nothing else of the program.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

type Place = tuple[str | int, ...]
"""The path from a document's root to a value: `("positions", 3, "stance")`."""

LEAST_LIKENESS = 70
"""Similarity in percent below which nothing is suggested."""


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """One problem in a file; line and column count from 1, paths are relative to the fixtures' directory."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem located by its path in the document, not yet by line and column."""

    place: Place
    message: str
    at_key: bool = False


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean 'john-bolton'?` for the most similar choice; empty if none is similar enough."""
    candidates = sorted(choices)
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        best = process.extractOne(word, candidates, scorer=scorer, processor=_spaced_words, score_cutoff=LEAST_LIKENESS)
        if best is not None:
            return f"; did you mean {best[0]!r}?"
    return ""


def _spaced_words(text: str) -> str:
    return text.lower().replace("-", " ").replace("_", " ")
