"""Every number of the search page is that of the page it leads to; the API's are those of the pages."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from bs4 import Tag
from django.test import Client

from tests.search import quality
from tests.web.reading import opened, words
from timeline.models import Release

FOUND = re.compile(r"(\d+) found")


def _said(page: Tag) -> int:
    """How many finds a page says that it has."""
    said = FOUND.search(words(page.select_one(".count")))
    return int(said[1]) if said else 0


def _listed(page: Tag) -> int:
    """How many finds its groups say that they have."""
    return sum(int(words(head).rpartition(" ")[2]) for head in page.select(".found h2"))


def _all_links(page: Tag) -> Iterator[tuple[str, int]]:
    """The `All 15` links of the answer and the groups."""
    for link in page.select(".topic__more a"):
        yield str(link["href"]), int(words(link).split()[1])


def _narrowing(page: Tag) -> Iterator[tuple[str, int]]:
    """The filters and the bars of the histogram, but for those in force, which lead to where they are not."""
    for choice in page.select(".narrow__part li"):
        if (link := choice.select_one("a:not([aria-current])")) is not None:
            yield str(link["href"]), int(words(choice.select_one(".muted")))
    for bar in page.select(".years__bar:not([aria-current])"):
        yield str(bar["href"]), int(str(bar["aria-label"]).split()[1])


def _wrong(links: Iterator[tuple[str, int]]) -> list[str]:
    """The links that lead to another number than they say."""
    found = []
    for href, number in links:
        page = opened(href)
        if not number == _said(page) == _listed(page):
            found.append(f"{href}: says {number}, the page {_said(page)}, its groups {_listed(page)}")
    return found


def _path(question: str) -> str:
    return f"/search/?{urlencode({'q': question})}"


def test_every_all_leads_to_as_many_as_it_says(record: Release) -> None:
    wrong, followed = [], 0
    for question in quality.questions():
        links = list(_all_links(opened(_path(question.asked))))
        followed += len(links)
        wrong += _wrong(iter(links))

    assert followed > 200
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    [
        _path("missile defence"),
        _path("nitze karpov 1982"),
        f"{_path('missile defence')}&side=RU&year=1985-2001",
        f"{_path('missile defence')}&issue=missile-defense&stance=opposes",
        f"{_path('missile defence')}&official=vladimir-putin&speech=direct",
        f"{_path('missile defence')}&kind=positions&side=US",
        f"{_path('Geneva')}&kind=meetings&year=1985",
    ],
)
def test_every_filter_and_year_leads_to_as_many_as_it_says(path: str, record: Release) -> None:
    links = list(_narrowing(opened(path)))

    assert len(links) > 10
    assert _wrong(iter(links)) == []


@pytest.mark.parametrize("kind", ["positions", "meetings", "articles"])
def test_the_pages_of_a_kind_have_as_many_finds_as_it_says_each_once(kind: str, record: Release) -> None:
    seen: list[str] = []
    page = opened(f"{_path('missile')}&kind={kind}")
    number = _said(page)
    while True:
        finds = page.select(".hit")
        seen += [str(one) for one in finds]
        onward = page.select_one(".pager a[rel=next]")
        if onward is None:
            break
        assert len(finds) == 30
        page = opened(str(onward["href"]))

    assert len(seen) == len(set(seen)) == number > 200


def test_the_api_counts_what_the_pages_count(record: Release, client: Client) -> None:
    compared = 0
    for question in quality.questions():
        told = client.get("/api/v1/search/", {"q": question.asked}).json()
        page = opened(_path(question.asked))

        assert told["count"] == sum(told["kinds"].values()) == _said(page) == _listed(page)
        for side in told["answer"]["sides"] if told["answer"] else []:
            if told["answer"]["kind"] != "day":
                compared += 1
                assert client.get(side["url"]).json()["count"] == side["count"]
    assert compared > 50
