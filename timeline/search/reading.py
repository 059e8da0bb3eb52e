"""What a query means, and what of the record matches each of its clauses."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.index.columns import Numbers
from timeline.models import Release
from timeline.search import matching
from timeline.search.completing import Complete, complete
from timeline.search.ground import LONG, SHORT, Ground, ground
from timeline.search.matching import Match
from timeline.search.meaning import Clause, Meaning, QueryPart
from timeline.search.names import Names, names
from timeline.search.query import understand
from timeline.search.spelling import nearest_name

type Texts = dict[QueryPart, Mapping[str, Numbers]]


def _texts(clauses: Sequence[Clause], held: Ground) -> Texts:
    """The full-text matches of each part. 1 query at most."""
    asked = [part for clause in clauses for part in clause if matching.mentions(part)]
    return dict(zip(asked, held.text([part.terms for part in asked]), strict=True))


def _righted(meaning: Meaning, texts: Texts, known: Names) -> list[tuple[str, str]]:
    """The words without any match, with the names that they misspell."""
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
    """What a query means, with misspelt names corrected."""
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
    """The same, each word weighted by its rarity in the record (inverse document frequency)."""
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
    """The full-text matches of each excluded term. 1 query at most."""
    return held.text([(replace(term, excluded=False),) for term in meaning.excluded]) if meaning.excluded else []


def _less(whole: Complete, excluded: Sequence[Mapping[str, Numbers]], held: Ground) -> Complete:
    """The matches without those that contain an excluded term."""
    if not excluded:
        return whole
    masks = {name: getattr(whole, name).copy() for name in LONG}
    entries = set(whole.entries)
    for holding in excluded:
        for name, mask in masks.items():
            mask[holding[name]] = False
        entries -= {(kind, held.slugs[kind].get(key, "")) for kind in SHORT for key in holding[kind].tolist()}
    return Complete(**masks, entries=frozenset(entries))


@dataclass(frozen=True, slots=True)
class Reading:
    """A query's meaning, how well everything matches each of its clauses, and what contains each of the excluded terms.
    An empty query has no clause; one that only excludes has a single clause that everything matches."""

    meaning: Meaning
    clauses: Sequence[Clause]
    found: Sequence[Match]
    excluded: Sequence[Mapping[str, Numbers]]
    ground: Ground

    def kept(self, gone: Sequence[int] = (), *, with_excluded: bool = False) -> Complete:
        """What matches all clauses except those `gone`, and contains no excluded term (unless `with_excluded`)."""
        left = [n for n in range(len(self.clauses)) if n not in gone]
        some = complete([self.clauses[n] for n in left], [self.found[n] for n in left], self.ground)
        return some if with_excluded else _less(some, self.excluded, self.ground)


def read(query: str, release: Release) -> Reading:
    """Match a query against a release. 3 queries at most: full text, twice if a name is corrected, and the excluded
    terms."""
    held = ground(release)
    meaning, texts = _understood(query, held, names(release))
    clauses: Sequence[Clause] = meaning.clauses
    found = matching.matches(clauses, held, texts)
    if meaning.excluded and not clauses:
        clauses, found = ((QueryPart("word", ""),),), [Match.all(held)]
    return Reading(meaning, clauses, found, _holding_excluded(meaning, held), held)
