"""One question, one answer: page, fragment, API and every format of it list the same meetings. This test guards the
architecture. Whether a format is valid is tested beside this one; here each is read as quickly as its lines allow."""

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from django.test import Client
from lxml import etree

from tests.web.shown import every, parsed
from timeline.models import Release

SWAP = {"hx-request": "true", "hx-target": "div#view"}
QUESTIONS = [
    "",
    "official=john-bolton&official=georgy-mamedov",
    "official=ronald-reagan,mikhail-gorbachev",
    "issue=missile-defense&issue=offensive-limits",
    "issue=space-weapons,anti-satellite&kind=summit",
    "negotiation=salt-i,salt-ii",
    "kind=signing",
    "status=cancelled,broken-off,planned",
    "country=IS,FI",
    "city=Vienna&from=1989",
    "treaty=new-start",
    "article=rferl-2002-02-20-problems-remain",
    "part_of=1972-05-22-moscow-nixon-brezhnev,1983-10-geneva-rowny-karpov",
    "stance=opposes&from=1986-10-12&to=1986-10-12",
    "speech=direct&verification=verified&from=2010",
    "speech=reported&stance=supports&kind=summit",
    "from=2013&to=2013",
    "from=1986&to=1986&match=certain",
    "q=рябков",
    "q=reykjavik summit",
    "q=tactical nukes",
    "q=missile defense under Reagan",
    "q=МРБ Женева",
    "q=gorbachov -summit&kind=summit,ministerial",
    'q="mobile missiles" OR telemetry&from=1985&to=1992',
    "q=US position on throw weight",
    "official=nobody-of-that-name",
]


def on_pages(query: str, **headers: str) -> list[str]:
    """The meetings of every page of the list, in order."""
    found: list[str] = []
    number = 1
    while True:
        response = Client(headers=headers).get(f"/?{query}&page={number}")
        page = parsed(response.content)
        found += [str(card.get("id")).removeprefix("item-") for card in every(page, "card") if card.get("id")]
        if not page.xpath("//*[@id='more']"):
            return found
        number += 1


def in_fragments(query: str) -> list[str]:
    return on_pages(query, **SWAP)


def in_the_api(query: str) -> list[str]:
    found: list[str] = []
    address = f"/api/v1/meetings/?{query}&page_size=200"
    while address:
        body = Client().get(address).json()
        found += [meeting["slug"] for meeting in body["results"]]
        address = body["next"]
    return found


def written(query: str, representation: str) -> bytes:
    """The list in a format other than JSON, whole."""
    response = Client().get(f"/api/v1/meetings/?{query}&format={representation}")
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def in_csv(query: str) -> list[str]:
    return [row["slug"] for row in csv.DictReader(io.StringIO(written(query, "csv").decode(), newline=""))]


def in_ndjson(query: str) -> list[str]:
    return [json.loads(line)["slug"] for line in written(query, "ndjson").splitlines()]


def in_linked_data(query: str) -> list[str]:
    return [node["@id"].split("/")[-2] for node in json.loads(written(query, "jsonld"))["@graph"]]


def in_the_calendar(query: str) -> list[str]:
    unfolded = written(query, "ics").decode().replace("\r\n ", "")
    return re.findall(r"(?m)^UID:(.+)@across-the-table\r$", unfolded)


def in_the_feed(query: str) -> list[str]:
    """The newest 50 are not all; asked for as the list is, the feed has what a page has."""
    found: list[str] = []
    for number in range(1, 5):
        response = Client().get(f"/api/v1/meetings/?{query}&format=atom&ordering=start&page_size=200&page={number}")
        if response.status_code == 404:
            break
        feed = etree.fromstring(b"".join(response.streaming_content))  # type: ignore[attr-defined]
        links = feed.findall("{*}entry/{*}link[@rel='alternate']")
        found += [str(link.get("href")).split("/")[-2] for link in links]
    return found


SURFACES: dict[str, Callable[[str], list[str]]] = {
    "page": on_pages,
    "fragment": in_fragments,
    "API": in_the_api,
    "CSV": in_csv,
    "NDJSON": in_ndjson,
    "JSON-LD": in_linked_data,
    "iCalendar": in_the_calendar,
    "Atom": in_the_feed,
}


@pytest.mark.parametrize("query", QUESTIONS)
def test_every_surface_lists_the_same_meetings(record: Release, query: str) -> None:
    answers = {name: surface(query) for name, surface in SURFACES.items()}

    assert answers == dict.fromkeys(SURFACES, answers["API"])


def test_the_questions_have_answers_but_one(record: Release) -> None:
    assert [query for query in QUESTIONS if not in_the_api(query)] == ["official=nobody-of-that-name"]
