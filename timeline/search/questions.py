"""The answer to a query: to its question word (when, where, who, how many, the first, the latest), to a bare date or to
a name that several people bear; else what answers.py makes of it. A few queries each."""

from collections.abc import Sequence
from dataclasses import replace

from timeline.models import Release, Treaty
from timeline.search import answers, chronology, who
from timeline.search.answers import Answer
from timeline.search.engine import SearchResults
from timeline.search.ground import Ground, ground
from timeline.search.meaning import QueryPart
from timeline.search.names import names
from timeline.search.subjects import subject_of

ORDERED = frozenset({"first", "latest"})
LISTED = frozenset({"when", "where", "number"})


def answer(found: SearchResults, release: Release | None) -> Answer | None:
    """The answer to a query, if it has one. 8 queries at most."""
    if release is None:
        return None
    held, known = ground(release), names(release)
    if found.left is None:
        parts = found.meaning.parts
        return chronology.period(found, parts, held, None) if parts and all(part.span for part in parts) else None
    found = who.settled(found, held, known)
    parts = tuple(part for clause in found.kept for part in clause)
    asked = _asked(found, parts, held, release)
    if asked is not None:
        return _with_namesakes(asked, found, parts, held)
    if several := who.bearing(parts):
        people = who.bearers(several[0], several[0].slugs("officials"), found, held)
        return Answer("people", subject_of(parts, ()), people=people)
    if parts and all(part.span for part in parts):
        found = chronology.dated(found, held)
        return chronology.period(found, parts, held, answers.statements((), parts, found, held, known))
    made = answers.answer(found, release)
    return made and _with_namesakes(made, found, parts, held)


def _with_namesakes(made: Answer, found: SearchResults, parts: Sequence[QueryPart], held: Ground) -> Answer:
    """An answer with those offered beside who bear the name of somebody in it. 2 queries if there are any."""
    for part in parts:
        if part.namesakes:
            return replace(made, people=(*made.people, *who.bearers(part, part.namesakes, found, held)))
    return made


def _asked(found: SearchResults, parts: Sequence[QueryPart], held: Ground, release: Release) -> Answer | None:
    """The answer to the question word of a query; None if it has none, or nothing answers it."""
    asks = found.meaning.asks
    if asks == "negotiators":
        return _negotiators(found, parts, held)
    if asks not in ORDERED | LISTED:
        return None
    if treaties := _treaty(found, parts):
        return treaties
    wants_words = found.meaning.wanted == "positions" or any(part.first in {"stances", "issues"} for part in parts)
    if wants_words and asks != "where":
        made = answers.answer(found, release)
        return made and chronology.statements_in_order(found, made, held) if asks != "number" else made
    subject = subject_of(parts, ()) or found.meaning.typed
    if asks in ORDERED:
        return chronology.one_meeting(found, parts, held)
    if asks == "number" and found.meaning.wanted == "treaties":
        return Answer("meetings", subject, sentence=f"{found.of('treaties').total} treaties in the record.")
    return chronology.meetings_listed(found, parts, subject, held)


def _treaty(found: SearchResults, parts: Sequence[QueryPart]) -> Answer | None:
    """The treaty that a query asks for by its time. 1 query at most."""
    asks = found.meaning.asks
    if asks in ORDERED and found.meaning.wanted == "treaties":
        return chronology.one_treaty(found)
    if asks == "number" and found.meaning.wanted:
        return None
    if asks not in {"when", "number"} or any(part.first in {"officials", "stances"} for part in parts):
        return None
    slugs = [part.leads[0][1] for part in parts if part.first == "treaties"]
    treaty = Treaty.objects.filter(slug__in=slugs[:1]).first()
    if treaty is None:
        return None
    return Answer(
        "treaty", treaty.name, treaty=treaty, sentence="" if asks == "number" else chronology.when_of_treaty(treaty)
    )


def _negotiators(found: SearchResults, parts: Sequence[QueryPart], held: Ground) -> Answer | None:
    """Those who headed the delegations of a negotiation. 3 queries."""
    sides = found.meaning.sides
    people = who.negotiators(who.negotiations_of(parts), sides, held)
    if not people:
        return None
    topic = next(part.label for part in parts if part.first == "treaties" or part.slugs("negotiations"))
    return Answer("people", f"Heads of delegation, {topic}{who.of_sides(sides)}", people=people)
