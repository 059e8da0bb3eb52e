"""JSON-LD: meetings as schema.org Events, officials as Persons, positions as W3C Web Annotations on their sources."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson

from timeline.api.formats.annotations import annotation
from timeline.api.formats.base import About, Item
from timeline.api.formats.calendars import date_of, place_of
from timeline.api.formats.nodes import EDTF, Node, date_of_node, filled, page_of
from timeline.domain import dates, vocabulary
from timeline.domain.authors import Author
from timeline.domain.vocabulary import NO_ANSWER, Stance, TreatyStatus

SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA_ORG = {
    "@vocab": "https://schema.org/",
    "skos": SKOS,
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "legislationLegalForce": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
}
ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
FORCES: dict[str, str] = {
    TreatyStatus.IN_FORCE: "https://schema.org/InForce",
    TreatyStatus.SUPERSEDED: "https://schema.org/NotInForce",
    TreatyStatus.ENDED: "https://schema.org/NotInForce",
    TreatyStatus.NEVER_IN_FORCE: "https://schema.org/NotInForce",
}
"""Of what else has become of a treaty schema.org has no word."""
STATUSES = {
    "held": "https://schema.org/EventScheduled",
    "broken-off": "https://schema.org/EventScheduled",
    "planned": "https://schema.org/EventScheduled",
    "cancelled": "https://schema.org/EventCancelled",
}


def linked(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """One document: a context, and a graph of the items, written one at a time."""
    shape = NODES[about.resource.name]
    context: Any = [ANNOTATION, {"schema": "https://schema.org/"}] if about.resource.name == "positions" else SCHEMA_ORG
    yield b'{"@context":' + orjson.dumps(context) + b',"@graph":['
    between = b""
    for item in items:
        yield between + orjson.dumps(filled(shape(item)))
        between = b",\n"
    yield b"]}"


def document(resource: str, item: Item) -> Node:
    """One item of a resource that schema.org alone describes, as a document by itself."""
    return {"@context": SCHEMA_ORG, **filled(NODES[resource](item))}


def _period(start: str | None, end: str | None) -> Node:
    """The first and the last end, as far as they are written, each as fine as it is.

    An end such as `1962-10` after a start such as `1962-10-15` stays EDTF: programs that take a month for its first day
    would see an end before the start.
    """
    first = dates.ends(start)[0] if start else None
    last = dates.ends(end)[1] if end else None
    made = {"startDate": date_of_node(first) if first else None, "endDate": date_of_node(last) if last else None}
    if first and last and dates.parse(last).earliest < dates.parse(first).earliest:
        made["endDate"] = {"@type": EDTF, "@value": last}
    return made


def _thing(kind: str, link: Item | None) -> Node | None:
    if link is None:
        return None
    return {"@type": kind, "@id": page_of(link), "name": link.get("name") or link.get("title")}


def same_as(wikidata: str | None, geonames: str = "") -> list[str]:
    """The addresses at which others name the same thing."""
    found = [f"https://sws.geonames.org/{geonames}/"] if geonames else []
    return found + ([f"http://www.wikidata.org/entity/{wikidata}"] if wikidata else [])


def _meeting(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "Event",
        "name": item["title"],
        "url": item["html_url"],
        **_period(item["start"], item["end"] or item["start"]),
        "temporalCoverage": date_of(item),
        "eventStatus": STATUSES[item["status"]],
        "location": place_of(item) and filled({"@type": "Place", "name": item["city"], "address": place_of(item)}),
        "description": " ".join(part for part in (item["summary"], item["outcome"]) if part),
        "about": [_thing("DefinedTerm", issue) for issue in item["issues"]],
        "attendee": [_thing("Person", one["official"]) for one in item["participants"]],
        "superEvent": _series(item),
        "subEvent": [_thing("Event", one) for one in item["sessions"]],
        "subjectOf": [_thing("CreativeWork", article) for article in item["articles"]],
    }


def _series(item: Item) -> Node | list[Node | None] | None:
    """What the meeting belongs to: its negotiation and, of a session, its round."""
    series = _thing("EventSeries", item["negotiation"])
    return [series, _thing("Event", item["part_of"])] if item["part_of"] else series


def _official(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "Person",
        "name": item["name"],
        "familyName": item["family_name"],
        "alternateName": [name for name in (item["native_name"], *item["aliases"]) if name],
        "nationality": {"@type": "Country", "name": vocabulary.country_name(item["side"])},
        "hasOccupation": [
            filled({"@type": "Role", "roleName": post["post"], **_period(post["from"], post["to"])})
            for post in item["posts"]
        ],
        "sameAs": same_as(item["wikidata"]),
        "url": item["html_url"],
    }


def _issue(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": ["DefinedTerm", "skos:ConceptScheme"],
        "name": item["name"],
        "description": item["question"],
        "skos:hasTopConcept": [_answer(item, stance) for stance in Stance],
        "url": item["html_url"],
    }


def _answer(issue: Item, stance: Stance) -> Node:
    """A stance as a concept: how it answers the issue's question, in the issue's own words."""
    return {
        "@id": f"{issue['html_url']}#{stance}",
        "@type": "skos:Concept",
        "skos:prefLabel": {"@language": "en", "@value": issue["answers"].get(stance, NO_ANSWER)},
        "skos:notation": stance.value,
        "skos:topConceptOf": {"@id": issue["html_url"]},
    }


def _negotiation(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "EventSeries",
        "name": item["name"],
        **_period(item["start"], item["end"]),
        "sameAs": same_as(item["wikidata"]),
        "url": item["html_url"],
    }


def _treaty(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "Legislation",
        "name": item["name"],
        "legislationIdentifier": item["full_name"],
        "legislationDate": date_of_node(item["signed"]),
        "legislationDateOfApplicability": item["in_force"] and date_of_node(item["in_force"]),
        "expires": item["ended"] and date_of_node(item["ended"]),
        "legislationLegalForce": FORCES.get(item["status"] or ""),
        "creativeWorkStatus": item["status"] and TreatyStatus(item["status"]).label,
        "recordedAt": _thing("Event", item["signed_at"]),
        "isPartOf": _thing("EventSeries", item["negotiation"]),
        "description": item["summary"],
        "sameAs": same_as(item["wikidata"]),
        "url": item["html_url"],
    }


def _article(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "CreativeWork",
        "name": item["title"],
        "publisher": {"@type": "Organization", "name": item["publisher"]},
        "author": [_author(Author(**one)) for one in item["authors"]],
        "datePublished": date_of_node(item["published"]),
        "dateCreated": item["written"] and date_of_node(item["written"]),
        "inLanguage": item["language"],
        "abstract": item["summary"],
        "about": [_thing("Event", meeting) for meeting in item["meetings"]],
        "url": item["source_url"],
    }


def _author(author: Author) -> Node:
    if author.literal:
        return {"@type": "Organization", "name": author.literal}
    parts = {"familyName": author.family, "givenName": author.given, "honorificSuffix": author.suffix}
    return filled({"@type": "Person", "name": author.name, **parts})


NODES: Mapping[str, Callable[[Item], Node]] = {
    "meetings": _meeting,
    "officials": _official,
    "issues": _issue,
    "negotiations": _negotiation,
    "treaties": _treaty,
    "articles": _article,
    "positions": annotation,
}
