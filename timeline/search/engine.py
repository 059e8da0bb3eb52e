"""One search over everything: parsed, matched, ranked. A query without full matches is relaxed by dropping its least
selective parts, which are reported."""

from dataclasses import dataclass

from timeline.models import Release
from timeline.search import ranking
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
    """What matches all parts, or else drops as few as possible. With an active `narrow`, the first set of parts that
    still has results after narrowing, if any does. None if no set of parts matches anything."""
    fitting = next((one for one in tried(asked) if narrow.of(one.whole, held).is_any), None)
    if fitting is None and narrow != ALL:
        fitting = next((one for one in tried(asked) if one.whole.is_any), None)
    return fitting


def search(query: str, release: Release | None, narrow: Narrow = ALL) -> SearchResults:
    """The results of a query, narrowed by `narrow`. At most 5 queries once the release is in memory: full text (twice
    if a name is corrected), and the texts of the best results of three kinds."""
    if release is None:
        return SearchResults(Meaning(query), (), ())
    held, asked = ground(release), read(query, release)
    meaning = asked.meaning
    fit = _as_much_as_finds(asked, narrow, held) if asked.clauses else None
    if fit is None:
        return SearchResults(meaning, (), ())
    kept = [n for n in range(len(asked.clauses)) if n not in fit.gone]
    clauses, found = [asked.clauses[n] for n in kept], [asked.found[n] for n in kept]
    left = narrow.of(fit.whole, held)
    ranked = ranking.rank(meaning, clauses, found, left, held, named=narrow == ALL)
    ranked.sort(key=lambda one: KINDS.index(one.kind))
    return SearchResults(meaning, fit.let_go(asked), tuple(ranked), fit.whole, left)
