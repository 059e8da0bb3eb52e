"""From a meeting onward, in a browser: an issue's chart, a story that is read, a term that is explained, the map."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, OpenPage, assert_accessible

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


def test_the_map_follows_the_form(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/places/")
    before = page.locator(".map__sheet a").count()

    page.fill("#ask-from", "1986")
    page.fill("#ask-to", "1987")

    expect(page.locator("#results .count")).to_contain_text("cities")
    page.wait_for_url("**from=1986&to=1987")
    assert 0 < page.locator(".map__sheet a").count() < before
