"""Ranking: how well a result matches all parts of a query, its weight in the record, and whether the words are in its
own text. Computed in Python, so that both databases rank the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models.functions import Length

from timeline.domain.folding import borrowed
from timeline.domain.vocabulary import NOT_HELD, MeetingKind
from timeline.fulltext import Term
from timeline.index.columns import Numbers
from timeline.models import Article, Meeting, Position
from timeline.search.completing import Complete
from timeline.search.ground import LONG, Dated, Ground
from timeline.search.matching import Match
from timeline.search.meaning import Clause, Meaning, weight

READ = 48
"""The number of top results per kind that are re-ranked by their texts."""
MATCHED, WEIGHED, WORDED = 0.7, 0.1, 0.2
"""The weights of the match, of the weight in the record, and of the words."""
KIND_WEIGHTS = {
    MeetingKind.SUMMIT: 0.4,
    MeetingKind.SIGNING: 0.35,
    MeetingKind.MINISTERIAL: 0.2,
    MeetingKind.ROUND: 0.15,
    MeetingKind.CONSULTATION: 0.1,
}
WHOLE, HELD_WHOLE, SHARE, NAMED = 0.55, 0.5, 0.5, 0.42
"""The score of an entry of the short lists that matches all parts: WHOLE, plus HELD_WHOLE by its share; of one that
only some refer to: SHARE, plus NAMED by its share."""
WANTED = 0.15
"""The boost of the wanted kind of result."""
ASKED = {("counterparts", "officials"): 0.4, ("when", "issues"): 0.1}
"""The boost of an official if the query asks for counterparts (the official's page lists them), and of an issue if it
asks when (the issue's page has every step)."""
ORDERED, STRONG = 0.5, 0.8
"""The boost of the first or the latest result, if a query asks for it, and the least share of the best score that a
result must have to be one of those."""
NEAR = 0.85
"""The factor of a partial match."""
LATER = 0.88
"""The factor of each result of a kind relative to the one before, if all kinds are in one list: the best of each kind
comes before the tenth of any."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The best results of one kind by key, best first, with their scores; and the total of all."""

    kind: str
    keys: list[int]
    scores: list[float]
    total: int


def _matched(clauses: Sequence[Clause], found: Sequence[Match], name: str) -> Numbers:
    """How well each row of a kind matches all clauses, from 0 to slightly over 1."""
    total = sum(map(weight, clauses))
    summed = sum(
        (getattr(match, name) * np.float32(weight(clause)) for clause, match in zip(clauses, found, strict=True)),
        np.zeros(len(getattr(found[0], name)), np.float32),
    )
    matched: Numbers = summed / np.float32(total)
    return matched


def _share(counts: Numbers) -> Numbers:
    """Counts on a logarithmic scale from 0 to 1."""
    shares: Numbers = np.log1p(counts) / np.log1p(max(int(counts.max(initial=0)), 1))
    return shares


def _weight_of_meetings(rows: Numbers, ground: Ground) -> Numbers:
    columns = ground.meetings
    weights = _share(ground.weights).take(rows) * 0.6
    kinds = columns.single["kind"]
    worth = np.array([KIND_WEIGHTS.get(MeetingKind(value), 0.0) for value in kinds.values])
    statuses = columns.single["status"]
    missed = np.array([-1.5 if value in NOT_HELD else 0.0 for value in statuses.values])
    weighed: Numbers = weights + worth[kinds.codes.take(rows)] + missed[statuses.codes.take(rows)]
    return weighed


def _weights(kind: str, rows: Numbers, ground: Ground) -> Numbers:
    """What the rows of a kind weigh in the record; sources are all alike."""
    if kind == "meetings":
        return _weight_of_meetings(rows, ground)
    weights: Numbers = ground.statements.weights.take(rows) if kind == "positions" else np.zeros(len(rows), np.float32)
    return weights


def _is_in_order(meaning: Meaning, kind: str) -> bool:
    """Whether a query asks for the first or the latest of a kind: when something was accepted, of the statements."""
    if meaning.asks == "when":
        return kind == "positions" and bool(meaning.slugs("stances"))
    return meaning.asks in {"first", "latest"} and kind == (meaning.wanted or "meetings")


def _in_time(kind: str, rows: Numbers, scores: Numbers, meaning: Meaning, dated: Dated) -> Numbers:
    """If a query asks for the first or the latest: of the results that match best 1 for that one, 1/2 for the next …;
    0 for all others."""
    times = np.zeros(len(rows), np.float32)
    if _is_in_order(meaning, kind) and len(rows):
        strong = np.flatnonzero(scores >= STRONG * scores.max())
        days = dated.earliest[rows[strong]].astype(np.int64) * (-1 if meaning.asks == "latest" else 1)
        times[strong[np.argsort(days, kind="stable")]] = 1 / np.arange(1, len(strong) + 1)
    return times


def _best(scores: Numbers, most: int) -> Numbers:
    """The positions of the best scores, at most so many, best first; ties keep their order."""
    places = np.arange(len(scores))
    if len(scores) > most:
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        above = np.flatnonzero(scores > least)
        places = np.concatenate([above, np.flatnonzero(scores == least)[: most - len(above)]])
    return places[np.lexsort((places, -scores[places]))]


def _own_text(kind: str, keys: Sequence[int]) -> dict[int, tuple[str, int, str]]:
    """For each result its folded text, the length of its own title or words at the start of it, and its identity. 1
    query."""
    models: dict[str, tuple[Any, Any, str]] = {
        "meetings": (Meeting, Length("title"), "slug"),
        "positions": (Position, Length("summary") + Length("quote") + Length("translation"), "public_id"),
        "articles": (Article, Length("title"), "slug"),
    }
    model, own, identity = models[kind]
    rows = model.objects.filter(pk__in=list(keys)).order_by().annotate(own=own)
    return {
        key: (text, length, name) for key, text, length, name in rows.values_list("pk", "search_text", "own", identity)
    }


def _stands(term: Term, head: str, whole: str) -> float:
    """How well a term matches a text: as whole words in its own part best; as a prefix, scattered or in the rest,
    less."""
    together = " ".join(term.words)
    if f" {together} " in head:
        return 1.0
    if f" {together}" in head:
        return 0.85
    if all(f" {word}" in head for word in term.words):
        return 0.6
    if f" {together}" in whole:
        return 0.35
    return 0.15 if f" {' '.join(borrowed(term.words))}" in whole else 0.0


def worded(text: str, own: int, choices: Sequence[Sequence[tuple[Term, float]]]) -> float:
    """How much of the query is in a text, 0 to 1: the average over its parts of the best-matching choice of words, each
    choice with its weight."""
    head, whole = f" {text[:own]} ", f" {text} "
    scores = [max(_stands(term, head, whole) * worth for term, worth in some) for some in choices]
    return sum(scores) / len(scores) if scores else 0.0


def _typed(meaning: Meaning) -> list[list[tuple[Term, float]]]:
    """For each part that may occur in a text (not days, sides and stances) the words: as typed, and as texts have
    them."""
    return [
        [*((term, 1.0) for term in part.terms), *((term, 0.85) for term in part.also)]
        for part in meaning.parts
        if part.terms and part.first not in {"sides", "stances"}
    ]


def _scored(
    kind: str,
    mask: Numbers,
    meaning: Meaning,
    found: Sequence[Match],
    clauses: Sequence[Clause],
    ground: Ground,
    most: int,
) -> Scored:
    """The best results of a kind, best first: the top READ by all criteria, the others without their texts. 1 query."""
    rows = np.flatnonzero(mask)
    scores = MATCHED * np.minimum(_matched(clauses, found, kind).take(rows), 1.15)
    scores = scores + WEIGHED * _weights(kind, rows, ground)
    scores = scores + ORDERED * _in_time(kind, rows, scores, meaning, ground.dated(kind))
    order = _best(scores, max(most, READ))
    head, rest = order[:READ], order[READ:]
    keys = ground.dated(kind).keys.take(rows).astype(np.int64)
    read = _read(kind, keys[head].tolist(), scores[head].tolist(), rows[head], meaning, ground)
    return Scored(
        kind,
        [key for _, key in read] + keys[rest].tolist(),
        [score for score, _ in read] + [float(score) for score in scores[rest].tolist()],
        len(rows),
    )


def _read(
    kind: str, keys: list[int], scores: list[float], rows: Numbers, meaning: Meaning, ground: Ground
) -> list[tuple[float, int]]:
    """The best results as score and key, re-ranked by how well their own texts match; ties are broken by the earliest
    day. 1 query, none without keys."""
    texts = _own_text(kind, keys) if keys else {}
    typed, ranked = _typed(meaning), []
    for key, score, day in zip(keys, scores, ground.dated(kind).earliest[rows].tolist(), strict=True):
        text, own, identity = texts.get(key, ("", 0, ""))
        whole = score + WORDED * worded(text, own, typed) + WANTED * (meaning.wanted == kind)
        ranked.append((-round(whole, 6), int(day), identity, key))
    return [(-score, key) for score, _, _, key in sorted(ranked)]


def _entries(
    meaning: Meaning, clauses: Sequence[Clause], found: Sequence[Match], whole: Complete, *, named: bool
) -> dict[str, list[tuple[float, str]]]:
    """The entries of the short lists that parts refer to or that contain every word, best first, by kind."""
    total = sum(map(weight, clauses))
    leads = {name for match in found for name in match.named} if named else set()
    scored: dict[str, list[tuple[float, str]]] = {}
    for kind, slug in leads | set(whole.entries):
        values = [match.entries.get((kind, slug), 0.0) for match in found]
        share = sum(weight(clause) * value for clause, value in zip(clauses, values, strict=True)) / total
        score = WHOLE + HELD_WHOLE * share if (kind, slug) in whole.entries else SHARE + NAMED * share
        score += WANTED * (meaning.wanted == kind)
        score += ASKED.get((meaning.asks, kind), 0.0) if (kind, slug) in leads else 0.0
        scored.setdefault(kind, []).append((score, slug))
    return {kind: sorted(listed, key=lambda one: (-one[0], one[1])) for kind, listed in scored.items()}


def rank(
    meaning: Meaning,
    clauses: Sequence[Clause],
    found: Sequence[Match],
    whole: Complete,
    ground: Ground,
    *,
    named: bool = True,
    most: int = READ,
) -> list[Scored]:
    """The best results of every kind, of the dated ones at most so many; with `named`, also the entries that only some
    parts refer to. 3 queries at most."""
    ranked = []
    for kind, listed in _entries(meaning, clauses, found, whole, named=named).items():
        keys = {slug: key for key, slug in ground.slugs.get(kind, {}).items()}
        known = [(score, keys[slug]) for score, slug in listed if slug in keys]
        if kind == "officials":
            known.sort(key=lambda one: (-round(one[0], 3), -ground.busy.get(one[1], 0), ground.slugs[kind][one[1]]))
        if known:
            ranked.append(Scored(kind, [key for _, key in known], [score for score, _ in known], len(known)))
    for kind in LONG:
        mask = getattr(whole, kind)
        if mask.any():
            ranked.append(_scored(kind, mask, meaning, found, clauses, ground, most))
    return ranked


def merged(ranked: Sequence[Scored], most: int, *, near: bool = False) -> list[tuple[float, str, int]]:
    """The best of all kinds in one list: score, kind, key. `near`: no result matches all parts, so what a part refers
    to comes before what matches some."""
    listed = [
        (_later(one, place, near=near), MERGED.index(one.kind), place, key)
        for one in ranked
        for place, key in enumerate(one.keys[:most])
    ]
    listed.sort(key=lambda one: (-one[0], one[1], one[2]))
    return [(score, MERGED[kind], key) for score, kind, _, key in listed[:most]]


MERGED = ("officials", "issues", "treaties", "negotiations", "meetings", "positions", "articles")
"""The kinds in the order that breaks ties."""


def _later(one: Scored, place: int, *, near: bool) -> float:
    """A result's score in the merged list. Officials were each named, so none is penalized by its rank."""
    if one.kind == "officials":
        return round(one.scores[place], 6)
    return round(one.scores[place] * LATER**place * (NEAR if near and one.kind in LONG else 1.0), 6)
