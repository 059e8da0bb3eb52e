"""/api/v1/positions/counts/: how many statements there are by some of their values together."""

import csv
import io
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import Get
from timeline.models import Position, Release


def test_statements_are_counted_by_issue_and_side_unless_told(talks: make.Talks, get: Get) -> None:
    expected = Counter(Position.objects.values_list("issue__slug", "side"))

    answer = get("positions/counts/")

    assert answer["by"] == ["issue", "side"]
    assert answer["count"] == 7
    assert {(one["issue"], one["side"]): one["count"] for one in answer["results"]} == expected
    assert [(one["issue"], one["side"]) for one in answer["results"]] == sorted(expected)


def test_three_values_together_under_the_filters(talks: make.Talks, get: Get) -> None:
    answer = get("positions/counts/?by=year,side,stance&official=ronald-reagan")

    rows = Position.objects.filter(holder__slug="ronald-reagan").values_list("side", "earliest__year", "stance")
    assert rows
    assert answer["by"] == ["side", "year", "stance"]
    found = {(one["side"], one["year"], one["stance"]): one["count"] for one in answer["results"]}
    assert found == Counter(rows)


def test_every_count_of_one_name_is_that_of_the_facet(record: Release, get: Get) -> None:
    facets = get("positions/?page_size=1&facets=issue,side,stance,speech,verification,official,year")["facets"]
    assert len(facets) == 7

    for name, values in facets.items():
        counts = get(f"positions/counts/?by={name}")["results"]
        assert {str(one[name]): one["count"] for one in counts if one[name]} == {
            one["value"]: one["count"] for one in values
        }


def test_what_has_no_value_counts_under_null(talks: make.Talks, get: Get) -> None:
    counts = {one["meeting"]: one["count"] for one in get("positions/counts/?by=meeting")["results"]}

    assert counts[None] == Position.objects.filter(meeting=None).count() > 0
    assert sum(counts.values()) == 7


def test_it_is_a_table_too(talks: make.Talks) -> None:
    text = Client().get("/api/v1/positions/counts/?by=side&format=csv").content.decode()

    assert list(csv.reader(io.StringIO(text, newline=""))) == [["side", "count"], ["RU", "4"], ["US", "3"]]


@pytest.mark.parametrize("asked", ["by=issue,side,year,stance", "by=colour", "by=", "page=2", "side=XX"])
def test_what_makes_no_sense_is_refused(talks: make.Talks, asked: str) -> None:
    response = Client().get(f"/api/v1/positions/counts/?{asked}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_the_answer_takes_one_query_and_the_release(record: Release, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/api/v1/positions/counts/?by=issue,side,year").status_code == 200

    assert len(queries) == 2
