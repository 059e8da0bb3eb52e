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
from timeline.fulltext import parse
from timeline.index.totals import totals
from timeline.models import Issue, Meeting, Negotiation, Official, Release, Treaty
from timeline.releases import per_release
from timeline.search.ground import Ground, ground
from timeline.search.names import names, stem

MOST = 8
MOST_MEETINGS = 4
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
    weights, entries = _weights(release), []
    for phrase, part in names(release).phrases.items():
        for rank, (kind, slug) in enumerate(part.leads[:3]):
            if kind in LABELS and kind != "meetings":
                weight = weights.get((kind, slug), 150 if kind == "treaties" else 0) - 40 * rank
                entries += [
                    (" ".join(phrase[start:]), _Entry(" ".join(phrase), kind, slug, weight - 5 * start))
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


def _typed(text: str) -> str:
    """What is typed, in the form of the phrases, with the last word unfinished."""
    words = fold(text[:LONGEST]).split()
    return " ".join([*map(stem, words[:-1]), begun(words[-1])]) if words else ""


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


def suggest(text: str, release: Release | None, *, most: int = MOST) -> list[Suggestion]:
    """Suggestions for what is typed: names that start with it, then meetings. 2 queries."""
    typed = _typed(text)
    if not typed or release is None:
        return []
    shelf, held = _shelf(release), ground(release)
    named = []
    for entry in _begun(typed, shelf)[: most - 1]:
        name, detail, years = shelf.details[entry.kind, entry.slug]
        same = set(entry.phrase.split()) <= set(map(stem, fold(name).split()))
        named.append(Suggestion(entry.kind, entry.slug, name, detail, years, "" if same else entry.phrase))
    meetings = _meetings(text, held, MOST_MEETINGS if named else most)
    return [*named[: most - min(len(meetings), MOST_MEETINGS)], *meetings][:most]
