"""The panel by which a page is passed on, by keyboard and without script, and the frames that it gives."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NARROW, WIDE, OpenPage
from tests.e2e.test_pages import look_at

MEETING = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"
PAGES = [MEETING, "/issues/missile-defense/", "/compare/?on=1986-10-12", "/stories/start/", "/?kind=summit"]


@pytest.mark.parametrize("path", PAGES)
def test_the_panel_opens_by_keyboard_and_is_accessible(new_page: OpenPage, path: str) -> None:
    page = new_page()
    page.goto(path)

    page.locator(".share > summary").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#share-link")).to_be_visible()
    page.locator(".share__picture img").scroll_into_view_if_needed()
    expect(page.locator(".share__picture img")).to_have_js_property("naturalWidth", 1200)
    look_at(page)


def test_link_words_and_code_are_copied_by_keyboard(new_page: OpenPage) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(MEETING)
    page.locator(".share > summary").press("Enter")

    for name, field in (("link", "share-link"), ("words and source", "to-copy"), ("the code", "share-code")):
        page.get_by_role("button", name=f"Copy {name}").press("Enter")
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(f"#{field}").input_value()
        expect(page.get_by_role("button", name=f"Copy {name}")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_without_script_the_panel_has_links_and_text_to_select(new_page: OpenPage, size: tuple[int, int]) -> None:
    page = new_page(script=False, size=size)
    page.goto(MEETING)

    page.locator(".share > summary").click()

    expect(page.locator("#share-code")).to_be_visible()
    expect(page.locator(".share button:visible")).to_have_count(0)
    expect(page.get_by_role("link", name="PNG")).to_be_visible()
    page.get_by_text("Preview of what is embedded").click()
    page.get_by_role("link", name="Open it by itself").click()
    expect(page.locator("h1")).to_have_text("Reykjavik summit")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_after_a_step_the_panel_stays_open_and_is_of_the_new_view(new_page: OpenPage, size: tuple[int, int]) -> None:
    page = new_page(size=size)
    page.goto("/?kind=summit")
    page.locator(".share > summary").click()

    page.locator(".chip").first.click()

    expect(page.locator("#share-link")).to_have_value(re.compile(r"/(\?(?!kind).*)?$"))
    expect(page.locator("#share-code")).to_be_visible()


@pytest.mark.parametrize(("path", "heading"), [(MEETING, "Reykjavik summit"), ("/?kind=summit", "meetings")])
def test_the_preview_is_the_frame_itself_and_is_loaded_only_when_opened(
    new_page: OpenPage, path: str, heading: str
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/embed/" in request.url else None)
    page.goto(path)
    page.locator(".share > summary").press("Enter")
    expect(page.locator("#share-code")).to_be_visible()
    assert (asked, page.locator(".share iframe").count()) == ([], 0)

    page.locator(".share__preview summary").press("Enter")

    expect(page.frame_locator(".share iframe").locator("h1")).to_contain_text(heading)
    look_at(page)


def test_after_a_step_the_preview_is_of_the_new_view(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/?kind=summit")
    page.locator(".share > summary").click()
    page.locator(".share__preview summary").click()
    expect(page.locator(".share iframe")).to_have_attribute("src", re.compile("kind=summit"))

    page.locator(".chip").first.click()

    expect(page.locator(".share iframe")).to_have_attribute("src", re.compile(r"/embed/(\?(?!kind).*)?$"))
    expect(page.frame_locator(".share iframe").locator("h1")).to_contain_text("meetings")


@pytest.mark.parametrize(
    "path", ["/embed/stories/start/", "/embed/issues/missile-defense/", "/embed/compare/?on=1986-10-12"]
)
def test_a_frame_is_accessible_in_every_look(new_page: OpenPage, path: str) -> None:
    page = new_page()

    page.goto(path)

    look_at(page)
