"""What every list has: pages, their links, and fields; and the root, which says where the lists are."""

import pytest
from django.test import Client

from tests import make
from tests.api.conftest import HOST, Get


def test_the_root_links_to_everything_and_names_the_release(talks: make.Talks, get: Get) -> None:
    assert get("") == {
        "meetings": f"{HOST}/api/v1/meetings/",
        "officials": f"{HOST}/api/v1/officials/",
        "issues": f"{HOST}/api/v1/issues/",
        "negotiations": f"{HOST}/api/v1/negotiations/",
        "treaties": f"{HOST}/api/v1/treaties/",
        "positions": f"{HOST}/api/v1/positions/",
        "articles": f"{HOST}/api/v1/articles/",
        "standings": f"{HOST}/api/v1/standings/",
        "search": f"{HOST}/api/v1/search/",
        "autocomplete": f"{HOST}/api/v1/autocomplete/",
        "releases": f"{HOST}/api/v1/releases/",
        "changes": f"{HOST}/api/v1/changes/",
        "networks": {
            "counterparts": f"{HOST}/api/v1/networks/counterparts/",
            "answers": f"{HOST}/api/v1/networks/answers/",
        },
        "schema": f"{HOST}/api/v1/schema.json",
        "docs": f"{HOST}/api/docs/",
        "release": {
            "name": "2026-01-02",
            "hash": "7989b7c80701e4456ab01d1b3cf74a94ed44251884de42d7fd1ccc70455506d3",
            "loaded_at": "2026-01-02T03:04:00+00:00",
            "counts": {"meetings": 6, "positions": 7},
        },
    }


def test_before_the_first_load_there_is_no_release_and_every_list_is_empty(db: None, get: Get) -> None:
    assert get("")["release"] is None
    assert get("meetings/") == {"count": 0, "next": None, "previous": None, "results": []}


def test_a_page_in_the_middle_links_to_both_sides(talks: make.Talks, get: Get) -> None:
    assert get("meetings/?page_size=2&page=2&fields=slug&from=1985") == {
        "count": 5,
        "next": f"{HOST}/api/v1/meetings/?fields=slug&from=1985&page=3&page_size=2",
        "previous": f"{HOST}/api/v1/meetings/?fields=slug&from=1985&page_size=2",
        "results": [
            {"slug": "1987-12-08-washington-reagan-gorbachev"},
            {"slug": "2013-02-moscow-gottemoeller-ryabkov"},
        ],
    }


def test_the_link_header_has_the_same_links(talks: make.Talks, client: Client) -> None:
    address = f"{HOST}/api/v1/meetings/?"

    middle = client.get("/api/v1/meetings/?page_size=2&page=2")
    whole = client.get("/api/v1/meetings/")

    assert middle["Link"] == (f'<{address}page=3&page_size=2>; rel="next", <{address}page_size=2>; rel="prev"')
    assert "Link" not in whole


def test_the_links_lead_over_every_item_once(talks: make.Talks, client: Client) -> None:
    found, address = [], "/api/v1/positions/?page_size=3&ordering=-start"

    while address:
        page = client.get(address).json()
        found += [item["id"] for item in page["results"]]
        address = page["next"]

    assert len(found) == len(set(found)) == 7


def test_fields_gives_only_what_is_named_in_the_order_of_the_item(talks: make.Talks, get: Get) -> None:
    item = get("meetings/?fields=url,slug,title&page_size=1")["results"][0]

    assert list(item) == ["slug", "title", "url"]


@pytest.mark.parametrize("path", ["meetings/", "meetings/1987-12-08-washington-reagan-gorbachev/", "", "schema.json"])
def test_head_is_get_without_a_body(talks: make.Talks, client: Client, path: str) -> None:
    head, whole = client.head(f"/api/v1/{path}"), client.get(f"/api/v1/{path}")

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))


def test_options_tells_the_parameters(client: Client) -> None:
    response = client.options("/api/v1/treaties/")

    body = response.json()
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert [parameter["name"] for parameter in body.pop("parameters")] == [
        "from",
        "to",
        "match",
        "negotiation",
        "status",
        "slug",
        "q",
        "negotiation!",
        "status!",
        "slug!",
        "page",
        "page_size",
        "cursor",
        "ordering",
        "sample",
        "seed",
        "facets",
        "facet_limit",
        "facet_order",
        "fields",
        "expand",
        "format",
        "bom",
    ]
    assert body == {
        "description": "The items that the filters leave, a page at a time, or all of them as a table, a feed or "
        "a calendar.",
        "methods": ["GET", "HEAD", "OPTIONS"],
        "formats": {
            "json": "application/json",
            "csv": "text/csv",
            "ndjson": "application/x-ndjson",
            "jsonld": "application/ld+json",
        },
        "schema": f"{HOST}/api/v1/schema.json",
    }


def test_format_wins_over_accept(talks: make.Talks, client: Client) -> None:
    response = client.get("/api/v1/meetings/?format=json", headers={"Accept": "text/html"})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


def test_without_its_slash_an_address_redirects_with_its_question(db: None, client: Client) -> None:
    response = client.get("/api/v1/meetings?kind=summit")

    assert response.status_code == 301
    assert response["Location"] == "/api/v1/meetings/?kind=summit"
