"""Query relaxation: which parts are dropped, in turn, if nothing matches the whole query. No query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from timeline.search.completing import Complete
from timeline.search.meaning import Clause, QueryPart, weight
from timeline.search.reading import Reading

FEW = 7
"""The most clauses of which every subset is tried; with more, any one or two and then the least selective together."""
MOST_TRIED = 150
"""The most sets of parts dropped in turn until something matches."""


def _fewer(clauses: Sequence[Clause]) -> list[tuple[int, ...]]:
    """The sets of clauses to drop, in turn: the smallest first, then the least selective; of equally selective clauses,
    the last one first."""
    numbers = sorted(range(len(clauses)), key=lambda n: (weight(clauses[n]), -n))
    few = range(1, len(clauses)) if len(clauses) <= FEW else (1, 2)
    found = [gone for many in few for gone in combinations(numbers, many)]
    if len(clauses) > FEW:
        found += [tuple(numbers[:many]) for many in range(3, len(clauses))]
    found.sort(
        key=lambda gone: (len(gone), round(sum(weight(clauses[n]) for n in gone), 6), [-n for n in sorted(gone)])
    )
    return [tuple(sorted(gone)) for gone in found[:MOST_TRIED]]


@dataclass(frozen=True, slots=True)
class NearMatch:
    """The clauses dropped, and what matches the others; or what matches all clauses if exclusions are ignored."""

    gone: tuple[int, ...]
    whole: Complete
    with_excluded: bool = False

    def let_go(self, asked: Reading) -> tuple[QueryPart, ...]:
        """The dropped parts."""
        if self.with_excluded:
            return tuple(QueryPart("word", f"-{' '.join(term.words)}") for term in asked.meaning.excluded)
        return tuple(asked.clauses[n][0] for n in self.gone)


def tried(asked: Reading) -> Iterator[NearMatch]:
    """What matches the whole query, then what matches with clauses dropped, as few as possible first."""
    yield NearMatch((), asked.kept())
    yield from (NearMatch(gone, asked.kept(gone)) for gone in _fewer(asked.clauses))
    if asked.excluded and asked.meaning.clauses:
        yield NearMatch((), asked.kept(with_excluded=True), with_excluded=True)
