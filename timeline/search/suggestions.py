"""Autocomplete: the people, issues, negotiations, treaties, places and meetings that somebody who is typing may mean,
each with its kind and years."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.domain import dates
from timeline.domain.folding import begun, fold
from timeline.domain.vocabulary import MeetingKind
from timeline.fulltext import OR, parse
from timeline.index.totals import totals
from timeline.models import Issue, Meeting, Negotiation, Official, Release, Treaty
from timeline.releases import per_release
from timeline.search.ground import Ground, ground
from timeline.search.language import CYRILLIC
from timeline.search.names import Names, names, stem
from timeline.search.spelling import nearest_beginning, nearest_name

MOST = 8
MOST_MEETINGS = 4
LEAST_TRANSLITERATED = 4
"""Latin letters of which a Russian name is begun."""
LONGEST = 100
"""The most characters of the input that are read."""
LABELS = {
    "officials": "person",
    "issues": "issue",
    "negotiations": "negotiation",
    "treaties": "treaty",
    "meetings": "meeting",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: its kind, slug and name, the spelling by which it was found if that differs (`found_as`), its
    years in words."""

    kind: str
    slug: str
    name: str
    detail: str
    years: str
    found_as: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    phrase: str
    kind: str
    slug: str
    weight: int
    is_latin: bool
    """Whether the phrase is written in Latin letters in the record."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The phrases that complete to entries, sorted: for officials, starting from each of their words."""

    starts: tuple[str, ...]
    entries: tuple[_Entry, ...]
    details: dict[tuple[str, str], tuple[str, str, str]]


def _span(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    if last is None:
        return f"since {first.year}"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def _details(release: Release | None) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Name, detail and years of each entry. 5 queries."""
    kept = totals(release)
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for official in Official.objects.prefetch_related("posts"):
        days = [kept[Official, end].get(official.slug) for end in ("earliest", "latest")]
        first, last = (date.fromisoformat(day) if day else None for day in days)
        posts = list(official.posts.all())
        found["officials", official.slug] = (official.name, posts[0].title if posts else "", _span(first, last))
    for issue in Issue.objects.all():
        found["issues", issue.slug] = (issue.name, issue.question, "")
    for talks in Negotiation.objects.all():
        found["negotiations", talks.slug] = (talks.name, "", _span(talks.earliest, talks.latest))
    for treaty in Treaty.objects.all():
        found["treaties", treaty.slug] = (treaty.name, "", _span(treaty.earliest, treaty.latest))
    return found


def _weights(release: Release | None) -> dict[tuple[str, str], int]:
    """The weight of each entry: how much the record has of it."""
    kept = totals(release)
    counted = {("officials", slug): number for slug, number in kept[Official, "meeting_count"].items()}
    counted |= {("issues", slug): 400 + number for slug, number in kept[Issue, "position_count"].items()}
    counted |= {("negotiations", slug): 100 + number for slug, number in kept[Negotiation, "meeting_count"].items()}
    return counted


@per_release
def _shelf(release: Release | None) -> _Shelf:
    """The index of completions. 5 queries the first time, plus those of `names` and `totals`; then none."""
    weights, known, entries = _weights(release), names(release), []
    russian = set(known.inflected.values())
    for phrase, part in known.phrases.items():
        for rank, (kind, slug) in enumerate(part.leads[:3]):
            if kind in LABELS and kind != "meetings":
                weight = weights.get((kind, slug), 150 if kind == "treaties" else 0) - 40 * rank
                entries += [
                    (
                        " ".join(phrase[start:]),
                        _Entry(" ".join(phrase), kind, slug, weight - 5 * start, phrase not in russian),
                    )
                    for start in range(len(phrase))
                    if start == 0 or kind == "officials"
                ]
    entries.sort(key=lambda one: (one[0], one[1].kind, one[1].slug))
    return _Shelf(tuple(start for start, _ in entries), tuple(entry for _, entry in entries), _details(release))


def _begun(typed: str, shelf: _Shelf) -> list[_Entry]:
    """The entries with a phrase that starts with what is typed, the heaviest first, without duplicates."""
    found: dict[tuple[str, str], _Entry] = {}
    place = bisect_left(shelf.starts, typed)
    while place < len(shelf.starts) and shelf.starts[place].startswith(typed):
        entry = shelf.entries[place]
        best = found.get((entry.kind, entry.slug))
        if best is None or entry.weight > best.weight:
            found[entry.kind, entry.slug] = entry
        place += 1
    return sorted(found.values(), key=lambda one: (-one.weight, one.slug))


def _unfinished(text: str) -> str:
    """What of the input is being typed: what follows the last OR. Nothing after an operator or in a word left out."""
    pieces = text[:LONGEST].split() if any(map(str.isalnum, text)) else []
    if not pieces or pieces[-1] in OR or pieces[-1].startswith("-"):
        return ""
    last = max((place for place, piece in enumerate(pieces) if piece in OR), default=-1)
    return " ".join(pieces[last + 1 :]) + (" " if text[-1:].isspace() else "")


def _phrase(words: Sequence[str]) -> str:
    """Folded words in the form of the phrases, with the last one unfinished."""
    return " ".join([*map(stem, words[:-1]), begun(words[-1])]) if words else ""


def _righted(words: Sequence[str], known: Names) -> list[str]:
    """The words with misspelt names corrected, the last one as the beginning of a name."""
    *whole, last = words
    listed = (known.words, known.others)
    right = [next((near for names in listed if (near := nearest_name(word, names))), word) for word in whole]
    return [*right, next((near for names in listed if (near := nearest_beginning(last, names))), last)]


def _meetings(text: str, held: Ground, most: int) -> Sequence[Suggestion]:
    """Meetings whose text contains what is typed, the heaviest first. 2 queries."""
    terms = parse(text[:LONGEST], typing=True)
    if not terms or sum(len(word) for term in terms for word in term.words) < 3:
        return []
    rows = held.text([terms])[0]["meetings"]
    kinds = held.meetings.single["kind"]
    great = np.array([10 if kind in {MeetingKind.SUMMIT, MeetingKind.SIGNING} else 0 for kind in kinds.values])
    weights = held.weights[rows] + great[kinds.codes[rows]]
    best = rows[np.lexsort((rows, -weights))][:40]
    loaded = Meeting.objects.in_bulk(held.meetings.keys[best].tolist())
    words = [word for term in terms for word in term.words]

    def place(meeting: Meeting) -> int:
        title = f" {fold(meeting.title, meeting.city, dates.describe(meeting.start))} "
        return -sum(f" {word}" in title for word in words)

    listed = [loaded[int(key)] for key in held.meetings.keys[best].tolist()]
    listed.sort(key=place)
    return [
        Suggestion("meetings", one.slug, one.title, MeetingKind(one.kind).label, dates.describe(one.start, one.end))
        for one in listed[:most]
    ]


def _entries(typed: str, *, is_russian: bool, shelf: _Shelf) -> list[_Entry]:
    """The entries begun by what is typed, those called exactly so first, then those with such a name of their own. By
    another name an entry is found from the second letter on, if it is typed in the alphabet of that name; a
    transliteration from LEAST_TRANSLITERATED letters on."""

    def is_meant(entry: _Entry) -> bool:
        least = 2 if entry.is_latin != is_russian else LONGEST if is_russian else LEAST_TRANSLITERATED
        return _is_own_name(entry, shelf) or len(typed) >= least

    meant = [entry for entry in _begun(typed, shelf) if is_meant(entry)]
    return sorted(meant, key=lambda entry: (entry.phrase != typed, not _is_own_name(entry, shelf)))


def _is_own_name(entry: _Entry, shelf: _Shelf) -> bool:
    name = shelf.details[entry.kind, entry.slug][0]
    return set(entry.phrase.split()) <= set(map(stem, fold(name).split()))


def suggest(text: str, release: Release | None, *, most: int = MOST) -> list[Suggestion]:
    """Suggestions for what is typed: names that start with it, then meetings; if there are none, those for the nearest
    name. 2 queries, twice if a name is corrected."""
    words = fold(unfinished := _unfinished(text)).split()
    if not words or release is None:
        return []
    found = _suggest(unfinished, _phrase(words), release, most)
    if not found and (righted := _righted(words, names(release))) != words:
        found = _suggest(" ".join(righted), _phrase(righted), release, most)
    return found


def _suggest(text: str, typed: str, release: Release, most: int) -> list[Suggestion]:
    shelf, held = _shelf(release), ground(release)
    named = []
    for entry in _entries(typed, is_russian=bool(CYRILLIC.search(text)), shelf=shelf)[: most - 1]:
        name, detail, years = shelf.details[entry.kind, entry.slug]
        found_as = "" if _is_own_name(entry, shelf) else entry.phrase
        named.append(Suggestion(entry.kind, entry.slug, name, detail, years, found_as))
    meetings = _meetings(text, held, MOST_MEETINGS if named else most)
    return [*named[: most - min(len(meetings), MOST_MEETINGS)], *meetings][:most]
