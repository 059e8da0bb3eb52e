"""One box over everything: what a query finds of each noun, best first, the same on both databases.

A find ranks first where the query's first word stands near the start of its text (its title or name), then by what the
record has of it, or by date: numbers that no engine computes, so that SQLite and PostgreSQL agree. A query that finds
nothing is asked again with its misspelt words put right by the record's own names, in Python (fulltext.py says why not
by pg_trgm): the names are read once a release, and one word is held against all 2,000 of a record of 100,000 meetings
in 0.1 ms. Only the pages and the MCP server import it.

One query finds the first keys of every noun; a word that stands as it is in more rows than are ranked is not asked how
it goes on. Then one query a noun reads the finds that are shown.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import StrIndex
from rapidfuzz import process
from rapidfuzz.distance import OSA

from timeline import dossiers, folding, fulltext
from timeline.activity import activity
from timeline.fulltext import Term, parse
from timeline.kept import by_release
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
    """A noun that is searched: its model, the order after the rank, what its lines need loaded (officials: see
    `_people`)."""

    name: str
    label: str
    model: Any
    order: tuple[Any, ...]
    loaded: Callable[[Any], QuerySet[Any]]
    title: int = TITLE

    @property
    def table(self) -> str:
        """The table of its rows."""
        return str(self.model._meta.db_table)


def _as_it_is(rows: Any) -> QuerySet[Any]:
    return rows  # type: ignore[no-any-return]


def _related(*names: str) -> Callable[[Any], QuerySet[Any]]:
    return lambda rows: rows.select_related(*names)


KINDS = (
    Kind("officials", "Officials", Official, (), _as_it_is),
    Kind("issues", "Issues", Issue, ("ordinal", "slug"), _as_it_is),
    Kind("negotiations", "Negotiations", Negotiation, ("earliest", "slug"), _as_it_is),
    Kind("treaties", "Treaties", Treaty, ("earliest", "slug"), _as_it_is),
    Kind("meetings", "Meetings", Meeting, ("earliest", "latest", "slug"), _as_it_is),
    Kind(
        "positions",
        "Statements",
        Position,
        ("earliest", "latest", "public_id"),
        _related("holder", "issue", "article"),
        title=120,
    ),
    Kind("articles", "Sources", Article, ("-earliest", "slug"), _as_it_is),
)


def _first_word(terms: Iterable[Term]) -> str:
    return next((term.words[0] for term in terms if not term.excluded), "")


def _ranked(rows: QuerySet[Any], kind: Kind, terms: Iterable[Term]) -> QuerySet[Any]:
    """The rows, best first: those with the query's first word in the title, with it after the title, and without it
    as it is (it stands there in other words)."""
    first = _first_word(terms)
    if not first:
        return rows.order_by(*kind.order)
    place = StrIndex(F("search_text"), Value(first))
    near = Case(When(place=0, then=2), When(place__lte=kind.title, then=0), default=1)
    ranked: QuerySet[Any] = rows.annotate(place=place).annotate(near=near).order_by("near", *kind.order)
    return ranked


@by_release
def _officials(release: Release | None) -> list[tuple[int, str]]:
    """Every official's key and text, those first of whom the record has most. 1 query."""
    kept = activity(release)
    meetings, positions = kept[Official, "meeting_count"], kept[Official, "position_count"]
    rows = Official.objects.values_list("pk", "search_text", "slug")
    ordered = sorted(rows, key=lambda row: (-meetings.get(row[2], 0), -positions.get(row[2], 0), row[2]))
    return [(key, text) for key, text, _ in ordered]


def _people(keys: Sequence[int], terms: Iterable[Term], release: Release | None, most: int) -> list[Any]:
    """The officials, best first as in `_ranked`, each with `earliest` and `latest` day of the record. Their
    order is kept for a release: to count the meetings of everybody found would cost more than all else. 2 queries."""
    found, first = set(keys), _first_word(terms)

    def near(text: str) -> int:
        place = text.find(first)
        return 2 if place < 0 else int(place >= TITLE)

    officials = _officials(release)
    best = sorted((near(text), place, key) for place, (key, text) in enumerate(officials) if key in found)[:most]
    loaded = Official.objects.prefetch_related("posts").in_bulk([key for _, _, key in best])
    kept = activity(release)
    for one in loaded.values():
        for name in ("earliest", "latest"):
            day = kept[Official, name].get(one.slug)
            setattr(one, name, date.fromisoformat(day) if day else None)
    return [loaded[key] for _, _, key in best]


def _first(
    kind: Kind, keys: Sequence[int], terms: tuple[Term, ...], release: Release | None, most: int
) -> Sequence[Any]:
    """The finds that are shown, best first; of more than are ranked those with the first keys."""
    if kind.model is Official:
        return _people(keys, terms, release, most)
    if len(keys) > MOST_RANKED:
        return list(kind.loaded(kind.model.objects.filter(pk__in=sorted(keys)[:most])).order_by("pk"))
    rows = kind.model.objects.filter(pk__in=keys)
    return list(kind.loaded(_ranked(rows, kind, terms))[:most])


def _keys(terms: tuple[Term, ...]) -> dict[str, list[int]]:
    """The keys of what holds the terms, by table, MOST_RANKED + 1 at most. 2 queries, 1 where no word may go on."""
    connection, tables = connections[Release.objects.db], [kind.table for kind in KINDS]
    stand = fulltext.as_they_stand(terms)
    found = fulltext.first_keys(connection, tables, stand, most=MOST_RANKED + 1)
    if stand != terms:
        fewer = [table for table in tables if len(found[table]) <= MOST_RANKED]
        found |= fulltext.first_keys(connection, fewer, terms, most=MOST_RANKED + 1)
    return found


def _everything(terms: tuple[Term, ...], release: Release | None, most: int) -> list[Found]:
    """What holds the terms, by kind. 2 queries and one or two for each kind found."""
    found = _keys(terms)
    return [
        Found(
            kind.name,
            kind.label,
            min(len(keys), MOST_RANKED),
            len(keys) > MOST_RANKED,
            _first(kind, keys, terms, release, most),
        )
        for kind in KINDS
        if (keys := found[kind.table])
    ]


@by_release
def _vocabulary(release: Release | None) -> tuple[str, ...]:
    return tuple(sorted(dossiers.names_in_the_record()))


def nearest_name(word: str, names: Sequence[str]) -> str | None:
    """The name that a word misspells: one letter wrong, missing, too many or two swapped (two in a word of nine letters
    or more); None where a name begins with the word, or none is near. The names are in order."""
    if len(word) < SHORTEST_MISSPELT or word.isdigit():
        return None
    after = names[(place := bisect_left(names, word)) : place + 1]
    if after and after[0].startswith(word):
        return None
    most = 1 if len(word) < 9 else 2
    near = process.extract(word, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    best = min(((distance, name[0] != word[0], name) for name, distance, _ in near), default=None)
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
    found = _everything(terms, release, most)
    if found or release is None:
        return Answer(query, terms, is_corrected=False, found=found)
    righted = _corrected(terms, _vocabulary(release))
    if righted == terms:
        return Answer(query, terms, is_corrected=False, found=[])
    return Answer(written(righted), righted, is_corrected=True, found=_everything(righted, release, most))


@lru_cache(maxsize=4096)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(folding.fold(word).split())


def marks(text: str, terms: Iterable[Term]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that the query asked for; joined they are the text."""
    asked = [term for term in terms if not term.excluded]
    opened = tuple(term.words[-1] for term in asked if term.is_open)
    whole = {word for term in asked for word in term.words}

    def is_asked(piece: str) -> bool:
        return any(word in whole or (bool(opened) and word.startswith(opened)) for word in _folded(piece))

    pieces: list[tuple[str, bool]] = []
    for place, piece in enumerate(folding.WORD.split(text)):
        marked = place % 2 == 1 and is_asked(piece)
        if pieces and not marked and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + piece, False)
        elif piece:
            pieces.append((piece, marked))
    return pieces
