"""JSON-LD: meetings as schema.org Events, officials as Persons, positions as W3C Web Annotations on their sources."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson

from timeline import resources
from timeline.api.formats.base import About, Item
from timeline.api.formats.calendars import date_of, place_of
from timeline.domain import dates, vocabulary
from timeline.domain.vocabulary import Speech

SCHEMA_ORG = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""The datatype of the Library of Congress, for dates that ISO 8601 has no word for."""
ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
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
        "affiliation": {"@type": "Country", "name": vocabulary.country_name(item["side"])},
        "hasOccupation": [
            _filled({"@type": "Role", "roleName": post["post"], **_period(post["from"], post["to"])})
            for post in item["posts"]
        ],
        "url": item["html_url"],
    }


def _issue(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "DefinedTerm",
        "name": item["name"],
        "description": item["question"],
        "url": item["html_url"],
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
        "description": item["summary"],
        "url": item["html_url"],
    }


def _article(item: Item) -> Node:
    return {
        "@id": item["html_url"],
        "@type": "CreativeWork",
        "name": item["title"],
        "publisher": {"@type": "Organization", "name": item["publisher"]},
        "author": item["author"] and {"@type": "Person", "name": item["author"]},
        "datePublished": _date(item["published"]),
        "inLanguage": item["language"],
        "abstract": item["summary"],
        "about": [_thing("Event", meeting) for meeting in item["meetings"]],
        "url": item["source_url"],
    }


def _position(item: Item) -> Node:
    """A Web Annotation: our summary of what is said, on the words of the source that say it; and what these words are,
    as schema.org has it."""
    proof = item["proof"] or {}
    selector = {
        "type": "TextQuoteSelector",
        "exact": item["quote"],
        "prefix": proof.get("prefix"),
        "suffix": proof.get("suffix"),
    }
    is_direct = item["speech"] == Speech.DIRECT
    return {
        "id": item["html_url"],
        "type": "Annotation",
        "motivation": "classifying",
        "body": _bodies(item),
        "target": {
            "source": item["article"]["source_url"],
            "selector": _filled(selector),
        },
        "schema:mainEntity": _filled(_quotation(item) if is_direct else _claim(item)),
        "schema:spokenByCharacter": _speaker(item) if is_direct else None,
        "schema:dateCreated": _date(item["date"]),
    }


def _bodies(item: Item) -> list[Node]:
    """What the record says of the words: its summary, its translation, and how it classes them."""
    tags = (item["stance"], item["answer"], item["speech"], item["verification"])
    english = item["translation"] and _text(item["translation"], "describing")
    return [
        {"type": "TextualBody", "value": item["summary"], "format": "text/plain", "language": "en"},
        {"type": "SpecificResource", "source": _page(item["issue"]), "purpose": "tagging"},
        *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags),
        *([english] if english else []),
    ]


def _text(words: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "language": "en", "purpose": purpose}


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
