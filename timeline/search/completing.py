"""The matches of every part of a query: masks over the meetings, statements and sources, and the entries of the short
lists. No query."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timeline.index.columns import Numbers
from timeline.search.ground import LONG, Ground
from timeline.search.matching import Match
from timeline.search.meaning import Clause


@dataclass(frozen=True, slots=True)
class Complete:
    """Which meetings, statements, sources and entries match every clause, as masks."""

    meetings: Numbers
    positions: Numbers
    articles: Numbers
    entries: frozenset[tuple[str, str]]

    @property
    def is_dated(self) -> bool:
        """Whether any meeting, statement or source matches."""
        return any(bool(mask.any()) for mask in (self.meetings, self.positions, self.articles))

    @property
    def is_any(self) -> bool:
        """Whether anything matches."""
        return bool(self.entries) or self.is_dated


def complete(clauses: Sequence[Clause], found: Sequence[Match], ground: Ground) -> Complete:
    """What matches every clause. If the query names people, a statement must have been made by one of them."""
    meetings, positions, articles = (
        np.logical_and.reduce([getattr(match, name) > 0 for match in found]) for name in LONG
    )
    people = [match for clause, match in zip(clauses, found, strict=True) if clause[0].what == "person"]
    if people:
        positions &= np.logical_or.reduce([match.positions >= 1 for match in people])
    if all(clause[0].first == "sides" for clause in clauses):
        # A side alone selects no source, and only the meetings in its capital: nearly all have both sides.
        articles[:] = False
        if any(clause[0].slugs("places") for clause in clauses):
            meetings = np.logical_and.reduce([match.meetings >= 1 for match in found])
    told = ground.statements.sources[positions]
    articles[told] = True
    entries = set(found[0].entries)
    for match in found[1:]:
        entries &= set(match.entries)
    return Complete(meetings, positions, articles, frozenset(entries))
