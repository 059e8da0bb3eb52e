"""Query relaxation: which parts are dropped, in turn, if nothing matches the whole query, and what comes nearest to a
dropped date. No query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from timeline.domain.dates import Span
from timeline.index.columns import Numbers
from timeline.search.completing import Complete
from timeline.search.ground import LONG, Ground
from timeline.search.matching import Match
from timeline.search.meaning import Clause, QueryPart
from timeline.search.reading import Reading

FEW = 7
"""The most clauses of which every subset is tried; with more, any one or two and then the least telling together."""
MOST_TRIED = 150
"""The most sets of parts dropped in turn until something matches."""
TELLING = ("word", "stance", "side", "kind", "years", "year", "month", "day", "place", "term", "topic", "person")
"""What parts are, the least telling first: a common word is let go before a kind, that before a date (what is nearest
to it is shown), a place, an issue or treaty, and a person last."""
PERSON = TELLING.index("person")
COMMON = 0.6
"""A word is common if its scale (rarity) is below this; a rare one tells as much as a place, a phrase in quotes as much
as an issue."""
HALF_AWAY = 200
"""Days from a dropped date at which a result counts half."""


def _telling(clause: Clause) -> int:
    """How much a clause tells, as a place in TELLING."""
    return max(map(_rank, clause))


def _rank(part: QueryPart) -> int:
    if part.is_quoted:
        return TELLING.index("topic")
    if part.is_words and part.scale >= COMMON:
        return TELLING.index("place")
    return TELLING.index(part.what)


def hopeless(asked: Reading) -> list[int]:
    """The clauses that match nothing at all."""
    return [n for n, match in enumerate(asked.found) if not match.is_any]


def _fewer(asked: Reading) -> list[tuple[int, ...]]:
    """The sets of clauses to drop, in turn: those with a person last; before that, those that tell least together, so
    that of who, where, when and what the subject goes before where and when; of equal clauses the last one. A clause
    that matches nothing at all is in each."""
    clauses, always = asked.clauses, set(hopeless(asked))
    told = {n: (_telling(clause), max(part.weight for part in clause)) for n, clause in enumerate(clauses)}
    numbers = sorted(set(told) - always, key=lambda n: (*told[n], -n))
    few = range(len(numbers)) if len(numbers) <= FEW else (0, 1, 2)
    found = [gone for many in few for gone in combinations(numbers, many)]
    if len(numbers) > FEW:
        found += [tuple(numbers[:many]) for many in range(3, len(numbers))]
    found.sort(
        key=lambda gone: (
            any(told[n][0] == PERSON for n in gone),
            sum(told[n][0] for n in gone),
            len(gone),
            round(sum(told[n][1] for n in gone), 6),
            [-n for n in sorted(gone)],
        )
    )
    sets = [tuple(sorted({*gone, *always})) for gone in found[:MOST_TRIED]]
    return [gone for gone in sets if gone and len(gone) < len(clauses)]


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
        return tuple(part for n in self.gone for part in asked.clauses[n])


def tried(asked: Reading) -> Iterator[NearMatch]:
    """What matches the whole query, then what matches with clauses dropped, the least telling first."""
    yield NearMatch((), asked.kept())
    yield from (NearMatch(gone, asked.kept(gone)) for gone in _fewer(asked))
    if asked.excluded and asked.meaning.clauses:
        yield NearMatch((), asked.kept(with_excluded=True), with_excluded=True)


def away(earliest: Numbers, latest: Numbers, span: Span) -> Numbers:
    """How many days each row is from a span; 0 for one that touches it."""
    first, last = span.earliest.toordinal(), span.latest.toordinal()
    days: Numbers = np.maximum(np.maximum(earliest.astype(np.int64) - last, first - latest.astype(np.int64)), 0)
    return days


def closeness(span: Span, ground: Ground) -> Match:
    """How near everything is to a dropped date, from 1 to almost 0."""
    match = Match.none(ground)
    for kind in LONG:
        dated = ground.dated(kind)
        near = HALF_AWAY / (HALF_AWAY + away(dated.earliest, dated.latest, span))
        setattr(match, kind, near.astype(np.float32))
    return match


def nearest(span: Span, whole: Complete, ground: Ground) -> Span | None:
    """The days of the meeting or statement nearest to a dropped date, or else of the source; None without any."""
    for kinds in (("meetings", "positions"), ("articles",)):
        best: tuple[int, int, int] | None = None
        for kind in kinds:
            rows, dated = np.flatnonzero(getattr(whole, kind)), ground.dated(kind)
            if len(rows):
                days = away(dated.earliest[rows], dated.latest[rows], span)
                row = int(rows[int(days.argmin())])
                found = int(days.min()), int(dated.earliest[row]), int(dated.latest[row])
                best = min(best, found) if best else found
        if best is not None:
            return Span(date.fromordinal(best[1]), date.fromordinal(best[2]))
    return None
