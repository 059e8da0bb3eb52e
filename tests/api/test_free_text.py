"""Free text in a query string: white space is white space, by one rule for pages and API."""

import pytest
from django.test import Client

from tests import make

SPACES = ["%20", "+", "%C2%A0", "%09", "%0A", "%0D%0A", "%E3%80%80", "%E2%80%89", "%20%C2%A0%20"]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("path", ["/api/v1/officials/", "/officials/", "/api/v1/search/", "/search/"])
def test_white_space_of_every_kind_parts_words(talks: make.Talks, client: Client, path: str, space: str) -> None:
    response = client.get(f"{path}?q={space}ronald{space}reagan{space}")

    assert response.status_code == 200
    assert "Ronald Reagan" in response.content.decode()


@pytest.mark.parametrize("space", SPACES)
def test_a_question_is_one_however_its_words_are_parted(talks: make.Talks, client: Client, space: str) -> None:
    plain = client.get("/api/v1/officials/?q=ronald+reagan")

    assert client.get(f"/api/v1/officials/?q=ronald{space}reagan")["ETag"] == plain["ETag"]


def test_a_citys_name_may_be_copied_with_a_no_break_space(db: None, client: Client) -> None:
    make.meeting(city="Glassboro Town", country="US")

    assert client.get("/api/v1/meetings/?city=glassboro%C2%A0town").json()["count"] == 1


@pytest.mark.parametrize("path", ["meetings", "search"])
def test_a_control_character_is_refused(db: None, client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}/?q=a%07b")

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "q"


def test_a_page_says_that_it_is(talks: make.Talks, client: Client) -> None:
    assert "holds a control character" in client.get("/officials/?q=a%07b").content.decode()
