"""The start page in a real browser: how high its front is, that it makes way for the timeline, its one search box."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NARROW, OpenPage, assert_accessible


@pytest.mark.parametrize(("width", "most"), [(1600, 420), (1280, 420), (768, 420)])
def test_the_front_is_no_higher_than_it_may_be(new_page: OpenPage, width: int, most: int) -> None:
    page = new_page(size=(width, 900))
    page.goto("/")

    box = page.locator("#front").bounding_box()

    assert box is not None
    assert 200 < box["height"] <= most


def test_on_a_phone_the_front_takes_one_screen(new_page: OpenPage) -> None:
    page = new_page(size=NARROW)
    page.goto("/")

    box = page.locator("#front").bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= NARROW[1]


FITS = """box => {
  const look = getComputedStyle(box), pen = document.createElement("canvas").getContext("2d");
  pen.font = look.font;
  const room = box.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
  return room - pen.measureText(box.placeholder).width;
}"""


@pytest.mark.parametrize("path", ["/", "/issues/"])
def test_on_a_phone_the_search_box_shows_its_whole_hint(new_page: OpenPage, path: str) -> None:
    page = new_page(size=NARROW)
    page.goto(path)

    assert page.locator("#site-search").get_attribute("placeholder")
    assert page.locator("#site-search").evaluate(FITS) > 0


def test_the_front_makes_way_for_the_timeline_and_leaves_its_search_box(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/")
    page.locator(".lane--treaties").scroll_into_view_if_needed()
    page.evaluate("scrollTo({ top: 500, behavior: 'instant' })")
    before = page.locator("#explorer").bounding_box()

    page.locator("#f-kind-summit").evaluate("box => box.click()")

    expect(page.locator("#front")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("1955–2026")
    after = page.locator("#explorer").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) <= 2
    expect(page.locator(".masthead #site-search")).to_have_count(1)
    page.keyboard.press("/")
    page.keyboard.type("gromyk")
    expect(page.locator("#site-search-suggestions .suggestion").first).to_contain_text("Gromyko")
    assert_accessible(page)


def test_back_from_the_first_question_shows_the_front_again(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_role("link", name="10 years").click()
    expect(page.locator("#front")).to_have_count(0)

    page.go_back()

    expect(page.locator("#front")).to_be_visible()
    expect(page.locator("#site-search")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/$"))


def test_the_first_tab_stops_skip_to_filters_picture_and_list(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/")

    named = []
    for _ in range(3):
        page.keyboard.press("Tab")
        named.append(page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("Enter")

    assert named == ["Skip to the filters", "Skip to the picture", "Skip to the list"]
    expect(page.locator("#list")).to_be_focused()


def test_on_a_phone_too_the_first_tab_stops_skip(new_page: OpenPage) -> None:
    page = new_page(size=NARROW)
    page.goto("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#to-filters")).to_be_focused()


def test_without_script_the_front_searches_and_leads_on(new_page: OpenPage) -> None:
    page = new_page(script=False)
    page.goto("/")

    page.locator("#site-search").fill("reykjavik")
    page.locator(".front__search button").click()

    expect(page.locator(".answer__head")).to_have_text("Reykjavik summit")
