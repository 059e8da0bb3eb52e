"""What the start page says before the timeline: to whom, and when; with a day that is given, never the clock's."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.conftest import clear_caches
from tests.make import Talks
from tests.web.reading import flaws, links, opened, part, words
from timeline.models import Article, Meeting, Position, Release
from timeline.pages.timeline import views
from timeline.pages.timeline.front import EXAMPLES, TITLE, front


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the Geneva summit, years later."""
    monkeypatch.setattr(views, "today", lambda: date(2026, 11, 19))


def test_the_start_page_says_what_it_is(record: Release, on: None) -> None:
    page = opened("/")

    assert words(page.h1) == "What Washington and Moscow said to each other about nuclear arms"
    assert words(page.title) == TITLE
    assert str(part(page, "meta[property='og:title']")["content"]) == TITLE
    held = [f"{model.objects.count():,}" for model in (Meeting, Position, Article)]
    numbers = words(part(page, ".front__numbers"))
    assert numbers.startswith(f"{held[0]} meetings, {held[1]} statements, {held[2]} sources; ")
    assert words(part(page, ".front__numbers")).endswith(" verified word for word.")
    assert flaws(page) == []


def test_the_front_stands_before_the_timeline_and_its_legend_above_the_lanes(record: Release) -> None:
    page = opened("/")
    order = [str(one["class"][0]) for one in page.select(".front, .explorer__title, .legend__hint, .lanes")]

    assert order == ["front", "explorer__title", "legend__hint", "lanes"]
    assert words(part(page, ".explorer__title")) == "1955–2026"
    assert words(part(page, ".legend__hint")) == "Drag to zoom, tap a mark"


def test_the_front_counts_changed_answers_as_the_comparison_that_it_leads_to(record: Release) -> None:
    (way,) = [one for one in opened("/").select("a") if "What moved between two days" in words(one)]
    issues = re.search(r"answers changed on (\d+) issues", words(way))
    assert issues is not None

    assert words(part(opened(str(way["href"])), ".count")).startswith(f"{issues[1]} issues on which an answer changed;")


def test_there_is_one_search_box_wherever_one_is(talks: Talks) -> None:
    assert [
        len(opened(path).select("input[type=search][name=q]:not(#f-q)")) for path in ("/", "/?from=1985", "/about/")
    ] == [
        1,
        1,
        1,
    ]
    assert part(opened("/"), ".front__search #site-search")["data-suggest"] == ""


@pytest.mark.parametrize("path", ["/?kind=summit", "/?from=1985&to=1987", "/?page=2", "/?kind=nonsense", "/?find=rea"])
def test_with_a_question_the_timeline_stands_first(talks: Talks, path: str) -> None:
    page = opened(path)

    assert page.select(".front") == []
    assert words(page.h1) == words(part(page, ".explorer__title"))


def test_four_ways_lead_into_the_record_each_with_a_picture(record: Release) -> None:
    ways = opened("/").select(".way")

    assert [words(part(way, ".way__name")) for way in ways] == [
        "See the timeline",
        "Who stood where",
        "What moved between two days",
        "Meet the negotiators",
    ]
    assert [way for way in ways if not way.select(".way__plot")] == []
    assert [Client().get(str(way["href"])).status_code for way in ways[1:]] == [200, 200, 200]


@pytest.mark.parametrize("question", EXAMPLES)
def test_an_example_question_is_answered(record: Release, question: str) -> None:
    page = opened(f"/search/?q={question}")

    assert words(part(page, ".answer__head"))
    assert any(question in words(link) for link in opened("/").select(".front__try a"))


def test_this_day_the_latest_meeting_and_the_widest_distance_are_said(talks: Talks, on: None) -> None:
    shown = {words(part(one, "dt")): words(part(one, "dd")) for one in opened("/").select(".today > div")}

    assert shown["On this day, 1985"] == "Geneva summit"
    assert shown["Latest meeting"].endswith(talks.moscow.title)


def test_a_day_without_a_meeting_has_that_of_the_nearest(talks: Talks) -> None:
    opening = front(talks.release)

    near = opening.anniversary(date(2026, 11, 21))
    assert near is not None
    assert (near.mark.slug, near.is_today) == (talks.geneva.slug, False)
    assert opening.anniversary(date(2026, 5, 1)) is None


def test_a_meeting_of_an_uncertain_day_has_no_anniversary(talks: Talks) -> None:
    make.meeting(slug="1987-05-01-somewhere", start="1987-05")

    assert front(talks.release).anniversary(date(2026, 5, 1)) is None


def test_a_meeting_that_never_took_place_has_no_anniversary_and_is_not_the_latest(talks: Talks) -> None:
    opening = front(talks.release)

    assert talks.cancelled.earliest > talks.moscow.earliest
    assert opening.latest is not None
    assert opening.latest.slug == talks.moscow.slug
    assert opening.anniversary(date(2026, talks.cancelled.earliest.month, talks.cancelled.earliest.day)) is None


def test_the_leap_day_is_a_day_like_others(talks: Talks) -> None:
    make.meeting(slug="1988-02-29-somewhere", start="1988-02-29")

    found = front(talks.release).anniversary(date(2028, 2, 29))
    assert found is not None
    assert found.is_today


def test_the_front_of_an_empty_record_is_still_a_page(db: None) -> None:
    page = opened("/")

    assert flaws(page) == []
    assert page.select(".today > div") == []
    assert links(part(page, ".ways")) == ["#explorer"]


def test_queries_of_the_front_do_not_grow_with_the_record(talks: Talks, on: None) -> None:
    def queries() -> int:
        clear_caches()
        with CaptureQueriesContext(connection) as captured:
            Client().get("/")
        return len(captured)

    few = queries()
    make.fourteen_more(talks, "1988-12")

    assert few == queries()


def test_a_swap_brings_no_front(talks: Talks) -> None:
    response = Client(headers={"hx-request": "true", "hx-target": "div#view"}).get("/")
    fragment = BeautifulSoup(response.content, "html.parser")

    assert fragment.select(".front") == []
    assert words(fragment.h1) == "1969–2021"
