"""Samples drawn by lot: the same ones for the same seed, of any filter, on every page and in every format."""

import csv
import hashlib
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.api.conftest import Get
from tests.api.test_cursors import walk
from tests.api.test_query_counts import grow
from timeline.api.resources import RESOURCES, ApiResource
from timeline.models import Release


def lots(resource: ApiResource, seed: str) -> list[str]:
    """Every item of a resource in the order of their lots, as the documentation says: SHA-256 of SEED/IDENTITY."""
    return sorted(
        resource.rows().values_list(resource.key, flat=True),
        key=lambda one: hashlib.sha256(f"{seed}/{one}".encode()).hexdigest(),
    )


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_a_sample_is_the_lowest_lots_in_the_order_of_the_list(
    record: Release, slugs: Callable[[str], list[str]], resource: ApiResource
) -> None:
    for seed in ("0", "2026"):
        found = slugs(f"{resource.name}/?sample=5&seed={seed}")

        assert sorted(found) == sorted(lots(resource, seed)[:5])
        assert found == slugs(f"{resource.name}/?{resource.identity}={','.join(found)}")
    assert slugs(f"{resource.name}/?sample=5") == slugs(f"{resource.name}/?sample=5&seed=0")


def test_a_larger_sample_holds_a_smaller_one(record: Release, slugs: Callable[[str], list[str]]) -> None:
    small, large = (set(slugs(f"positions/?sample={size}&seed=a")) for size in (10, 40))

    assert (len(small), len(large)) == (10, 40)
    assert small < large
    assert small != set(slugs("positions/?sample=10&seed=b"))


def test_it_is_drawn_of_what_the_filters_find_and_counted(record: Release, get: Get) -> None:
    whole = get("positions/?side=RU&issue!=missile-defense")["count"]
    answer = get("positions/?side=RU&issue!=missile-defense&sample=30&seed=x&facets=side,issue")

    assert whole > 30 == answer["count"] == len(answer["results"])
    assert answer["facets"]["side"] == [{"value": "RU", "label": "Moscow", "count": 30}]
    assert "missile-defense" not in [one["value"] for one in answer["facets"]["issue"]]
    assert sum(one["count"] for one in answer["facets"]["issue"]) == 30


def test_all_come_where_there_are_no_more(talks: make.Talks, slugs: Callable[[str], list[str]]) -> None:
    assert slugs("meetings/?sample=1000") == slugs("meetings/")
    assert slugs("meetings/?sample=3&official=nobody") == []


def test_pages_cursors_and_formats_have_the_same_sample(record: Release, client: Client) -> None:
    address = "/api/v1/meetings/?sample=12&seed=s"
    whole = list(walk(client, address))

    assert len(whole) == 12
    assert list(walk(client, f"{address}&page_size=5")) == whole
    assert list(walk(client, f"{address}&cursor=*&page_size=5")) == whole
    assert list(walk(client, f"{address}&ordering=-start&page_size=5")) == whole[::-1]
    text = b"".join(client.get(f"{address}&format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert [row["slug"] for row in csv.DictReader(io.StringIO(text, newline=""))] == whole


def test_it_takes_one_query_more_however_much_there_is(db: None, client: Client) -> None:
    counts = []
    for start, stop in ((0, 10), (10, 20)):
        grow(start, stop)
        client.get("/api/v1/positions/?sample=3")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/api/v1/positions/?sample=3").json()["count"] == 3
        counts.append(len(captured))

    # 1 the release, 2 the lots, 3 the count, 4 the keys, 5 the items
    assert counts == [5, 5]


@pytest.mark.parametrize("query", ["sample=0", "sample=1001", "sample=ten", "sample=5&seed=", "sample=5&seed=a%20b"])
def test_what_cannot_be_drawn_is_refused(talks: make.Talks, client: Client, query: str) -> None:
    assert client.get(f"/api/v1/meetings/?{query}").status_code == 400
