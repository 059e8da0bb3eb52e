"""One search over everything: parsed, matched, ranked. A query without full matches is relaxed by dropping its least
selective parts, and says so."""

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
    """What a query found: what it was taken to mean, the parts `let_go` because nothing holds all, and the finds of
    each kind, best first."""

    meaning: Meaning
    let_go: tuple[QueryPart, ...]
    ranked: tuple[Scored, ...]
    complete: Complete | None = None
    """What matches, before it was narrowed."""
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
        """The finds of one kind; an empty list where there are none."""
        return next((one for one in self.ranked if one.kind == kind), Scored(kind, [], [], 0))


def _as_much_as_finds(asked: Reading, narrow: Narrow, held: Ground) -> NearMatch | None:
    """What holds all of it, else all but as little as possible; with `narrow` in force, of what that leaves, if it
    leaves any of anything. None where no set of parts finds any."""
    fitting = next((one for one in tried(asked) if narrow.of(one.whole, held).is_any), None)
    if fitting is None and narrow != ALL:
        fitting = next((one for one in tried(asked) if one.whole.is_any), None)
    return fitting


def search(query: str, release: Release | None, narrow: Narrow = ALL) -> SearchResults:
    """What a query finds, and of that what `narrow` leaves. 5 queries at most once the release is read: what texts hold
    (twice where a name is put right), and the texts of the best of three kinds."""
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
