"""One box over everything: what a query finds of each noun, best first, the same on both databases.

A find ranks first where the query's first word stands near the start of its text (its title or name), then by what the
record has of it, or by date: numbers that no engine computes, so that SQLite and PostgreSQL agree. A query that finds
nothing is asked again with its misspelt words put right by the record's own names. Only the pages import it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import StrIndex
from rapidfuzz.distance import OSA

from timeline import dossiers, folding
from timeline.fulltext import Term, parse
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Release, Treaty

SHOWN = 6
"""Finds shown of each kind; the kind's own list has the rest."""
MOST_RANKED = 2000
"""Finds of one kind that are counted and ranked; of more, the first found are shown, so that a common word in a large
record costs no more than a rare one."""
TITLE = 60
"""Letters of a folded text that a title or name takes."""
SHORTEST_MISSPELT = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind: how many (`is_more`: at least so many), and the first of them."""

    kind: str
    label: str
    total: int
    is_more: bool
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked for in the end (`words`; `is_corrected`: not what was typed), and what was found, by kind."""

    words: str
    terms: tuple[Term, ...]
    is_corrected: bool
    found: list[Found]

    @property
    def total(self) -> int:
        """Finds of all kinds."""
        return sum(one.total for one in self.found)


@dataclass(frozen=True, slots=True)
class Kind:
    """A noun that is searched: its rows, the order after the rank, what its lines need loaded."""

    name: str
    label: str
    rows: Callable[[], Any]
    order: tuple[Any, ...]
    loaded: Callable[[Any], QuerySet[Any]]
    title: int = TITLE


def _as_it_is(rows: Any) -> QuerySet[Any]:
    return rows  # type: ignore[no-any-return]


def _related(*names: str) -> Callable[[Any], QuerySet[Any]]:
    return lambda rows: rows.select_related(*names)


KINDS = (
    Kind(
        "officials",
        "Officials",
        Official.objects.all,
        (F("meeting_count").desc(), F("position_count").desc(), "slug"),
        lambda rows: rows.prefetch_related("posts"),
    ),
    Kind("issues", "Issues", Issue.objects.all, ("ordinal", "slug"), _as_it_is),
    Kind("negotiations", "Negotiations", Negotiation.objects.all, ("earliest", "slug"), _as_it_is),
    Kind("treaties", "Treaties", Treaty.objects.all, ("earliest", "slug"), _as_it_is),
    Kind("meetings", "Meetings", Meeting.objects.all, ("earliest", "latest", "slug"), _as_it_is),
    Kind(
        "positions",
        "Statements",
        Position.objects.all,
        ("earliest", "latest", "public_id"),
        _related("holder", "issue", "article"),
        title=120,
    ),
    Kind("articles", "Sources", Article.objects.all, ("-earliest", "slug"), _as_it_is),
)


def _ranked(rows: QuerySet[Any], kind: Kind, terms: Iterable[Term]) -> QuerySet[Any]:
    first = next((term.words[0] for term in terms if not term.excluded), "")
    if not first:
        return rows.order_by(*kind.order)
    place = StrIndex(F("search_text"), Value(first))
    near = Case(When(place=0, then=2), When(place__lte=kind.title, then=0), default=1)
    ranked: QuerySet[Any] = rows.annotate(place=place).annotate(near=near).order_by("near", *kind.order)
    return ranked


def _found(kind: Kind, query: str, terms: tuple[Term, ...], most: int) -> Found:
    rows = kind.rows().holding(query)
    total = rows.values("pk")[: MOST_RANKED + 1].count()
    if not total:
        return Found(kind.name, kind.label, 0, is_more=False, rows=())
    is_more = total > MOST_RANKED
    if kind.name == "officials":
        rows = rows.with_activity()
    shown = kind.loaded(rows.order_by("pk") if is_more else _ranked(rows, kind, terms))[:most]
    return Found(kind.name, kind.label, min(total, MOST_RANKED), is_more, list(shown))


def _everything(query: str, terms: tuple[Term, ...], most: int) -> list[Found]:
    return [found for kind in KINDS if (found := _found(kind, query, terms, most)).total]


@lru_cache(maxsize=2)
def _vocabulary(pk: int, content_hash: str) -> tuple[str, ...]:
    return tuple(sorted(dossiers.names_in_the_record()))


def nearest_name(word: str, names: Iterable[str]) -> str | None:
    """The name that a word misspells: one letter wrong, missing, too many or two swapped (two in a word of nine letters
    or more); None where a name begins with the word, or none is near."""
    known = list(names)
    if len(word) < SHORTEST_MISSPELT or word.isdigit() or any(name.startswith(word) for name in known):
        return None
    most = 1 if len(word) < 9 else 2
    near = ((OSA.distance(word, name, score_cutoff=most), name[0] != word[0], name) for name in known)
    best = min((one for one in near if one[0] <= most), default=None)
    return best[2] if best else None


def written(terms: Iterable[Term]) -> str:
    """A query that asks for the terms."""
    parts = []
    for term in terms:
        text = " ".join(term.words)
        parts.append(f"{'-' if term.excluded else ''}{f'"{text}"' if term.exact or len(term.words) > 1 else text}")
    return " ".join(parts)


def _corrected(terms: tuple[Term, ...], names: Sequence[str]) -> tuple[Term, ...]:
    def right(term: Term) -> Term:
        if term.exact or term.excluded:
            return term
        return replace(term, words=tuple(nearest_name(word, names) or word for word in term.words))

    return tuple(right(term) for term in terms)


def search(query: str, release: Release | None, *, most: int = SHOWN) -> Answer:
    """What holds all that the query asks for, people first; nothing for a query of no words."""
    terms = parse(query)
    if not terms:
        return Answer(query, (), is_corrected=False, found=[])
    found = _everything(query, terms, most)
    if found or release is None:
        return Answer(query, terms, is_corrected=False, found=found)
    righted = _corrected(terms, _vocabulary(release.pk, release.hash))
    if righted == terms:
        return Answer(query, terms, is_corrected=False, found=[])
    words = written(righted)
    return Answer(words, righted, is_corrected=True, found=_everything(words, righted, most))


def marks(text: str, terms: Iterable[Term]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that the query asked for; joined they are the text."""
    asked = [term for term in terms if not term.excluded]
    opened = tuple(term.words[-1] for term in asked if term.is_open)
    whole = {word for term in asked for word in term.words}

    def is_asked(piece: str) -> bool:
        return any(word in whole or (bool(opened) and word.startswith(opened)) for word in folding.fold(piece).split())

    pieces: list[tuple[str, bool]] = []
    for place, piece in enumerate(folding.WORD.split(text)):
        marked = place % 2 == 1 and is_asked(piece)
        if pieces and not marked and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + piece, False)
        elif piece:
            pieces.append((piece, marked))
    return pieces


forget: Callable[[], None] = _vocabulary.cache_clear
"""Drops what is kept; for tests, whose releases come and go under the same key."""
