"""Pages in a frame of another site, in a real browser: those that allow framing show, the others do not."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.conftest import OpenPage
from timeline.pages.share import SANDBOX

MEETING = "/meetings/1986-10-11-reykjavik-reagan-gorbachev/"


class Elsewhere(BaseHTTPRequestHandler):
    """Another site: a page with a frame of the address in its query string, as oEmbed gives it."""

    def do_GET(self) -> None:
        address = unquote(self.path.partition("?")[2])
        body = f'<!doctype html><title>Elsewhere</title><iframe src="{address}" sandbox="{SANDBOX}"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of another site, on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


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
