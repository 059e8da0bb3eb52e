"""Pages in formats other than JSON: what is given is given, and an answer says whether anything is left."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.kept import kept

FORMATS = ["csv", "ndjson", "jsonld", "ics", "atom"]


def _many() -> None:
    for number in range(126):
        make.meeting(slug=f"meeting-{number:03}")


@pytest.fixture
def many(db: None) -> None:
    kept(_many)


def slugs(answer: Any) -> list[str]:
    """The meetings of an answer, in whatever format."""
    return list(dict.fromkeys(re.findall(r"/meetings/(meeting-[0-9]{3})/", answer.getvalue().decode())))


def answer(client: Client, query: str) -> Any:
    response = client.get(f"/api/v1/meetings/?{query}")
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("asked", ["page=1&page_size=100", "page_size=100", "page=1"])
def test_the_first_page_is_a_page(many: None, client: Client, name: str, asked: str) -> None:
    first = answer(client, f"{asked}&format={name}")
    size = 50 if name == "atom" and asked == "page=1" else 100

    assert len(slugs(first)) == size
    assert first["X-Total-Count"] == "126"


@pytest.mark.parametrize("name", FORMATS)
def test_a_walk_along_next_has_every_item_once(many: None, client: Client, name: str) -> None:
    seen: list[str] = []
    address: str | None = f"/api/v1/meetings/?page=1&page_size=50&ordering=start&format={name}"
    while address:
        page = client.get(address)
        seen += slugs(page)
        found = re.search(r'<([^>]+)>; rel="next"', page.get("Link", ""))
        address = found.group(1) if found else None

    assert seen == [f"meeting-{number:03}" for number in range(126)]


def test_a_cursor_leads_on_too(many: None, client: Client) -> None:
    first = answer(client, "cursor=*&page_size=100&format=csv")
    following = first["Link"].partition(">")[0].strip("<")
    second = client.get(following)

    assert (len(slugs(first)), len(slugs(second))) == (100, 26)
    assert first["X-Total-Count"] == second["X-Total-Count"] == "126"
    assert "Link" not in second


def test_the_page_before_the_second_is_the_first_and_not_the_whole(many: None, client: Client) -> None:
    second = answer(client, "page=2&format=csv")
    before = re.search(r'<([^>]+)>; rel="prev"', second["Link"])

    assert before is not None
    assert len(slugs(client.get(before.group(1)))) == 100


def test_the_whole_list_says_nothing_of_pages(many: None, client: Client) -> None:
    whole = answer(client, "format=ndjson")

    assert len(whole.getvalue().splitlines()) == 126
    assert "Link" not in whole


def test_the_whole_and_a_page_are_different_answers(many: None, client: Client) -> None:
    tags = {answer(client, query)["ETag"] for query in ("format=csv", "format=csv&page=1", "format=csv&page_size=100")}

    assert len(tags) == 3


def test_json_has_the_total_as_a_header_too(many: None, client: Client) -> None:
    response = answer(client, "page_size=2")

    assert json.loads(response.content)["count"] == int(response["X-Total-Count"]) == 126
