"""The items of a search's answer: what was understood, the short answer, the results."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from timeline import resources
from timeline.api import loading
from timeline.api.formats.base import Item
from timeline.api.resources import POSITIONS
from timeline.api.standings import MAIN_NAMES
from timeline.models import Meeting, Official, Release, Treaty
from timeline.search import lines
from timeline.search.answers import Answer, SideAnswer
from timeline.search.engine import SearchResults
from timeline.search.meaning import QueryPart
from timeline.search.who import Candidate


def links(kind: str, identity: str, base: str) -> Item:
    """The identity of an item and its addresses in the API and among the pages."""
    resource = resources.BY_NAME[kind]
    return {
        resource.identity: identity,
        "url": f"{base}{resources.collection(resource.model)}{identity}/",
        "html_url": f"{base}{resources.pages(resource.model)}{identity}/",
    }


def _address_of(kind: str, slug: str, base: str) -> str | None:
    """Where a lead is in the API; sides, places and words of the vocabulary have no address."""
    if kind not in resources.BY_NAME:
        return None
    return f"{base}{resources.collection(resources.BY_NAME[kind].model)}{slug}/"


def _part(part: QueryPart, base: str) -> Item:
    leads = [{"kind": kind, "slug": slug, "url": _address_of(kind, slug, base)} for kind, slug in part.leads]
    return {
        "type": part.chip,
        "typed": part.typed,
        "label": part.label or part.typed,
        "definition": part.definition or None,
        "leads_to": leads,
        "from": part.span.earliest.isoformat() if part.span else None,
        "to": part.span.latest.isoformat() if part.span else None,
    }


def understood(found: SearchResults, base: str) -> Item:
    """What a question was taken to mean, and what was done about what nothing holds."""
    meaning = found.meaning
    return {
        "query": meaning.typed,
        "understood": [_part(part, base) for part in meaning.parts],
        "asks": meaning.asks or None,
        "excluded": [" ".join(term.words) for term in meaning.excluded],
        "ignored": list(meaning.ignored),
        "corrected": [{"typed": typed, "meant": meant} for typed, meant in meaning.righted],
        "widened": [{"typed": typed, "meant": wider} for typed, wider in meaning.widened],
        "without": [part.typed for part in found.let_go],
        "nearest": found.nearest
        and {"from": found.nearest.earliest.isoformat(), "to": found.nearest.latest.isoformat()},
    }


def _official(official: Official, base: str) -> Item:
    return {"name": official.name, "side": official.side, **links("officials", official.slug, base)}


def _all_of(column: SideAnswer, answer: Answer, query: str, base: str) -> str:
    """The address of all statements of a side."""
    asked = {"q": query, "kind": "positions", "side": column.side, "issue": answer.issue}
    return f"{base}/api/v1/search/?{urlencode({name: value for name, value in asked.items() if value})}"


def _voice(column: SideAnswer, said: Mapping[int, Item], url: str) -> Item:
    return {
        "side": column.side,
        "count": column.total,
        "url": url,
        "mostly": column.mostly or None,
        "mostly_count": column.mostly_count,
        "positions": [said[one.pk] for one in column.positions],
    }


def _meeting(meeting: Meeting, base: str) -> Item:
    return {"title": meeting.title, "start": meeting.start, **links("meetings", meeting.slug, base)}


def _candidate(one: Candidate, base: str) -> Item:
    found = {"meetings": one.meetings, "positions": one.positions, "query": one.query or None}
    return {**_official(one.official, base), **found}


def _treaty(treaty: Treaty, base: str) -> Item:
    return {
        "name": treaty.name,
        "signed": treaty.signed,
        "limits": treaty.limits,
        **links("treaties", treaty.slug, base),
    }


def answered(answer: Answer, query: str, base: str, release: Release | None) -> Item:
    """The answer: what it is about, each side's statements, and what else its kind has."""
    keys = [one.pk for column in answer.columns for one in column.positions]
    said = loading.items_by_key(POSITIONS, keys, base=base, release=release, fields=MAIN_NAMES)
    person, meeting, treaty = answer.person, answer.meeting, answer.treaty
    return {
        "kind": answer.kind,
        "subject": answer.subject,
        "definition": answer.definition or None,
        "count": answer.total,
        "sides": [_voice(column, said, _all_of(column, answer, query, base)) for column in answer.columns],
        "official": person and {**_official(person.official, base), "posts": [post.title for post in person.posts]},
        "counterparts": [
            {"name": one.name, "side": one.side, "meetings": one.meetings, **links("officials", one.slug, base)}
            for one in (person.counterparts if person else ())
        ],
        "meeting": meeting and _meeting(meeting, base),
        "treaty": treaty and _treaty(treaty, base),
        "sentence": answer.sentence or None,
        "meetings": [_meeting(one, base) for one in answer.meetings],
        "people": [_candidate(one, base) for one in answer.people],
        "wider": answer.wider and {"kind": answer.wider[0], **links(*answer.wider, base)},
    }


def results(
    merged: Sequence[tuple[float, str, int]], found: SearchResults, base: str, release: Release | None
) -> list[Item]:
    """The finds of all kinds as lines, in the order given. 1 query a kind, of officials 2."""
    loaded: dict[tuple[str, int], Any] = {}
    for kind in dict.fromkeys(kind for _, kind, _ in merged):
        keys = [key for _, of, key in merged if of == kind]
        loaded |= {(kind, row.pk): row for row in lines.rows(kind, keys, release)}
    listed = []
    for score, kind, key in merged:
        if (kind, key) in loaded:
            one = lines.line(loaded[kind, key])
            listed.append(
                {
                    "kind": kind,
                    **links(kind, one.identity, base),
                    "title": one.title,
                    "date": one.date or None,
                    "score": round(score, 4),
                    "highlight": lines.highlight(one, found.meaning.marked),
                }
            )
    return listed
