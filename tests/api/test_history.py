"""Releases and changes: what each release did, where an item came from, and what became of one that is no more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import history, make
from tests.api.conftest import HOST, Get
from tests.history import GAZETTE, MEETING, POSITION
from timeline.api.resources import RESOURCES

QUERIES = {"": 3, "&expand=item": 6}
"""The count, the keys and the changes; with the items the keys of all and the items of two nouns."""


@pytest.fixture
def told(talks: make.Talks) -> None:
    """The history of tests/history.py."""
    history.made()


def test_releases_are_listed_newest_first_with_what_they_did(told: None, get: Get) -> None:
    listed = get("releases/")

    assert [one["name"] for one in listed["results"]] == ["2026-01-02-draft-0a1b2c3d", "2026-01-02", "2026-01-01"]
    assert listed["results"][1] == {
        "name": "2026-01-02",
        "hash": "1" * 64,
        "date": "2026-01-02",
        "note": None,
        "draft": False,
        "added": 1,
        "changed": 1,
        "withdrawn": 1,
        "url": f"{HOST}/api/v1/releases/2026-01-02/",
        "html_url": f"{HOST}/changes/#release-2026-01-02",
    }
    assert get("releases/?page_size=2&page=2")["results"] == listed["results"][2:]
    assert get("releases/?page_size=2")["next"] == f"{HOST}/api/v1/releases/?page=2&page_size=2"


@pytest.mark.parametrize(("asked", "name"), [("2026-01-01", "2026-01-01"), ("1" * 12, "2026-01-02")])
def test_a_release_is_found_by_name_and_by_hash(told: None, get: Get, asked: str, name: str) -> None:
    assert get(f"releases/{asked}/")["name"] == name


def test_latest_is_the_newest_and_an_unknown_release_is_404(told: None, get: Get, client: Client) -> None:
    assert get("releases/latest/")["draft"] is True
    assert client.get("/api/v1/releases/2025-01-01/").status_code == 404
    assert client.get("/api/v1/changes/?since=2025-01-01").status_code == 404
    assert client.get("/api/v1/changes/?since=yesterday").status_code == 400


def test_a_change_says_what_was_and_what_is_and_why(told: None, get: Get) -> None:
    [change] = get("changes/?noun=meetings")["results"]

    assert change == {
        "noun": "meetings",
        "id": MEETING,
        "change": "changed",
        "release": "2026-01-02",
        "fields": [{"name": "city", "from": "Geneva", "to": "Washington", "change": "changed"}],
        "own": True,
        "reason": "The source says so.",
        "replaced_by": None,
        "url": f"{HOST}/api/v1/meetings/{MEETING}/",
        "html_url": f"{HOST}/meetings/{MEETING}/",
    }


def test_changes_are_walked_by_cursor_in_order(told: None, get: Get) -> None:
    found, address = [], "changes/?since=2026-01-01&page_size=2"
    while address:
        page = get(address)
        found += [(one["noun"], one["change"]) for one in page["results"]]
        address = (page["next"] or "").removeprefix(f"{HOST}/api/v1/")

    assert page["count"] == 6
    assert found == [
        ("positions", "withdrawn"),
        ("positions", "added"),
        ("meetings", "changed"),
        ("officials", "changed"),
        ("positions", "withdrawn"),
        ("issues", "withdrawn"),
    ]
    assert get("changes/?since=2026-01-02")["count"] == 2


@pytest.mark.parametrize("path", ["releases/?page_size=2", "changes/?page_size=2", "standings/", "search/?q=reagan"])
def test_every_list_says_its_total_and_its_links_as_headers_too(told: None, client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    body = response.json()

    assert response["X-Total-Count"] == str(body["count"])
    assert response.get("Link") == (f'<{body["next"]}>; rel="next"' if body["next"] else None)
    assert bool(body["next"]) == ("page_size" in path)


def test_items_come_with_their_changes_and_none_for_what_has_gone(told: None, get: Get) -> None:
    first, second, third = get("changes/?noun=positions&expand=item")["results"]

    assert (first["item"], third["item"]) == (None, None)
    assert second["item"] == get(f"positions/{POSITION}/")


def test_a_cursor_of_another_question_is_refused(told: None, get: Get, client: Client) -> None:
    following = get("changes/?page_size=1")["next"].removeprefix(HOST)

    assert client.get(following).status_code == 200
    assert client.get(f"{following}&noun=meetings").status_code == 400


def test_an_item_names_the_releases_in_which_it_came_and_changed(told: None, get: Get) -> None:
    asked = "?fields=added_in,changed_in"

    assert get(f"positions/{POSITION}/{asked}") == {"added_in": "2026-01-02", "changed_in": "2026-01-02"}
    assert get(f"meetings/{MEETING}/{asked}") == {"added_in": "2026-01-01", "changed_in": "2026-01-02"}
    assert get(f"officials/ronald-reagan/{asked}") == {"added_in": "2026-01-01", "changed_in": "2026-01-01"}


def test_what_was_withdrawn_is_410_with_what_stands_in_its_place_today(told: None, client: Client) -> None:
    response = client.get(f"/api/v1/positions/{GAZETTE}-00000001/")

    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"] == f"{HOST}/api/docs/#error-withdrawn"
    assert (problem["withdrawn_in"], problem["reason"]) == ("2026-01-02", None)
    assert problem["replaced_by"] == {"id": POSITION, "url": f"{HOST}/api/v1/positions/{POSITION}/"}


def test_what_went_for_good_is_410_and_what_never_was_404(told: None, client: Client) -> None:
    gone = client.get("/api/v1/issues/gone/")

    assert (gone.status_code, gone.json()["replaced_by"]) == (410, None)
    assert client.get("/api/v1/issues/never/").status_code == 404


def test_items_that_replace_each_other_end(told: None, client: Client) -> None:
    for ordinal, (one, other) in enumerate((("a", "b"), ("b", "a")), 6):
        history.change(ordinal, 2, "treaties", one, "withdrawn", [], to=other)

    assert client.get("/api/v1/treaties/a/").json()["replaced_by"] is None


@pytest.mark.parametrize("path", ["", "meetings/", "changes/", "meetings/never/", "meetings/?nonsense=1"])
def test_every_answer_names_its_release(told: None, client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")

    assert response["X-Release-Name"] == "2026-01-02"
    assert response["X-Release"] == "7989b7c80701e4456ab01d1b3cf74a94ed44251884de42d7fd1ccc70455506d3"


def test_an_unchanged_answer_names_it_too(told: None, client: Client) -> None:
    known = client.get("/api/v1/meetings/")["ETag"]
    unchanged = client.get("/api/v1/meetings/", headers={"If-None-Match": known})

    assert (unchanged.status_code, unchanged["X-Release-Name"]) == (304, "2026-01-02")


def test_items_of_every_resource_take_a_query_each_and_one_more(told: None, get: Get) -> None:
    for ordinal, resource in enumerate(RESOURCES, 6):
        for place, key in enumerate(resource.rows().values_list(resource.key, flat=True)[:2]):
            history.change(10 * ordinal + place, 2, resource.name, key, "changed", [])
    get("changes/?expand=item")
    with CaptureQueriesContext(connection) as queries:
        found = get("changes/?expand=item")["results"]

    assert {one["noun"] for one in found} == {resource.name for resource in RESOURCES}
    asked = [one["sql"] for one in queries if "timeline_release" not in one["sql"]]
    assert len(asked) == QUERIES[""] + 1 + len(RESOURCES)


@pytest.mark.parametrize("more", QUERIES)
def test_a_page_of_changes_takes_the_same_queries_whatever_it_holds(told: None, client: Client, more: str) -> None:
    address = f"/api/v1/changes/?noun=positions,meetings{more}"
    client.get(address)
    numbers = []
    for size in (2, 200):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{address}&page_size={size}").status_code == 200
        numbers.append(sum("timeline_release" not in one["sql"] for one in queries))

    assert numbers == [QUERIES[more] if size > 2 else numbers[0] for size in (2, 200)]
    assert numbers[0] <= numbers[1]
