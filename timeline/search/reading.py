"""What a query means, and what of the record matches each of its clauses."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from timeline.fulltext import Term
from timeline.index.columns import Numbers
from timeline.models import Release
from timeline.search import matching
from timeline.search.completing import Complete, complete
from timeline.search.fitting import fitted
from timeline.search.ground import LONG, SHORT, TABLES, Ground, ground
from timeline.search.language import CYRILLIC
from timeline.search.matching import Match, TextMatch
from timeline.search.meaning import Clause, Meaning, QueryPart
from timeline.search.names import Names, names, stem
from timeline.search.query import root, understand
from timeline.search.spelling import nearest_name

type Texts = dict[QueryPart, TextMatch]


def _texts(clauses: Sequence[Clause], held: Ground) -> Texts:
    """The full-text matches of each part. 1 query at most."""
    asked = [part for clause in clauses for part in clause if matching.mentions(part)]
    loose = [part for part in asked if part.is_words and not part.is_quoted]
    found = iter(held.text([*map(_own, asked), *map(_around, loose)]))
    own = {part: next(found) for part in asked}
    around = {part: next(found) for part in loose}
    return {part: TextMatch(own[part], around.get(part, {})) for part in asked}


def _own(part: QueryPart) -> tuple[Term, ...]:
    """The terms of a part in the own words of texts if it is only words or a narrow term; of a name anywhere, for what
    belongs to it is found by it, and one in Russian also as the record's texts have it."""
    if part.is_words or part.is_narrow:
        return tuple(
            replace(term, within="own", others=tuple(replace(other, within="own") for other in term.others))
            for term in part.terms
        )
    if CYRILLIC.search(part.typed):
        return tuple(replace(term, others=(*term.others, *part.also)) for term in part.terms)
    return part.terms


def _around(part: QueryPart) -> tuple[Term, ...]:
    """The terms of a part in the words of what texts belong to."""
    return tuple(replace(term, within="around") for term in part.terms)


def _righted(meaning: Meaning, texts: Texts, known: Names) -> list[tuple[str, str]]:
    """The words without any match, with the names that they misspell."""
    found = []
    for part in meaning.parts:
        if part.is_words and not part.is_quoted and not texts[part].number(TABLES):
            typed = (part.also or part.terms)[0].words
            words = tuple(_name_of(word, known) or word for word in typed)
            if words != typed:
                found.append((part.typed, " ".join(words)))
    return found


def _name_of(word: str, known: Names) -> str | None:
    """The name that a word misspells: the whole word, without the ending of a plural, or without any ending."""
    forms = dict.fromkeys((word, stem(word), root(word)))
    listed = ((form, names) for form in forms for names in (known.words, known.others))
    return next((name for form, names in listed if (name := nearest_name(form, names))), None)


def _is_found(typed: str, meant: str, meaning: Meaning, texts: Texts) -> bool:
    """Whether what a word was corrected to is more than a word that no text holds either."""
    parts = [part for part in meaning.parts if part.typed in {typed, meant}]
    return all(not part.is_words or texts[part].number(TABLES) for part in parts)


def _understood(query: str, held: Ground, known: Names) -> tuple[Meaning, Texts]:
    """What a query means, with misspelt names corrected."""
    meaning = fitted(understand(query, known), held, known)
    texts = _texts(meaning.clauses, held)
    righted = _righted(meaning, texts, known)
    if not righted:
        return _weighed(*_widened(meaning, texts, known), held)
    again = _corrected(meaning.typed, righted, held, known)
    found = _texts(again.clauses, held)
    if kept := [one for one in righted if _is_found(*one, again, found)]:
        if kept != righted:
            again = _corrected(meaning.typed, kept, held, known)
            found = _texts(again.clauses, held)
        return _weighed(*_widened(again, found, known), held)
    return _weighed(*_widened(meaning, texts, known), held)


def _corrected(typed: str, righted: Sequence[tuple[str, str]], held: Ground, known: Names) -> Meaning:
    """What a query means with some of its words corrected."""
    text = typed
    for wrong, meant in righted:
        text = text.replace(wrong, meant)
    return replace(fitted(understand(text, known), held, known), typed=typed, righted=tuple(righted))


def _widened(meaning: Meaning, texts: Texts, known: Names) -> tuple[Meaning, Texts]:
    """The meaning, with narrow terms that no text holds widened to what they are a part of."""
    wider = {
        part: replace(part, what="topic", label=known.titled(part.leads[:1]))
        for part in meaning.parts
        if part.is_narrow and part.leads and not texts[part].number(LONG)
    }
    clauses = tuple(tuple(wider.get(part, part) for part in clause) for clause in meaning.clauses)
    widened = tuple((part.typed, one.label) for part, one in wider.items())
    return replace(meaning, clauses=clauses, widened=widened), {
        wider.get(part, part): one for part, one in texts.items()
    }


def _weighed(meaning: Meaning, texts: Texts, held: Ground) -> tuple[Meaning, Texts]:
    """The same, each word weighted by its rarity in the record (inverse document frequency)."""
    rows = 1 + len(held.statements) + len(held.meetings) + len(held.sources)

    def weighed(part: QueryPart) -> QueryPart:
        if not part.is_words or part not in texts:
            return part
        number = 1 + texts[part].number(LONG)
        return replace(part, scale=part.scale * max(0.3, min(1.1, math.log(rows / number) / math.log(rows) * 1.6)))

    renamed = {part: weighed(part) for part in meaning.parts}
    clauses = tuple(tuple(renamed[part] for part in clause) for clause in meaning.clauses)
    return replace(meaning, clauses=clauses), {renamed[part]: found for part, found in texts.items()}


def _holding_excluded(meaning: Meaning, held: Ground) -> list[dict[str, Numbers]]:
    """The full-text matches of each excluded term. 1 query at most."""
    return held.text([(replace(term, excluded=False),) for term in meaning.excluded]) if meaning.excluded else []


def _entries(holding: Mapping[str, Numbers], held: Ground) -> set[tuple[str, str]]:
    """The entries of the short lists among full-text matches."""
    return {(kind, held.slugs[kind].get(key, "")) for kind in SHORT for key in holding[kind].tolist()}


def _less(whole: Complete, excluded: Sequence[Mapping[str, Numbers]], held: Ground) -> Complete:
    """The matches without those that contain an excluded term."""
    if not excluded:
        return whole
    masks = {name: getattr(whole, name).copy() for name in LONG}
    entries = set(whole.entries)
    for holding in excluded:
        for name, mask in masks.items():
            mask[holding[name]] = False
        entries -= _entries(holding, held)
    return Complete(**masks, entries=frozenset(entries))


def _everything(meaning: Meaning, held: Ground) -> Match:
    """The match of everything, or of the one kind that the first, the latest or the number of is asked for."""
    match = Match.all(held)
    if meaning.is_of_everything:
        for kind in (kind for kind in LONG if kind != meaning.wanted):
            getattr(match, kind).fill(0)
        match.entries = {name: value for name, value in match.entries.items() if name[0] == meaning.wanted}
    return match


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
    if not clauses and (meaning.excluded or meaning.is_of_everything):
        clauses, found = ((QueryPart("word", ""),),), [_everything(meaning, held)]
    excluded = _holding_excluded(meaning, held)
    for match, holding in product(found, excluded):
        match.named -= _entries(holding, held)
    return Reading(meaning, clauses, found, excluded, held)
