"""Pages in a frame of another site, in a real browser: those that allow framing show, the others do not."""

from urllib.parse import quote

from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.conftest import OpenPage

MEETING = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"


def show(page: Page, elsewhere: str, address: str) -> FrameLocator:
    """The frame with our page in a page of another site."""
    page.goto(f"{elsewhere}/?{quote(address, safe='')}")
    return page.frame_locator("iframe")


def test_an_embedded_meeting_shows_in_another_site(new_page: OpenPage, site: str, elsewhere: str) -> None:
    frame = show(new_page(), elsewhere, f"{site}/embed{MEETING}")

    expect(frame.locator("h1")).to_have_text("Reykjavik summit")
    expect(frame.locator(".table__side")).to_have_count(2)


def test_an_embedded_timeline_shows_its_picture(new_page: OpenPage, site: str, elsewhere: str) -> None:
    frame = show(new_page(), elsewhere, f"{site}/embed/?kind=summit")

    expect(frame.locator("svg.grid, .small-timeline svg:not(.shapes)").first).to_be_visible()


def test_the_site_itself_does_not_show_in_another_site(new_page: OpenPage, site: str, elsewhere: str) -> None:
    page = new_page(tolerated=("frame-ancestors", "Refused to", "X-Frame-Options", "Failed to load", "Framing"))

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        frame = show(page, elsewhere, f"{site}{MEETING}")

    expect(frame.locator(".masthead")).to_have_count(0)
