"""What holds on every page of the record."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, opened, part, words
from timeline.domain.vocabulary import Side
from timeline.models import Article, Meeting, Position, Release

PAGES = {
    "/meetings/1986-10-11-reykjavik-reagan-gorbachev/": "Reykjavik summit",
    "/meetings/1969-11-17-helsinki-salt-opens/": "SALT I, first session",
    "/meetings/2021-07-28-call-ryabkov/": "Call that was called off",
    "/officials/": "Officials",
    "/officials/sergei-ryabkov/": "Sergei Ryabkov",
    "/issues/": "Issues: where they stood",
    "/issues/missile-defense/": "Missile defence",
    "/issues/compliance/": "Compliance",
    "/negotiations/": "Negotiations",
    "/negotiations/summits/": "Leaders' summits",
    "/treaties/": "Treaties",
    "/treaties/inf-treaty/": "INF Treaty",
    "/stories/": "Stories",
    "/stories/two-summits/": "Two summits",
    "/places/": "Where they met",
    "/places/?from=1985&to=1985": "Where they met",
    "/places/geneva/": "Geneva",
    "/places/helsinki/": "Helsinki",
    "/articles/": "Sources",
    "/articles/vestnik-2013-02-visit-to-moscow/": "Визит в Москву",
    "/compare/?on=1986-10-12": "Where they stood on 12 October 1986",
    "/search/": "Search",
    "/search/?q=reagan": "Search",
    "/about/": "About the record",
    "/changes/": "What changed",
    "/corrections/": "Corrections",
}


@pytest.mark.parametrize(("path", "heading"), PAGES.items())
def test_a_page_is_whole_and_free_of_flaws(path: str, heading: str, talks: Talks) -> None:
    page = opened(path)

    assert words(page.h1) == heading
    assert flaws(page) == []
    assert words(page.title).endswith(" · Across the Table")
    assert str(part(page, "link[rel=canonical]")["href"]) == f"http://testserver{path}"
    assert len(page.select("nav[aria-label=Breadcrumb] li")) >= 2
    assert len(page.select("main")) == 1


def test_a_statement_has_a_page_too(talks: Talks) -> None:
    positions = list(Position.objects.all())

    assert len(positions) == 7
    for position in positions:
        page = opened(f"/positions/{position.public_id}/")

        assert flaws(page) == []
        if position.speech == "direct":
            assert words(part(page, "blockquote > q")) == position.quote
        else:
            assert page.select(".testimony__words :is(blockquote, q)") == []
            told = part(page, ".testimony__words .said__report")
            assert words(told) == f"{position.article.publisher} reported: “{position.quote}”"


@pytest.mark.parametrize(
    "path",
    [
        "/meetings/nobody-met/",
        "/officials/nobody/",
        "/issues/nothing/",
        "/negotiations/none/",
        "/treaties/none/",
        "/articles/none/",
        "/positions/none-00000000/",
        "/nowhere/",
    ],
)
def test_an_unknown_address_gets_our_own_404(path: str, talks: Talks) -> None:
    page = opened(path, status=404)

    assert words(page.h1) == "Nothing here"
    assert flaws(page) == []


@pytest.mark.parametrize(
    "path",
    [
        "/officials/?side=XX",
        "/issues/missile-defense/?stance=perhaps",
        "/articles/?from=yesterday",
        "/treaties/?form=1",
    ],
)
def test_a_bad_filter_value_is_left_out_and_said(path: str, talks: Talks) -> None:
    page = opened(path)

    assert " was left out: " in words(part(page, ".problems[role=alert] li"))
    assert str(part(page, "link[rel=canonical]")["href"]) == f"http://testserver{path.partition('?')[0]}"


@pytest.mark.parametrize("path", ["/officials/", "/issues/missile-defense/", "/articles/"])
def test_a_fragment_is_the_part_of_the_page_and_nothing_else(path: str, talks: Talks) -> None:
    whole, fragment = opened(f"{path}?q=reagan"), opened(f"{path}?q=reagan", htmx=True)

    assert [str(one["id"]) for one in fragment.find_all("section", recursive=False)] == ["results"]
    assert fragment.title is not None
    assert not fragment.select("header, nav[aria-label=Main], form")
    part(fragment, "#results title").extract()
    assert words(part(fragment, "#results")) == words(part(whole, "#results"))


def test_a_fragment_brings_its_address_and_says_what_it_varies_with(talks: Talks) -> None:
    response = Client(headers={"hx-request": "true", "hx-target": "section#results"}).get("/officials/?q=&side=us")

    assert response["HX-Push-Url"] == "/officials/?side=US"
    assert "HX-Request" in response["Vary"]


def test_a_page_that_back_restores_is_in_the_history_already(talks: Talks) -> None:
    headers = {"hx-request": "true", "hx-target": "section#results", "hx-history-restore-request": "true"}

    response = Client(headers=headers).get("/officials/?side=US")

    assert "<title>Officials" in response.text
    assert "HX-Push-Url" not in response.headers


@pytest.mark.parametrize("path", ["/officials/", "/articles/", "/negotiations/", "/treaties/", "/issues/"])
def test_a_list_of_an_empty_record_says_so(path: str, db: None) -> None:
    assert flaws(opened(path)) == []


def test_nothing_is_written_by_a_page(talks: Talks) -> None:
    assert Client().post("/officials/").status_code == 405


def test_the_page_for_our_own_faults_asks_nothing_of_the_database() -> None:
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert words(BeautifulSoup(response.content, "html.parser").h1) == "Something broke"


def test_the_about_page_shows_what_is_held_by_year_and_by_decade(talks: Talks) -> None:
    page = opened("/about/")

    rows = page.select(".coverage + table tbody tr")
    assert [[words(cell) for cell in row.select("th, td")] for row in rows] == [
        ["1960s", "1", "0", "0", "1"],
        ["1980s", "3", "2", "2", "2"],
        ["2010s", "1", "1", "2", "2"],
        ["2020s", "1", "0", "0", "0"],
    ]
    assert len(page.select(".coverage__bars")) == 4


def test_a_large_number_is_written_alike_on_every_page(record: Release) -> None:
    sources, statements = f"{Article.objects.count():,}", f"{Position.objects.count():,}"
    assert "," in sources
    assert "," in statements

    assert words(part(opened("/articles/"), ".count")) == f"{sources} sources"
    about = opened("/about/")
    assert {statements, sources} <= {words(one) for one in about.select(".facts dd")}
    found = opened("/search/?q=treaty")
    numbers = [words(one) for one in found.select(".count, .narrow li, .found h2")]
    assert any("," in one for one in numbers)
    assert [one for one in numbers if re.search(r"\b\d{4,}(?! found$)\b", one)] == []


def test_the_about_page_says_at_how_many_meetings_a_side_is_not_heard(talks: Talks) -> None:
    heard = [len({said.side for said in one.positions.all()} & set(Side.values)) for one in Meeting.objects.all()]
    both, one, none = (heard.count(number) for number in (2, 1, 0))

    assert both
    assert none
    assert f"{both} have statements of both sides, {one} of one side alone and {none} of neither" in words(
        part(opened("/about/"), "main")
    )


def test_the_about_page_shows_how_far_quotations_are_checked(talks: Talks) -> None:
    day = date(2026, 1, 9)
    lost = make.article(slug="lost", publisher="The Lost Paper", checked_status="gone", checked_day=day)
    make.position(article=lost, quote="words that are lost")
    make.position(article=lost, quote="words that are saved", proof_hash="a" * 64, proof_checked=day)
    make.position(article=lost, quote="words not there", not_found=day)

    page = opened("/about/")

    rows = {
        words(row.th): [words(cell) for cell in row.select("td")] for row in page.select(".checked__table tbody tr")
    }
    assert rows["The Lost Paper"] == ["1", "0", "1", "1"]
    key = [words(one) for one in page.select(".checked__key li")]
    assert key[2:] == ["1 not found", "1 gone"]
    assert {str(path["data-state"]) for path in page.select(".checked path")} == {
        "proven", "transcribed", "notfound", "gone"
    }  # fmt: skip
