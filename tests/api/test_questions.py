"""What a question to the API means: one value where one can stand, commas of a value, cities, too many words."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests import make
from tests.api.conftest import Get
from timeline.api.resources import RESOURCES, ApiResource
from timeline.filters.values import REPEATED

TWO = {
    "from": ("1986", "1987"),
    "to": ("1986", "1987"),
    "match": ("possible", "certain"),
    "q": ("arms", "talks"),
    "page": ("1", "2"),
    "page_size": ("1", "2"),
    "format": ("json", "csv"),
    "bom": ("true", "false"),
}
"""Two values for each parameter that can have one."""
LONG = " ".join(f"w{number}" for number in range(13))


def errors(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 400, response.content
    return response.json()["errors"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_two_values_where_one_can_stand_are_refused(talks: make.Talks, client: Client, resource: ApiResource) -> None:
    known = [name for name in TWO if name in resource.filters.parameters() or name not in ("from", "to", "match", "q")]
    assert len(known) >= 5

    for name in known:
        first, second = TWO[name]
        wanted = {"parameter": name, "detail": REPEATED, "did_you_mean": None}
        assert errors(client, f"{resource.name}/?{name}={first}&{name}={second}") == [wanted]
        assert client.get(f"/api/v1/{resource.name}/?{name}={first}&{name}={first}").status_code == 200


@pytest.mark.parametrize("form", ["ics", "atom", "csv"])
def test_so_are_they_in_every_format(talks: make.Talks, client: Client, form: str) -> None:
    assert client.get(f"/api/v1/meetings/?from=1986&from=1987&format={form}").status_code == 400


def test_two_days_of_the_standings_are_refused(talks: make.Talks, client: Client) -> None:
    assert errors(client, "standings/?on=1986&on=1987")[0]["detail"] == REPEATED


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_more_than_twelve_words_are_refused(talks: make.Talks, client: Client, resource: ApiResource) -> None:
    (error,) = errors(client, f"{resource.name}/?{urlencode({'q': LONG})}")

    assert error["parameter"] == "q"
    assert "first 12 words" in error["detail"]
    assert client.get(f"/api/v1/{resource.name}/?{urlencode({'q': LONG.rpartition(' ')[0]})}").status_code == 200


def test_a_comma_of_a_city_is_escaped(talks: make.Talks, get: Get) -> None:
    make.meeting(slug="1990-06-01-washington", start="1990-06-01", city="Washington, D.C.")
    query = urlencode({"city": r"Washington\, D.C.,Geneva", "fields": "city"})

    assert [item["city"] for item in get(f"meetings/?{query}")["results"]] == ["Geneva", "Washington, D.C."]
    # In another order the database is asked, not the columns; and links keep the question.
    page = get(f"meetings/?{query}&ordering=position_count&page_size=1")
    assert page["count"] == 2
    assert "city=Geneva,Washington%5C,+D.C." in page["next"]


@pytest.mark.parametrize("city", ["geneva", "GENEVA", "Genéva", "Gene\u0301va"])
@pytest.mark.parametrize("ordering", ["start", "-position_count"])
def test_a_city_is_found_however_it_is_written(talks: make.Talks, get: Get, city: str, ordering: str) -> None:
    found = get(f"meetings/?{urlencode({'city': city, 'ordering': ordering})}")

    assert [item["city"] for item in found["results"]] == ["Geneva"]
    assert "notes" not in found


def test_an_unknown_city_gives_an_empty_list_and_the_nearest(talks: make.Talks, get: Get) -> None:
    found = get("meetings/?city=Genva")

    assert (found["count"], found["results"]) == (0, [])
    assert found["notes"] == [
        {"parameter": "city", "detail": "no meeting of the record was in 'Genva'", "did_you_mean": "Geneva"}
    ]


@pytest.mark.parametrize(
    "query", ["search/?q=arms&q=talks", "search/?q=arms&year=1986&year=1987", "autocomplete/?q=gorb&q=reag"]
)
def test_two_questions_to_the_search_are_refused(talks: make.Talks, client: Client, query: str) -> None:
    assert [error["detail"] for error in errors(client, query)] == [REPEATED]


def test_a_search_for_more_than_twelve_words_is_refused(talks: make.Talks, client: Client) -> None:
    (error,) = errors(client, f"search/?{urlencode({'q': LONG})}")

    assert "first 12 words" in error["detail"]
