"""Which format an Accept header gives: what it wants most, by RFC 9110."""

import json

import pytest
from django.test import Client

from tests import make
from timeline.api.formats.negotiation import preferred

JSON, LINKED, CSV = "application/json", "application/ld+json", "text/csv"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        (BROWSER, JSON),
        ("application/ld+json, application/json;q=0.9, */*;q=0.1", LINKED),  # rdflib, jsonld.js
        ("application/ld+json, application/json", LINKED),  # PyLD
        ("application/json;q=0.9, application/ld+json", LINKED),
        ("application/json;q=0.2, text/csv;q=0.3", CSV),
        ("*/*, application/json;q=0", LINKED),
        ("text/*;q=0.5, */*;q=0.1", CSV),
        ("text/*;q=0.1, application/*;q=0.3, text/csv;q=0.2", JSON),
        ("application/json ; charset=utf-8 ; Q=1.000", JSON),
        (
            'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=0.7, application/json;q=0.5',
            LINKED,
        ),
        ("application/json;q=rather, application/ld+json", JSON),
        ("APPLICATION/LD+JSON", LINKED),
        ("text/turtle", None),
        ("application/json;q=0", None),
        (f"{'x/y, ' * 200}application/json", None),
        ('"', None),
    ],
)
def test_the_type_wanted_most_is_given(accept: str, chosen: str | None) -> None:
    assert preferred(accept, [JSON, LINKED, CSV]) == chosen


def test_linked_data_is_given_to_whom_asks_for_it_first(talks: make.Talks, client: Client) -> None:
    accept = "application/ld+json, application/json;q=0.9, */*;q=0.1"
    response = client.get("/api/v1/officials/ronald-reagan/", headers={"Accept": accept})

    assert response["Content-Type"] == "application/ld+json"
    assert response["Vary"] == "Accept, Accept-Encoding"
    assert json.loads(response.getvalue())["@graph"][0]["name"] == "Ronald Reagan"


def test_what_is_refused_is_not_given(talks: make.Talks, client: Client) -> None:
    response = client.get("/api/v1/", headers={"Accept": "application/json;q=0, text/html"})

    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"
