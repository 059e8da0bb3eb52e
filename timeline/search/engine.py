"""One search over everything: understood, matched, ranked; what finds nothing whole is asked again without its least
telling part, and says so."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from timeline.index.columns import Numbers
from timeline.models import Release
from timeline.search import matching, ranking
from timeline.search.completing import Complete, complete
from timeline.search.ground import LONG, SHORT, Ground, ground
from timeline.search.matching import Match
from timeline.search.meaning import Clause, Meaning, QueryPart, weight
from timeline.search.names import Names, names
from timeline.search.narrowing import ALL, Narrow
from timeline.search.query import understand
from timeline.search.ranking import Scored
from timeline.search.spelling import nearest_name

KINDS = ("officials", "issues", "negotiations", "treaties", "meetings", "positions", "articles")
"""The kinds of find, in the order in which they are grouped."""
FEW = 7
"""Clauses of which every set is tried; of more, one or two and then the least telling together."""
MOST_TRIED = 150
"""Sets of parts that are let go in turn until something is found."""


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
        """Finds of all kinds."""
        return sum(one.total for one in self.ranked)

    @property
    def kept(self) -> tuple[Clause, ...]:
        """The clauses that were not let go."""
        return tuple(clause for clause in self.meaning.clauses if clause[0] not in self.let_go)

    def of(self, kind: str) -> Scored:
        """The finds of one kind; an empty list where there are none."""
        return next((one for one in self.ranked if one.kind == kind), Scored(kind, [], [], 0))


type Texts = dict[QueryPart, Mapping[str, Numbers]]


def _texts(clauses: Sequence[Clause], held: Ground) -> Texts:
    """What holds the words of each part. 1 query at most."""
    asked = [part for clause in clauses for part in clause if matching.mentions(part)]
    return dict(zip(asked, held.text([part.terms for part in asked]), strict=True))


def _righted(meaning: Meaning, texts: Texts, known: Names) -> list[tuple[str, str]]:
    """The words that nothing holds, with the names that they misspell."""
    found = []
    for part in meaning.parts:
        if part.is_words and not part.terms[0].exact and not any(len(keys) for keys in texts[part].values()):
            words = [
                nearest_name(word, known.words) or nearest_name(word, known.others) or word
                for word in part.terms[0].words
            ]
            if tuple(words) != part.terms[0].words:
                found.append((part.typed, " ".join(words)))
    return found


def _understood(query: str, held: Ground, known: Names) -> tuple[Meaning, Texts]:
    """What a query means, its misspelt names put right."""
    meaning = understand(query, known)
    texts = _texts(meaning.clauses, held)
    righted = _righted(meaning, texts, known)
    if not righted:
        return _weighed(meaning, texts, held)
    text = meaning.typed
    for typed, meant in righted:
        text = text.replace(typed, meant)
    again = replace(understand(text, known), typed=meaning.typed, righted=tuple(righted))
    return _weighed(again, _texts(again.clauses, held), held)


def _weighed(meaning: Meaning, texts: Texts, held: Ground) -> tuple[Meaning, Texts]:
    """The same, each word as telling as it is rare in the record."""
    rows = 1 + len(held.statements) + len(held.meetings) + len(held.sources)

    def weighed(part: QueryPart) -> QueryPart:
        if not part.is_words or part not in texts:
            return part
        number = 1 + sum(len(texts[part][kind]) for kind in LONG)
        return replace(part, scale=part.scale * max(0.3, min(1.1, math.log(rows / number) / math.log(rows) * 1.6)))

    renamed = {part: weighed(part) for part in meaning.parts}
    clauses = tuple(tuple(renamed[part] for part in clause) for clause in meaning.clauses)
    return replace(meaning, clauses=clauses), {renamed[part]: found for part, found in texts.items()}


def _holding_excluded(meaning: Meaning, held: Ground) -> list[dict[str, Numbers]]:
    """What holds each of the excluded words. 1 query at most."""
    return held.text([(replace(term, excluded=False),) for term in meaning.excluded]) if meaning.excluded else []


def _less(whole: Complete, excluded: Sequence[Mapping[str, Numbers]], held: Ground) -> Complete:
    """What of it holds none of the excluded words."""
    if not excluded:
        return whole
    masks = {name: getattr(whole, name).copy() for name in LONG}
    entries = set(whole.entries)
    for holding in excluded:
        for name, mask in masks.items():
            mask[holding[name]] = False
        entries -= {(kind, held.slugs[kind].get(key, "")) for kind in SHORT for key in holding[kind].tolist()}
    return Complete(**masks, entries=frozenset(entries))


def _fewer(clauses: Sequence[Clause]) -> list[tuple[int, ...]]:
    """Which clauses to let go, one set after the other: as few as possible, of these the least telling first, of equal
    ones the last."""
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
class _Held:
    """Which clauses are let go, whether what was excluded is too, and what matches the others."""

    gone: tuple[int, ...]
    whole: Complete
    with_excluded: bool = False


def _as_much_as_finds(
    clauses: Sequence[Clause], found: Sequence[Match], meaning: Meaning, held: Ground, narrow: Narrow
) -> _Held:
    """What holds all of it, else all but as little as possible; with `narrow` in force, of what that leaves. Nothing
    where no set finds any."""
    excluded = _holding_excluded(meaning, held)

    def kept(gone: tuple[int, ...], *, without: bool = True) -> Complete:
        left = [n for n in range(len(clauses)) if n not in gone]
        some = complete([clauses[n] for n in left], [found[n] for n in left], held)
        return _less(some, excluded, held) if without else some

    def tried() -> Iterator[_Held]:
        yield _Held((), whole)
        yield from (_Held(gone, kept(gone)) for gone in _fewer(clauses))
        if excluded and meaning.clauses:
            yield _Held((), kept((), without=False), with_excluded=True)

    whole = kept(())
    fitting = next((one for one in tried() if narrow.of(one.whole, held).is_any), None)
    if fitting is None and narrow != ALL:
        fitting = next((one for one in tried() if one.whole.is_any), None)
    return fitting or _Held((), whole)


def search(query: str, release: Release | None, narrow: Narrow = ALL) -> SearchResults:
    """What a query finds, and of that what `narrow` leaves. 5 queries at most once the release is read: what texts hold
    (twice where a name is put right), and the texts of the best of three kinds."""
    if release is None:
        return SearchResults(Meaning(query), (), ())
    held, known = ground(release), names(release)
    meaning, texts = _understood(query, held, known)
    if not meaning.clauses and not meaning.excluded:
        return SearchResults(meaning, (), ())
    clauses: Sequence[Clause] = meaning.clauses or ((QueryPart("word", ""),),)
    found = matching.matches(clauses, held, texts) if meaning.clauses else [Match.all(held)]
    fit = _as_much_as_finds(clauses, found, meaning, held, narrow)
    if not fit.whole.is_any:
        return SearchResults(meaning, (), ())
    kept = [n for n in range(len(clauses)) if n not in fit.gone]
    let_go = tuple(clauses[n][0] for n in fit.gone)
    if fit.with_excluded:
        let_go = tuple(QueryPart("word", f"-{' '.join(term.words)}") for term in meaning.excluded)
    clauses, found = [clauses[n] for n in kept], [found[n] for n in kept]
    left = narrow.of(fit.whole, held)
    ranked = ranking.rank(meaning, clauses, found, left, held, named=narrow == ALL)
    ranked.sort(key=lambda one: KINDS.index(one.kind))
    return SearchResults(meaning, let_go, tuple(ranked), fit.whole, left)
