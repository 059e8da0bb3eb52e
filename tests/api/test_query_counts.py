"""The number of queries grows neither with the record nor with what is asked: the record is doubled, asked again."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from timeline.api.resources import RESOURCES, ApiResource


def grow(start: int, stop: int) -> None:
    """Items of every resource, numbered, each with all that can belong to it."""
    for number in range(start, stop):
        issue = make.issue(slug=f"issue-{number}")
        official = make.official(slug=f"official-{number}", aliases=[f"alias {number}"])
        make.post(official=official)
        negotiation = make.negotiation(slug=f"negotiation-{number}")
        article = make.article(slug=f"article-{number}")
        meeting = make.meeting(slug=f"meeting-{number}", negotiation=negotiation, article=article, issues=[issue])
        make.participation(meeting=meeting, official=official)
        make.position(article=article, holder=official, issue=issue, meeting=meeting, quote=f"words number {number}")
        make.treaty(slug=f"treaty-{number}", negotiation=negotiation, signed_at=meeting)
    make.release(digest=f"{stop:064x}")


@pytest.fixture
def queries(client: Client) -> Callable[[str], int]:
    """The number of queries that an address takes, having been asked once before."""

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_a_list_takes_four_queries_at_most_however_long(
    db: None, queries: Callable[[str], int], resource: ApiResource
) -> None:
    grow(0, 10)
    ten = queries(f"/api/v1/{resource.name}/")
    grow(10, 20)
    twenty = queries(f"/api/v1/{resource.name}/")

    # 1 the release, 2 how many there are, 3 the keys of the page, 4 the items and all that belongs to them; which
    # meetings there are stands in memory
    assert ten == twenty == (2 if resource.name == "meetings" else 4)


def test_a_list_of_nothing_takes_as_many_without_its_items(talks: make.Talks, queries: Callable[[str], int]) -> None:
    assert queries("/api/v1/meetings/?official=nobody") == 1
    assert queries("/api/v1/positions/?official=nobody") == 3


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_an_item_takes_three_queries(talks: make.Talks, queries: Callable[[str], int], resource: ApiResource) -> None:
    key = resource.rows().values_list(resource.key, flat=True)[0]

    # 1 the release, 2 its key, 3 the item and all that belongs to it
    assert queries(f"/api/v1/{resource.name}/{key}/") == 3


def test_the_root_takes_one_query(talks: make.Talks, queries: Callable[[str], int]) -> None:
    # 1 the release
    assert queries("/api/v1/") == 1
