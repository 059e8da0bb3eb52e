"""Every number of the search page is that of the page it leads to; the API's are those of the pages."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree
from lxml.html import HtmlElement

from tests.sampled import sampled
from tests.search import quality
from tests.web.shown import every, parsed, text
from timeline.models import Release

FOUND = re.compile(r"(\d+) found")


def _opened(path: str) -> HtmlElement:
    """The page at a path."""
    response = Client().get(path)
    assert response.status_code == 200, path
    return parsed(response.content)


def _said(page: HtmlElement) -> int:
    """How many finds a page says that it has."""
    said = FOUND.search(text(every(page, "count")[0]))
    return int(said[1]) if said else 0


def _listed(page: HtmlElement) -> int:
    """How many finds its groups say that they have."""
    return sum(int(text(head).rpartition(" ")[2]) for found in every(page, "found") for head in found.iter("h2"))


def _all_links(page: HtmlElement) -> Iterator[tuple[str, int]]:
    """The `All 15` links of the answer and the groups."""
    for more in every(page, "topic__more"):
        for link in more.iter("a"):
            yield str(link.get("href")), int(text(link).split()[1])


def _narrowing(page: HtmlElement) -> Iterator[tuple[str, int]]:
    """The filters and the bars of the histogram, but for those in force, which lead to where they are not."""
    for part in every(page, "narrow__part"):
        for choice in part.iter("li"):
            for link in choice.xpath(".//a[not(@aria-current)]"):
                yield str(link.get("href")), int(text(every(choice, "muted")[0]))
    for bar in every(page, "years__bar"):
        if bar.get("aria-current") is None:
            yield str(bar.get("href")), int(str(bar.get("aria-label")).split()[1])


def _wrong(links: Iterator[tuple[str, int]]) -> list[str]:
    """The links that lead to another number than they say."""
    found = []
    for href, number in links:
        page = _opened(href)
        if not number == _said(page) == _listed(page):
            found.append(f"{href}: says {number}, the page {_said(page)}, its groups {_listed(page)}")
    return found


def _path(question: str) -> str:
    return f"/search/?{urlencode({'q': question})}"


def test_every_all_leads_to_as_many_as_it_says(record: Release) -> None:
    wrong, followed = [], 0
    whole = quality.questions()
    asked = sampled(whole)
    for question in asked:
        links = list(_all_links(_opened(_path(question.asked))))
        followed += len(links)
        wrong += _wrong(iter(links))

    assert followed > 200 * len(asked) / len(whole)
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
    links = list(_narrowing(_opened(path)))

    assert len(links) > 10
    assert _wrong(iter(links)) == []


@pytest.mark.parametrize("kind", ["positions", "meetings", "articles"])
def test_the_pages_of_a_kind_have_as_many_finds_as_it_says_each_once(kind: str, record: Release) -> None:
    seen: list[str] = []
    page = _opened(f"{_path('missile')}&kind={kind}")
    number = _said(page)
    while True:
        finds = every(page, "hit")
        seen += [etree.tostring(one, encoding="unicode", with_tail=False) for one in finds]
        onward = page.xpath("//*[contains(concat(' ', @class, ' '), ' pager ')]//a[@rel='next']/@href")
        if not onward:
            break
        assert len(finds) == 30
        page = _opened(str(onward[0]))

    assert len(seen) == len(set(seen)) == number > 200


def test_the_api_counts_what_the_pages_count(record: Release, client: Client) -> None:
    compared = 0
    whole = quality.questions()
    asked = sampled(whole)
    for question in asked:
        told = client.get("/api/v1/search/", {"q": question.asked}).json()
        page = _opened(_path(question.asked))

        assert told["count"] == sum(told["kinds"].values()) == _said(page) == _listed(page)
        for side in told["answer"]["sides"] if told["answer"] else []:
            if told["answer"]["kind"] != "day":
                compared += 1
                assert client.get(side["url"]).json()["count"] == side["count"]
    assert compared > 50 * len(asked) / len(whole)
