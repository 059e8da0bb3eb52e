"""A page's address asked for linked data, and linked data in a page."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import make

LINKED = "application/ld+json, application/json;q=0.9, */*;q=0.1"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
MEETING = "/meetings/1987-12-08-washington-reagan-gorbachev/"


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (MEETING, f"/api/v1{MEETING}?format=jsonld"),
        ("/officials/nobody/", "/api/v1/officials/nobody/?format=jsonld"),
        ("/meetings/", "/api/v1/meetings/?format=jsonld"),
        ("/officials/?side=RU&q=a", "/api/v1/officials/?side=RU&q=a&format=jsonld"),
    ],
)
def test_who_asks_for_linked_data_is_sent_to_it(talks: make.Talks, client: Client, path: str, to: str) -> None:
    response = client.get(path, headers={"Accept": LINKED})

    assert (response.status_code, response["Location"]) == (303, to)
    assert "Accept" in response["Vary"].split(", ")


@pytest.mark.parametrize("accept", ["", BROWSER, "*/*", "application/json", "text/html, application/ld+json;q=0.9"])
def test_everybody_else_gets_the_page(talks: make.Talks, client: Client, accept: str) -> None:
    response = client.get(MEETING, headers={"Accept": accept})

    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Accept" in response["Vary"].split(", ")


@pytest.mark.parametrize("path", ["/about/", "/search/", "/data/"])
def test_a_page_that_is_no_item_stays_a_page(talks: make.Talks, client: Client, path: str) -> None:
    assert client.get(path, headers={"Accept": LINKED}).status_code == 200


def test_a_meetings_page_says_what_event_it_tells_of(talks: make.Talks, client: Client) -> None:
    page = BeautifulSoup(client.get(MEETING).content, "html.parser")
    blocks: list[Any] = [json.loads(one.string or "") for one in page.select('script[type="application/ld+json"]')]
    [event] = [one for one in blocks if one["@type"] == "Event"]

    assert event["@id"] == f"http://testserver{MEETING}"
    assert (event["name"], event["startDate"]) == ("Washington summit", "1987-12-08")
    assert [one["name"] for one in event["attendee"]] == ["Ronald Reagan", "Mikhail Gorbachev"]
