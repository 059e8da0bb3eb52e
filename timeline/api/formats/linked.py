"""JSON-LD: meetings as schema.org Events, officials as Persons, positions as W3C Web Annotations on their sources."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson

from timeline import resources
from timeline.api.formats.base import About, Item
from timeline.api.formats.calendars import date_of, place_of
from timeline.domain import dates, vocabulary
from timeline.domain.authors import Author
from timeline.domain.vocabulary import NO_ANSWER, Speech, Stance, TreatyStatus

SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA_ORG = {
    "@vocab": "https://schema.org/",
    "skos": SKOS,
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "legislationLegalForce": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
}
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""The datatype of the Library of Congress, for dates that ISO 8601 has no word for."""
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

type Node = dict[str, Any]


def linked(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """One document: a context, and a graph of the items, written one at a time."""
    shape = NODES[about.resource.name]
    context: Any = [ANNOTATION, {"schema": "https://schema.org/"}] if about.resource.name == "positions" else SCHEMA_ORG
    yield b'{"@context":' + orjson.dumps(context) + b',"@graph":['
    between = b""
    for item in items:
        yield between + orjson.dumps(_filled(shape(item)))
        between = b",\n"
    yield b"]}"


def document(resource: str, item: Item) -> Node:
    """One item of a resource that schema.org alone describes, as a document by itself."""
    return {"@context": SCHEMA_ORG, **_filled(NODES[resource](item))}


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _date(text: str) -> str | Node:
    """A date as ISO 8601 has it where that says the same; else a literal of the datatype EDTF, as written."""
    return dates.iso(text) or {"@type": EDTF, "@value": text}


def _period(start: str | None, end: str | None) -> Node:
    """The first and the last end, as far as they are written, each as fine as it is.

    An end such as `1962-10` after a start such as `1962-10-15` stays EDTF: programs that take a month for its first day
    would see an end before the start.
    """
    first = dates.ends(start)[0] if start else None
    last = dates.ends(end)[1] if end else None
    made = {"startDate": _date(first) if first else None, "endDate": _date(last) if last else None}
    if first and last and dates.parse(last).earliest < dates.parse(first).earliest:
        made["endDate"] = {"@type": EDTF, "@value": last}
    return made


def _page(link: Item) -> str:
    """The page of what a link names: it is the name of its node wherever it stands."""
    return str(link["url"]).replace(resources.ROOT, "/", 1)


def _thing(kind: str, link: Item | None) -> Node | None:
    if link is None:
        return None
    return {"@type": kind, "@id": _page(link), "name": link.get("name") or link.get("title")}


def _meeting(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "Event",
        "name": item["title"],
        "url": item["html_url"],
        **_period(item["start"], item["end"] or item["start"]),
        "temporalCoverage": date_of(item),
        "eventStatus": STATUSES[item["status"]],
        "location": item["city"] and {"@type": "Place", "name": item["city"], "address": place_of(item)},
        "description": " ".join(part for part in (item["summary"], item["outcome"]) if part),
        "about": [_thing("DefinedTerm", issue) for issue in item["issues"]],
        "attendee": [_thing("Person", one["official"]) for one in item["participants"]],
        "superEvent": _thing("EventSeries", item["negotiation"]),
        "subjectOf": [_thing("CreativeWork", article) for article in item["articles"]],
    }


def _official(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "Person",
        "name": item["name"],
        "familyName": item["family_name"],
        "alternateName": [name for name in (item["native_name"], *item["aliases"]) if name],
        "nationality": {"@type": "Country", "name": vocabulary.country_name(item["side"])},
        "hasOccupation": [
            _filled({"@type": "Role", "roleName": post["post"], **_period(post["from"], post["to"])})
            for post in item["posts"]
        ],
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
        "url": item["html_url"],
    }


def _treaty(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "Legislation",
        "name": item["name"],
        "legislationIdentifier": item["full_name"],
        "legislationDate": _date(item["signed"]),
        "legislationDateOfApplicability": item["in_force"] and _date(item["in_force"]),
        "expires": item["ended"] and _date(item["ended"]),
        "legislationLegalForce": FORCES.get(item["status"] or ""),
        "creativeWorkStatus": item["status"] and TreatyStatus(item["status"]).label,
        "recordedAt": _thing("Event", item["signed_at"]),
        "isPartOf": _thing("EventSeries", item["negotiation"]),
        "description": item["summary"],
        "url": item["html_url"],
    }


def _article(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "CreativeWork",
        "name": item["title"],
        "publisher": {"@type": "Organization", "name": item["publisher"]},
        "author": [_author(Author(**one)) for one in item["authors"]],
        "datePublished": _date(item["published"]),
        "inLanguage": item["language"],
        "abstract": item["summary"],
        "about": [_thing("Event", meeting) for meeting in item["meetings"]],
        "url": item["source_url"],
    }


def _author(author: Author) -> Node:
    if author.literal:
        return {"@type": "Organization", "name": author.literal}
    parts = {"familyName": author.family, "givenName": author.given, "honorificSuffix": author.suffix}
    return _filled({"@type": "Person", "name": author.name, **parts})


def _position(item: Item) -> Node:
    """A Web Annotation: our summary of what is said, on the words of the source that say it; and what these words are,
    as schema.org has it."""
    is_direct = item["speech"] == Speech.DIRECT
    return {
        "id": item["html_url"],
        "type": "Annotation",
        "motivation": "classifying",
        "body": _bodies(item),
        "target": {"source": item["article"]["source_url"], "selector": _selector(item)},
        "schema:mainEntity": _filled(_quotation(item) if is_direct else _claim(item)),
        "schema:spokenByCharacter": _speaker(item) if is_direct else None,
        "schema:dateCreated": _date(item["date"]),
        "schema:sourceOrganization": _side(item["side"]),
        "schema:recordedAt": item["meeting"] and {"id": _page(item["meeting"]), "type": "schema:Event"},
        "schema:about": {"id": _page(item["issue"]), "schema:name": item["issue"]["name"]},
    }


def _selector(item: Item) -> Node:
    """Where in the source the words stand."""
    proof = item["proof"] or {}
    around = {"prefix": proof.get("prefix"), "suffix": proof.get("suffix")}
    return _filled({"type": "TextQuoteSelector", "exact": item["quote"], **around})


def _bodies(item: Item) -> list[Node]:
    """What the record says of the words: its summary, its translation, and how it classes them."""
    tags = (item["stance"], item["answer"], item["speech"], item["verification"])
    english = item["translation"] and _text(item["translation"], "describing")
    return [
        {"type": "TextualBody", "value": item["summary"], "format": "text/plain", "language": "en"},
        {"type": "SpecificResource", "source": _page(item["issue"]), "purpose": "tagging"},
        {"type": "SpecificResource", "source": f"{_page(item['issue'])}#{item['stance']}", "purpose": "classifying"},
        *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags),
        *([english] if english else []),
    ]


def _text(words: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "language": "en", "purpose": purpose}


def _side(code: str) -> Node:
    """On whose behalf a statement was made."""
    return {"type": "schema:Country", "schema:name": vocabulary.country_name(code), "schema:identifier": code}


def _speaker(item: Item) -> Node:
    """Who made the statement; one whom the source does not name has no address."""
    holder = item["holder"]
    return {"id": _page(holder), "schema:name": holder["name"]} if holder else {"schema:name": item["attributed_to"]}


def _quotation(item: Item) -> Node:
    """Words that are the speaker's own."""
    return {
        "type": "schema:Quotation",
        "schema:text": item["quote"],
        "schema:inLanguage": item["language"],
        "schema:spokenByCharacter": _speaker(item),
        "schema:isPartOf": {"id": item["article"]["source_url"]},
    }


def _claim(item: Item) -> Node:
    """Words of the source for what the speaker said: the publisher's, about the speaker."""
    return {
        "type": "schema:Claim",
        "schema:text": item["quote"],
        "schema:inLanguage": item["language"],
        "schema:author": {"type": "schema:Organization", "schema:name": item["words_of"]},
        "schema:about": _speaker(item),
        "schema:appearance": {"id": item["article"]["source_url"]},
    }


NODES: Mapping[str, Callable[[Item], Node]] = {
    "meetings": _meeting,
    "officials": _official,
    "issues": _issue,
    "negotiations": _negotiation,
    "treaties": _treaty,
    "articles": _article,
    "positions": _position,
}
