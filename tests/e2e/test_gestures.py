"""The timeline under the hand, in a real browser: dragging by mouse and by finger, where the focus goes, the end of the
list, and the road of a narrow screen."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, OpenPage, assert_accessible

EIGHTIES = "/?from=1981&to=1992"


def drag(page: Page, selector: str, start: float, end: float) -> None:
    """Drags from one share of the width of the first such element to another."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] - 3
    page.mouse.move(box["x"] + box["width"] * start, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, y, steps=6)
    page.mouse.up()


def swipe(page: Page, selector: str, start: float, end: float) -> None:
    """The same with a finger."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    fingers = page.context.new_cdp_session(page)
    y = box["y"] + box["height"] / 2
    points = [box["x"] + box["width"] * (start + (end - start) * step / 8) for step in range(9)]
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": points[0], "y": y}]})
    for x in points[1:]:
        fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def title(page: Page, text: str) -> None:
    expect(page.locator("#shown")).to_have_text(text)


def test_dragging_over_the_overview_of_everything_draws_new_years(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?match=possible")

    drag(page, ".overview__plot", 30.2 / 72, 36.8 / 72)

    title(page, "1985–1991")


def test_dragging_over_the_lanes_of_everything_zooms_too(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?kind=summit")

    drag(page, ".lane__plot", 30.2 / 72, 36.8 / 72)

    title(page, "1985–1991")
    expect(page).to_have_url(re.compile(r"kind=summit"))


def test_a_finger_draws_new_years_on_the_overview_and_the_next_tap_is_a_tap(new_page: OpenPage) -> None:
    page = new_page(size=NARROW, touch=True)
    page.goto("/?match=possible")

    swipe(page, ".overview__plot", 30.2 / 72, 36.8 / 72)
    title(page, "1985–1991")
    page.locator(".road__label .road__step").filter(has_text="1986").tap()

    title(page, "1986")


def test_one_year_of_everything_leads_back_to_the_year_looked_into_last(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1972&to=1972")
    page.keyboard.press("0")
    title(page, "1955–2026")

    page.get_by_role("link", name="1 year").click()

    title(page, "1972")


def test_focus_stays_on_its_mark_or_goes_to_the_title_and_j_goes_on_from_there(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1985&to=1988")
    reykjavik = page.locator("#mark-1986-10-11-reykjavik-reagan-gorbachev")
    reykjavik.focus()

    page.keyboard.press("+")
    title(page, "1986–1987")
    expect(reykjavik).to_be_focused()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "mark-1986-09-18-geneva-kampelman-karpov"
    page.keyboard.press("Escape")
    page.locator("#step-1").focus()
    page.keyboard.press("Enter")
    title(page, "1955–2026")
    expect(page.locator("#step-1")).to_be_focused()


def test_focus_goes_to_the_title_where_its_mark_is_gone(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?from=1986-01&to=1986-04")
    page.locator(".mark[href]").last.focus()

    for begins in ("1985-11", "1985-09"):
        page.keyboard.press("ArrowLeft")
        expect(page).to_have_url(re.compile(f"from={begins}"))

    expect(page.locator("#shown")).to_be_focused()


def test_two_pages_of_the_list_come_by_themselves_and_then_a_button(new_page: OpenPage) -> None:
    page = new_page()
    page.goto(EIGHTIES)
    cards = page.locator(".card[id]")

    for number in (6, 12):
        expect(cards).to_have_count(number)
        page.locator("#more").scroll_into_view_if_needed()
    expect(cards).to_have_count(18)
    page.locator(".colophon").scroll_into_view_if_needed()
    expect(page.locator(".colophon")).to_be_in_viewport()
    expect(cards).to_have_count(18)
    page.locator("#more a").focus()
    page.keyboard.press("Enter")

    expect(cards).to_have_count(24)
    expect(cards.nth(18).locator(".card__title a")).to_be_focused()


def test_on_a_phone_a_step_leads_to_its_title_and_the_bar_stays(new_page: OpenPage) -> None:
    page = new_page(size=NARROW, touch=True)
    page.goto("/")

    page.locator(".road__label .road__step").filter(has_text="1980s").tap()
    title(page, "1980–1989")
    expect(page.locator("#shown")).to_be_in_viewport()
    page.locator(".road__label .road__step").filter(has_text="1986").tap()
    title(page, "1986")
    expect(page.locator("#shown")).to_be_in_viewport()
    page.locator(".road__ways").scroll_into_view_if_needed()
    expect(page.locator(".trail")).to_be_in_viewport()
    assert_accessible(page)
    page.get_by_role("link", name="Up to 1980s").tap()

    title(page, "1980–1989")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_on_a_phone_the_road_works_without_script(new_page: OpenPage) -> None:
    page = new_page(size=NARROW, script=False)
    page.goto("/?from=1986&to=1986")

    page.locator(".road__label .road__step").filter(has_text="Oct").click()
    title(page, "October 1986")
    page.locator(".road__mark a").filter(has_text="Reykjavik").click()

    expect(page.locator("h1")).to_have_text("Reykjavik summit")


def test_show_stands_on_top_without_script_and_nowhere_with_it(new_page: OpenPage) -> None:
    without, with_script = new_page(script=False), new_page()
    for page in (without, with_script):
        page.goto(EIGHTIES)

    button, words = (without.locator(selector).bounding_box() for selector in (".filters__submit button", "#f-q"))
    assert button is not None
    assert words is not None
    assert button["y"] < words["y"]
    expect(with_script.locator(".filters__submit button")).to_be_hidden()
