"""The timeline: what the page holds, what its fragments hold, and what never breaks it."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.make import Talks
from tests.web.reading import flaws, links, part, words
from timeline.kept import forget
from timeline.models import Release


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    forget()
    cache.clear()


def page(path: str = "/", **headers: str) -> BeautifulSoup:
    response = Client(headers=headers).get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def explorer(path: str) -> BeautifulSoup:
    return page(path, **{"hx-request": "true", "hx-target": "div#explorer"})


def listed(found: BeautifulSoup) -> list[str]:
    return [str(card["id"]).removeprefix("item-") for card in found.select(".card[id]")]


def drawn(found: BeautifulSoup) -> list[str]:
    return [str(mark["id"]).removeprefix("mark-") for mark in found.select("a.mark")]


def test_the_whole_record_is_drawn_and_listed(talks: Talks) -> None:
    found = page()

    assert words(found.h1) == "1969–2021"
    assert words(part(found, ".explorer__count")) == "6 meetings in 3 negotiations, 1969–2021"
    assert len(listed(found)) == len(drawn(found)) == 6
    assert listed(found)[0] == talks.helsinki.slug
    assert [words(year) for year in found.select(".year__name")] == ["1969", "1985", "1986", "1987", "2013", "2021"]


def test_the_page_is_free_of_flaws(talks: Talks) -> None:
    assert flaws(page("/?kind=summit&from=1985&official=ronald-reagan")) == []
    assert flaws(page("/?kind=call&official=nobody")) == []


def test_everything_swapped_is_a_link_or_form_too(record: Release) -> None:
    swapped = page("/?from=1980&to=1990").select("[hx-get]")

    assert [(one.name, one["hx-target"]) for one in swapped] == [("form", "#explorer"), ("a", "#more")]
    for one in swapped:
        assert one["hx-get"] == one.get("href", one.get("action"))


def test_filters_narrow_picture_list_and_counts_alike(talks: Talks) -> None:
    found = page("/?official=ronald-reagan&official=mikhail-gorbachev&issue=missile-defense&from=1986&to=1990")

    assert listed(found) == drawn(found) == [talks.reykjavik.slug]
    assert words(part(found, ".explorer__count")) == "1 meeting in 1 negotiation, 1986–1990"
    assert [words(chip) for chip in found.select(".chip__facet")] == ["Officials", "Officials", "Issues"]


def test_a_value_that_gives_nothing_is_shown_and_cannot_be_ticked(talks: Talks) -> None:
    found = page("/?official=ronald-reagan")

    box = part(found, "#f-kind-consultation")
    assert box.has_attr("disabled")
    assert not part(found, "#f-kind-summit").has_attr("disabled")


def test_a_chip_leads_to_the_view_without_its_filter(talks: Talks) -> None:
    found = page("/?kind=summit,signing&from=1980")

    assert [str(chip["href"]) for chip in found.select("a.chip")] == [
        "/?from=1980&kind=summit",
        "/?from=1980&kind=signing",
        "/?from=1980",
    ]


def test_the_fragment_is_the_pages_own_part(talks: Talks) -> None:
    whole, fragment = page("/?kind=summit"), explorer("/?kind=summit")

    assert not fragment.select("header, nav[aria-label=Main], footer")
    assert words(fragment.title) == "1969–2021 · Across the Table"
    assert words(part(fragment, "#explorer")) == words(part(whole, "#explorer"))


def test_the_fragment_pushes_its_canonical_address(talks: Talks) -> None:
    headers = {"hx-request": "true", "hx-target": "div#explorer"}

    response = Client(headers=headers).get("/?to=1990&kind=summit&q=&from=1980&find=rea")

    assert response["HX-Push-Url"] == "/?from=1980&kind=summit&to=1990"
    assert {"HX-Request", "HX-Target", "HX-History-Restore-Request"} <= set(re.split(r", *", response["Vary"]))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"hx-request": "true", "hx-target": "body", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-target": "div#explorer", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-target": "div#nonsense"},
        {"hx-request": "true"},
    ],
)
def test_anything_but_a_swap_gets_the_whole_page(talks: Talks, headers: dict[str, str]) -> None:
    response = Client(headers=headers).get("/")

    assert b"<!doctype html>" in response.content
    assert "HX-Push-Url" not in response.headers


def test_the_list_goes_on_page_by_page(talks: Talks) -> None:
    for day in range(1, 29):
        make.meeting(slug=f"1986-02-{day:02d}-extra", start=f"1986-02-{day:02d}")

    first, second = page(), page("/?page=2")
    more = page("/?page=2", **{"hx-request": "true", "hx-target": "p#more"})

    assert len(listed(first)) == 20
    assert str(part(first, "#more a")["href"]) == "/?page=2"
    assert listed(second) == listed(more)
    assert not set(listed(first)) & set(listed(second))
    assert words(second.select(".year__name")[0]) == "1986"
    assert [words(year) for year in more.select(".year__name")] == ["1987", "2013", "2021"]
    assert part(second, ".list__step a[href='/']") is not None


@pytest.mark.parametrize(
    "query",
    [
        "kind=sumit",
        "from=yesterday",
        "from=1990&to=1980",
        "official=%00",
        "page=none&kind=summit",
        "page=999999999999999999999999",
        "q=" + "x" * 5000,
        "official=" + ",".join(f"a{number}" for number in range(3000)),
        "city=%FF%FE",
        "=&&&=a",
        "from=9999&to=9999",
        "from=0001&to=0001",
        "find=%00%FF",
    ],
)
def test_nothing_in_the_address_breaks_the_page(talks: Talks, query: str) -> None:
    assert Client().get(f"/?{query}").status_code == 200


def test_a_bad_value_is_said_and_left_out(talks: Talks) -> None:
    found = page("/?kind=sumit&offical=a&from=1986&to=1986")

    assert [words(problem) for problem in found.select(".problems li")] == [
        "offical was left out: there is no parameter 'offical' here; did you mean official?",
        "kind was left out: 'sumit' is not one of the values it can have; did you mean summit?",
    ]
    assert listed(found) == [talks.reykjavik.slug]


def test_an_empty_answer_says_what_to_do(talks: Talks) -> None:
    found = page("/?kind=call&from=1985&to=1990")

    assert links(part(found, ".empty")) == ["/?kind=call", "/?from=1985&to=1990"]


def test_an_empty_record_is_still_a_page(db: None) -> None:
    found = page()

    assert words(part(found, ".explorer__count")).startswith("No meetings")
    assert "The record is not loaded yet" in words(found.footer)


def test_terms_and_treaties_of_the_window_are_links(talks: Talks) -> None:
    found = page("/?from=1985&to=1990")

    assert "/officials/ronald-reagan/" in links(part(found, ".picture"))
    assert "/treaties/inf-treaty/" in links(part(found, ".picture"))
    assert len(found.select(".treaty-band__signed")) == 1 + len(found.select(".legend .treaty-band__signed"))


def test_what_was_not_held_is_drawn_so(talks: Talks) -> None:
    found = page()

    assert part(found, f"#item-{talks.cancelled.slug}")["data-status"] == "cancelled"
    marks = {str(mark["id"]): mark for mark in found.select("a.mark")}
    assert marks[f"mark-{talks.cancelled.slug}"]["data-status"] == "cancelled"
    assert marks[f"mark-{talks.reykjavik.slug}"].select(".mark__cross")
    assert marks[f"mark-{talks.moscow.slug}"].has_attr("data-vague")
    assert not marks[f"mark-{talks.geneva.slug}"].has_attr("data-status")


def test_a_card_says_who_was_silent(talks: Talks) -> None:
    make.participation(meeting=talks.moscow, official=talks.reagan, role="met")
    make.participation(meeting=talks.helsinki, official=talks.reagan)
    make.participation(meeting=talks.helsinki, official=talks.gorbachev)
    make.position(meeting=talks.helsinki, holder=talks.reagan, date="1969-11-18")

    card = part(page("/?to=1970"), f"#item-{talks.helsinki.slug}")

    assert "No words of Moscow’s are on record here." in words(card)
    assert links(card)[0] == f"/meetings/{talks.helsinki.slug}/"


def test_the_focus_card_is_the_lists_card(talks: Talks) -> None:
    response = Client().get(f"/meetings/{talks.geneva.slug}/card/")

    assert response.status_code == 200
    assert words(BeautifulSoup(response.content, "html.parser").h3) == "Geneva summit"
    assert Client().get("/meetings/nobody-met/card/").status_code == 404


def test_text_of_the_record_is_escaped_in_the_picture(talks: Talks) -> None:
    make.meeting(slug="1986-03-01-odd", title='<script>"&', start="1986-03-01", city="<b>")

    response = Client().get("/?from=1986&to=1986")

    assert b"<script>&quot;" not in response.content
    assert b'<script>"' not in response.content
    assert b"&lt;script&gt;" in response.content


def test_queries_do_not_grow_with_the_record(talks: Talks) -> None:
    # release; 17 reference lists; marks; 4 for cards not kept yet
    def queries() -> int:
        cache.clear()
        forget()
        with CaptureQueriesContext(connection) as captured:
            Client().get("/?from=1980")
        return len(captured)

    few = queries()
    for day in range(1, 15):
        extra = make.meeting(slug=f"1988-12-{day:02d}-extra", start=f"1988-12-{day:02d}", issues=[talks.compliance])
        make.participation(meeting=extra, official=talks.reagan)

    assert few == queries() == 23


def test_cards_and_lists_are_kept_by_release(talks: Talks) -> None:
    Client().get("/")

    with CaptureQueriesContext(connection) as again:
        Client().get("/")

    assert len(again) == 1  # the release


def test_the_list_of_meetings_is_the_timeline(talks: Talks) -> None:
    response = Client().get("/meetings/?kind=summit")

    assert response.status_code == 301
    assert response["Location"] == "/?kind=summit"


def test_a_view_is_cited_with_its_filters_and_its_release(talks: Talks) -> None:
    found = part(page("/?kind=summit&from=1980"), ".cite")

    assert "“Timeline 1980–2021: Summit.” Across the Table" in words(found)
    assert f"release {talks.release.hash[:12]}" in words(found)
    assert links(found)[0] == "/?from=1980&kind=summit&cite=bibtex"
    response = Client().get(links(found)[0])
    assert response["Content-Type"].startswith("application/x-bibtex")
    assert "Timeline 1980–2021: Summit" in response.content.decode()
