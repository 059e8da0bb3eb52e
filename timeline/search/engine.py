"""One search over everything: parsed, matched, ranked. A query without full matches is relaxed by dropping its least
telling parts, which are reported; of a dropped date what is nearest comes first."""

from dataclasses import dataclass

from timeline.domain.dates import Span
from timeline.models import Release
from timeline.search import near, ranking
from timeline.search.completing import Complete
from timeline.search.ground import Ground, ground
from timeline.search.meaning import Clause, Meaning, QueryPart
from timeline.search.narrowing import ALL, Narrow
from timeline.search.near import NearMatch, tried
from timeline.search.ranking import Scored
from timeline.search.reading import Reading, read

KINDS = ("officials", "issues", "negotiations", "treaties", "meetings", "positions", "articles")
"""The kinds of result, in the order in which they are grouped."""


@dataclass(frozen=True)
class SearchResults:
    """What a query found: how it was understood, the parts dropped because nothing matches them all (`let_go`), and the
    results of each kind, best first."""

    meaning: Meaning
    let_go: tuple[QueryPart, ...]
    ranked: tuple[Scored, ...]
    complete: Complete | None = None
    """All matches, before narrowing."""
    left: Complete | None = None
    nearest: Span | None = None
    """The days of what comes nearest to a date that was dropped."""
    unknown: tuple[QueryPart, ...] = ()
    """The words and names that the record has nowhere."""

    @property
    def total(self) -> int:
        """The number of results of all kinds."""
        return sum(one.total for one in self.ranked)

    @property
    def kept(self) -> tuple[Clause, ...]:
        """The clauses that were not dropped."""
        return tuple(clause for clause in self.meaning.clauses if clause[0] not in self.let_go)

    def of(self, kind: str) -> Scored:
        """The results of one kind; empty if there are none."""
        return next((one for one in self.ranked if one.kind == kind), Scored(kind, [], [], 0))


def _as_much_as_finds(asked: Reading, narrow: Narrow, held: Ground) -> NearMatch | None:
    """What matches all parts, or else drops what tells least: the first set of parts that a meeting, a statement or a
    source matches, for entries alone answer no question. With an active `narrow`, the first that still has results
    after narrowing, if any does. None if no set of parts matches anything."""

    def answers(one: NearMatch) -> bool:
        left = narrow.of(one.whole, held)
        return left.is_dated or (left.is_any and not one.gone)

    fitting = next(filter(answers, tried(asked)), None)
    if fitting is None:
        fitting = next((one for one in tried(asked) if one.whole.is_any), None)
    return fitting


def search(query: str, release: Release | None, narrow: Narrow = ALL, *, most: int = ranking.READ) -> SearchResults:
    """The results of a query, narrowed by `narrow`; of each kind the best, `most` or some more. At most 5 queries once
    the release is in memory: full text (twice if a name is corrected), and the texts of the best results of three
    kinds."""
    if release is None:
        return SearchResults(Meaning(query), (), ())
    held, asked = ground(release), read(query, release)
    meaning = asked.meaning
    fit = _as_much_as_finds(asked, narrow, held) if asked.clauses else None
    unknown = tuple(part for n in near.hopeless(asked) for part in asked.clauses[n] if part.span is None)
    if fit is None:
        return SearchResults(meaning, (), (), unknown=unknown)
    kept = [n for n in range(len(asked.clauses)) if n not in fit.gone]
    clauses, found = [asked.clauses[n] for n in kept], [asked.found[n] for n in kept]
    left, let_go = narrow.of(fit.whole, held), fit.let_go(asked)
    span = meaning.span if any(part.span for part in let_go) else None
    if span is not None:
        clauses += [(part,) for part in let_go if part.span][:1]
        found.append(near.closeness(span, held))
    ranked = ranking.rank(meaning, clauses, found, left, held, named=narrow == ALL, most=most)
    ranked.sort(key=lambda one: KINDS.index(one.kind))
    at = near.nearest(span, left, held) if span is not None else None
    return SearchResults(meaning, let_go, tuple(ranked), fit.whole, left, at, unknown)
