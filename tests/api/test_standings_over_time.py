"""/api/v1/standings/ over time: day by day what it gives of each day, in pages, as a table and in lines."""

import csv
import io
import itertools
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import HOST, Get
from timeline.models import Issue, NamedRelease, Release


def whole(client: Client, query: str) -> list[dict[str, Any]]:
    """Every standing, page by page."""
    found: list[dict[str, Any]] = []
    address = f"{HOST}/api/v1/standings/?{query}"
    while address:
        answer = client.get(address).json()
        found += answer["results"]
        assert answer["count"] >= len(found)
        address = answer["next"]
    assert len(found) == answer["count"]
    return found


def written(client: Client, query: str) -> str:
    """The whole answer in a format other than JSON."""
    response: Any = client.get(f"/api/v1/standings/?{query}")
    return b"".join(response.streaming_content).decode()


def test_every_day_is_what_it_is_by_itself(record: Release, client: Client, get: Get) -> None:
    over_time = whole(client, "from=1983&to=1988-06")

    days = {day: list(group) for day, group in itertools.groupby(over_time, key=lambda one: one["day"])}
    assert list(days) == [*(f"{year}-12-31" for year in range(1983, 1988)), "1988-06-30"]
    for day, standings in days.items():
        assert standings == get(f"standings/?on={day}")["results"]
        assert len(standings) == Issue.objects.count()


def test_it_runs_from_the_first_statement_to_the_release(talks: make.Talks, client: Client) -> None:
    every_year = whole(client, "every=year&fields=day&issue=missile-defense")

    assert [one["day"] for one in every_year][:2] == ["1986-12-31", "1987-12-31"]
    assert every_year[-1] == {"day": "2026-01-02"}
    assert len(every_year) == 2026 - 1986 + 1
    assert whole(client, "from=1200&to=2900&fields=day&issue=missile-defense") == every_year
    assert whole(client, "to=1960") == whole(client, "from=2035") == []


def test_on_the_days_of_the_releases(talks: make.Talks, client: Client, get: Get) -> None:
    for ordinal, day in enumerate(("2013-03-01", "2019-06-01", "2019-06-01b", "2030-01-01"), 5):
        NamedRelease.objects.create(name=day, hash=f"{ordinal}" * 64, digest="2" * 64, source=b"", ordinal=ordinal)
    make.release(digest="6" * 64)

    found = whole(client, "every=release&from=2000&issue=missile-defense")

    assert [one["day"] for one in found] == ["2013-03-01", "2019-06-01"]
    for one in found:
        assert [one] == get(f"standings/?issue=missile-defense&on={one['day']}")["results"]


def test_the_answer_says_that_it_is_of_no_single_day_and_links_its_pages(talks: make.Talks, client: Client) -> None:
    response = client.get("/api/v1/standings/?to=1990&page_size=4&fields=day,distance&page=2")
    answer = response.json()

    assert (answer["on"], answer["day"], answer["count"]) == (None, None, 5 * Issue.objects.count())
    assert answer["next"] == f"{HOST}/api/v1/standings/?fields=day,distance&page=3&page_size=4&to=1990"
    assert answer["previous"] == f"{HOST}/api/v1/standings/?fields=day,distance&page=1&page_size=4&to=1990"
    assert response["X-Total-Count"] == "15"
    assert client.get("/api/v1/standings/?to=1990&page=9").status_code == 404


def test_issues_are_found_by_words_and_unknown_ones_named(record: Release, get: Get) -> None:
    found = {one["issue"]["slug"] for one in get("standings/?q=missile defence")["results"]}
    answer = get("standings/?issue=missile-defence")

    assert found == {one["slug"] for one in get("issues/?q=missile defence")["results"]}
    assert 0 < len(found) < Issue.objects.count()
    assert answer["results"] == []
    assert [(one["parameter"], one["did_you_mean"]) for one in answer["notes"]] == [("issue", "missile-defense")]


def test_fields_leave_the_other_names_out(talks: make.Talks, get: Get) -> None:
    assert get("standings/?on=1986-10-12&issue=missile-defense&fields=distance,day")["results"] == [
        {"day": "1986-10-12", "distance": 2}
    ]


def test_as_a_table_a_row_for_each_issue_and_day(record: Release, client: Client) -> None:
    items = whole(client, "from=1984&to=1987")
    rows = list(csv.DictReader(io.StringIO(written(client, "from=1984&to=1987&format=csv"), newline="")))

    assert [(row["day"], row["issue"]) for row in rows] == [(one["day"], one["issue"]["slug"]) for one in items]
    assert [row["distance"] for row in rows] == [
        "" if one["distance"] is None else str(one["distance"]) for one in items
    ]
    for name in ("us", "ru"):
        stated = [one[name] and one[name]["position"] for one in items]
        assert [row[f"{name}_id"] for row in rows] == [one["id"] if one else "" for one in stated]
        assert any(stated)
        joint = [str(one["joint"]).lower() if one else "" for one in stated]
        assert [row[f"{name}_joint"] for row in rows] == joint
        silent = [one[f"{name}_silent"] for one in items]
        assert [row[f"{name}_silent_since"] for row in rows] == [one["silent_since"] if one else "" for one in silent]


def test_as_a_table_with_the_columns_asked_for(talks: make.Talks, client: Client) -> None:
    text = written(client, "on=1986-10-12&issue=missile-defense&fields=distance,issue&format=csv&bom=true")

    assert text == "\ufeffissue,issue_name,distance\r\nmissile-defense,Missile defence,2\r\n"


def test_in_lines_each_standing_as_json_has_it(record: Release, client: Client) -> None:
    lines = written(client, "from=1984&to=1987&format=ndjson").splitlines()

    assert [json.loads(line) for line in lines] == whole(client, "from=1984&to=1987")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("on=1986&from=1980", "on"),
        ("on=1986&every=year", "on"),
        ("from=1990&to=1980", "to"),
        ("every=month", "every"),
        ("from=yesterday", "from"),
        ("fields=stance", "fields"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(db: None, client: Client, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/standings/?{query}")

    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_it_takes_three_queries_however_long_the_time(record: Release, client: Client) -> None:
    client.get("/api/v1/standings/?from=1970")
    counts = []
    for query in ("from=1985&to=1985", "from=1960&to=2020", "from=1960&to=2020&page=7"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/v1/standings/?{query}").json()["results"]
        counts.append(len(captured))

    # 1 the release, 2 the issues, 3 the positions
    assert counts == [3, 3, 3]
