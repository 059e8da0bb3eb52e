"""From a meeting onward, in a browser: an issue's chart, a story that is read, a term that is explained, the map."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, WIDE, OpenPage, assert_accessible

ISSUE = "/issues/missile-defense/"


def drag(page: Page, start: float, end: float) -> None:
    """Drag over the chart from one share of its width to another, below its lines."""
    plot = page.locator("[data-brush]")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    y = box["y"] + 152
    page.mouse.move(box["x"] + box["width"] * start, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * (start + end) / 2, y)
    page.mouse.move(box["x"] + box["width"] * end, y)
    page.mouse.up()


def test_dragging_over_the_chart_asks_for_the_years(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(ISSUE)
    whole = page.locator("[data-brush]").get_attribute("data-first")
    every = page.locator("#results .count").inner_text()

    drag(page, 0.4, 0.6)
    page.wait_for_url("**from=*")

    assert page.locator("[data-brush]").get_attribute("data-first") != whole
    assert page.locator("#results .count").inner_text() != every
    assert page.locator("#ask-from").input_value() != ""


def test_years_that_are_typed_take_the_chart_along(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(ISSUE)

    page.fill("#ask-from", "1990")

    expect(page.locator("[data-brush]")).to_have_attribute("data-first", "1990-01-01")
    expect(page.locator("#standings")).to_have_count(1)
    assert_accessible(page)


def test_a_dot_shows_the_card_of_its_statement_to_pointer_and_keyboard(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(ISSUE)

    page.locator(".standing a.step").first.focus()

    expect(page.locator("#step-card .said__summary")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#step-card")).to_be_hidden()
    page.locator(".standing a.step .step__dot").last.hover()
    expect(page.locator("#step-card .said__summary")).to_be_visible()


def test_the_line_of_time_follows_the_step_that_is_read(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/stories/start/")
    expect(page.locator(".line__step[aria-current]")).to_have_attribute("data-step", "1")

    page.locator("#step-5").evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 40)")

    expect(page.locator(".line__step[aria-current]")).to_have_attribute("data-step", "5")
    assert page.locator(".story__strip").first.is_hidden()


def test_without_script_and_on_a_phone_a_story_is_an_article_with_strips(new_page: OpenPage) -> None:
    page = new_page(size=NARROW, script=False)
    page.goto("/stories/start/")

    assert page.locator(".story__line").is_hidden()
    assert page.locator(".story__strip").first.is_visible()


def test_a_term_is_explained_without_a_script(new_page: OpenPage) -> None:
    page = new_page(script=False)
    page.goto("/stories/start/")
    term = page.locator(".term__name").first
    note = page.locator(f"#{term.get_attribute('popovertarget')}")
    assert note.is_hidden()

    term.click()

    assert note.is_visible()


def test_an_open_term_is_accessible(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/issues/verification/")

    page.locator(".term__name").first.click()

    assert_accessible(page)


def test_dragging_over_a_comparison_asks_what_moved_and_a_click_for_the_day(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/compare/?on=1986-10-12")

    drag(page, 0.4, 0.5)
    page.wait_for_url("**on=*&and=*")

    assert page.locator("h1").inner_text().startswith("What moved between")
    expect(page.locator(".compared-day")).to_have_count(2)
    page.locator("[data-brush]").click(position={"x": 200, "y": 100})
    page.wait_for_url(lambda url: "and=" not in url)
    assert page.locator("h1").inner_text().startswith("Where they stood on")


def test_a_dot_of_a_comparison_shows_the_card_of_its_statement(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/compare/?on=1986-10-12")

    page.locator(".standing a.step").first.focus()

    expect(page.locator("#step-card .said__summary")).to_be_visible()
    assert_accessible(page)


def test_dragging_over_the_years_of_the_map_asks_for_them(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/places/?kind=summit")
    box = page.locator(".years__plot").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=3)
    page.mouse.up()
    page.wait_for_url("**from=*")

    assert "kind=summit" in page.url
    assert page.locator("#ask-from").input_value() != ""
    assert page.locator(".years__bar--inside").count() == 1


def test_the_panel_of_the_map_follows_the_form(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/places/")
    page.locator(".share > summary").click()

    page.fill("#ask-from", "1986")

    expect(page.locator("#share-link")).to_have_value(re.compile("from=1986"))
    expect(page.locator("#share-link")).to_be_visible()
    expect(page.locator(".share")).to_have_count(1)


def test_the_map_follows_the_form(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/places/")
    before = page.locator(".map__sheet a").count()

    page.fill("#ask-from", "1986")
    page.fill("#ask-to", "1987")

    expect(page.locator("#results .count")).to_contain_text("cities")
    page.wait_for_url("**from=1986&to=1987")
    assert 0 < page.locator(".map__sheet a").count() < before


OVERLAPPING = """sheets => sheets.flatMap(sheet => {
  const shown = [...sheet.querySelectorAll("text")].filter(one => one.checkVisibility());
  const boxes = shown.map(one => [one.textContent, one.getBoundingClientRect()]);
  return boxes.flatMap(([name, one], at) => boxes.slice(at + 1).filter(([, other]) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3
  ).map(([other]) => `${name} and ${other}`));
})"""


@pytest.mark.parametrize("size", [WIDE, (768, 900), NARROW])
def test_the_names_on_the_map_are_legible_and_cover_none_another(new_page: OpenPage, size: tuple[int, int]) -> None:
    page = new_page(size=size)
    page.goto("/places/")
    names = page.locator(".map__sheet text:visible")

    assert names.count() > 20
    assert page.locator(".map__sheet").evaluate_all(OVERLAPPING) == []
    heights = names.evaluate_all("some => some.map(one => one.getBoundingClientRect().height)")
    assert min(heights) > 11


def test_two_officials_compared_fit_every_screen_and_show_a_statement_under_the_pointer(new_page: OpenPage) -> None:
    for size in (WIDE, NARROW):
        page = new_page(size=size)
        page.goto("/compare/?official=ronald-reagan&official=mikhail-gorbachev")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert_accessible(page)
    page.locator(".officials-chart__plot a.step").first.focus()
    expect(page.locator("#step-card")).to_be_visible()
