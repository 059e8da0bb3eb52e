"""Walking a whole list with a cursor: every item once, whatever changes on the way."""

import base64
from collections.abc import Iterator
from datetime import date

import orjson
import pytest
from django.test import Client

from tests import make
from timeline.api import cursors
from timeline.api.resources import MEETINGS, RESOURCES, ApiResource
from timeline.filters.values import BadValueError


def walk(client: Client, address: str) -> Iterator[str]:
    """The slugs (ids) of every page from an address on, by its `next` links."""
    while address:
        page = client.get(address).json()
        yield from (item.get("slug") or item["id"] for item in page["results"])
        address = page["next"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_order_of_every_resource_is_walked_whole(
    talks: make.Talks, client: Client, resource: ApiResource
) -> None:
    assert resource.orderings
    for ordering in resource.orderings:
        whole = list(walk(client, f"/api/v1/{resource.name}/?ordering={ordering}"))

        assert whole
        assert list(walk(client, f"/api/v1/{resource.name}/?cursor=*&page_size=2&ordering={ordering}")) == whole


def test_a_cursor_page_has_a_count_and_no_previous(talks: make.Talks, client: Client) -> None:
    page = client.get("/api/v1/meetings/?cursor=*&page_size=4&fields=slug&kind=summit,signing,call").json()

    assert page == {
        "count": 4,
        "next": None,
        "previous": None,
        "results": [
            {"slug": "1985-11-19-geneva-reagan-gorbachev"},
            {"slug": "1986-10-11-reykjavik-reagan-gorbachev"},
            {"slug": "1987-12-08-washington-reagan-gorbachev"},
            {"slug": "2021-07-28-call-ryabkov"},
        ],
    }


def test_a_meeting_added_before_the_cursor_moves_nothing(talks: make.Talks, client: Client) -> None:
    first = client.get("/api/v1/meetings/?cursor=*&page_size=3").json()
    make.meeting(slug="1972-05-26-moscow-nixon-brezhnev", start="1972-05-26")

    rest = list(walk(client, first["next"]))

    assert rest == [
        "1987-12-08-washington-reagan-gorbachev",
        "2013-02-moscow-gottemoeller-ryabkov",
        "2021-07-28-call-ryabkov",
    ]


def test_a_cursor_is_good_with_other_fields_and_sizes(talks: make.Talks, client: Client) -> None:
    first = client.get("/api/v1/meetings/?cursor=*&page_size=5").json()

    response = client.get(first["next"].replace("page_size=5", "page_size=1&fields=slug"))

    assert response.json()["results"] == [{"slug": "2021-07-28-call-ryabkov"}]


@pytest.mark.parametrize(
    "change", ["kind=summit", "ordering=-start", "q=reykjavik", "from=1986", "official=ronald-reagan"]
)
def test_a_cursor_of_another_question_is_refused(talks: make.Talks, client: Client, change: str) -> None:
    first = client.get("/api/v1/meetings/?cursor=*&page_size=2").json()

    response = client.get(f"{first['next']}&{change}")

    assert response.status_code == 400
    assert response.json()["errors"] == [
        {
            "parameter": "cursor",
            "detail": "is no cursor of this question; begin with * and follow `next`",
            "did_you_mean": "*",
        }
    ]


def forged(*values: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(["e3b0c44298fc", *values])).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "0",
        "no token",
        "%D1%8F",
        "A" * 1001,
        forged(),
        forged("1986-10-11", "1986-10-12"),
        forged("1986-10-11", "1986-10-12", 5),
        forged("1986-10-11", "never", "slug"),
        forged("1986-10-11", None, "slug"),
        forged("1986-10-11", "1986-10-12", "a\0b"),
        base64.urlsafe_b64encode(b"5").decode(),
        base64.urlsafe_b64encode(b'{"a":1}').decode(),
    ],
)
def test_a_text_that_is_no_cursor_is_refused(db: None, client: Client, token: str) -> None:
    response = client.get(f"/api/v1/meetings/?cursor={token}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["cursor"]


def test_page_and_cursor_do_not_go_together(db: None, client: Client) -> None:
    response = client.get("/api/v1/meetings/?cursor=*&page=2")

    assert response.json()["errors"] == [
        {"parameter": "page", "detail": "cannot be given with cursor: one or the other", "did_you_mean": None}
    ]


def test_a_token_gives_its_place_back() -> None:
    columns = MEETINGS.orderings["-start"]
    place = (date(1986, 10, 11), date(1986, 10, 12), "1986-10-11-reykjavik-reagan-gorbachev")

    token = cursors.written(place, question="kind=summit")

    assert cursors.read(token, question="kind=summit", columns=columns) == place
    with pytest.raises(BadValueError):
        cursors.read(token, question="kind=call", columns=columns)
