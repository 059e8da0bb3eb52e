"""The API of the real server, outside any transaction of a test."""

import json
import urllib.request

import pytest

from tests.servers import PATIENCE


def got(url: str) -> object:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - the server under test
        return json.load(answer)


def test_two_officials_meetings_are_those_where_both_were(site: str) -> None:
    body = got(f"{site}/api/v1/meetings/?official=john-bolton&official=georgy-mamedov")

    assert isinstance(body, dict)
    assert "2002-02-18-moscow-bolton-mamedov" in [meeting["slug"] for meeting in body["results"]]
    for meeting in body["results"]:
        present = {one["official"]["slug"] for one in meeting["participants"]}
        assert {"john-bolton", "georgy-mamedov"} <= present


def test_positions_of_a_year_on_an_issue_hold_the_seeds(site: str) -> None:
    body = got(f"{site}/api/v1/positions/?issue=missile-defense&from=2013&to=2013")

    assert isinstance(body, dict)
    seeds = [
        one for one in body["results"] if one["article"]["slug"] == "tass-2013-02-15-no-cuts-without-missile-defense"
    ]
    assert {one["quote"] for one in seeds} == {
        "Taking this occasion they want us to soften our stance on the missile defense issue",
        "missile defense is a fundamental issue for us",
    }
    assert all(one["verification"] == "verified" for one in seeds)


@pytest.mark.parametrize("form", ["csv", "ndjson", "ics", "atom", "jsonld"])
def test_every_form_holds_the_same_meetings(site: str, form: str) -> None:
    with urllib.request.urlopen(f"{site}/api/v1/meetings/?negotiation=sort&format={form}", timeout=PATIENCE) as answer:  # noqa: S310
        text = answer.read().decode()

    assert "2002-02-18-moscow-bolton-mamedov" in text
    assert "2002-05-24-moscow-bush-putin" in text
