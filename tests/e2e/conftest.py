"""Real Chromium with a real server: gunicorn with DEBUG off, its own SQLite database with the real fixtures loaded, its
own collected static files. Nothing here touches the database of the other tests.

No test sleeps: they use Playwright's waits, with the timeout of tests/servers.py. Every page fails its test on a
console error, an exception, or a violation of the Content-Security-Policy.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal, Protocol
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

from tests.servers import PATIENCE, ROOT, Program, free_port
from timeline.pages.share import SANDBOX

expect.set_options(timeout=PATIENCE * 1000)
WIDE, NARROW = (1280, 900), (390, 844)
# Chromium contacts its vendor's hosts at every start; the sandbox does not work as root.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the server under test, without a trailing slash; its log is shown with a failing test."""
    var = tmp_path_factory.mktemp("site")
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "PORT": str(port)}
    for command in (["migrate"], ["load_articles"], ["collectstatic", "--noinput"], ["export_release"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    command = [sys.executable, "-m", "gunicorn", "-c", "python:armscontrol.gunicorn_conf"]
    server = Program("site", None, command, environment)
    server.start()
    try:
        server.answers(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Headless Chromium: from CHROMIUM, or the first on the PATH. Without one its tests are skipped; in CI they
    fail."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium; make test-e2e installs one")
    started = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield started
    started.close()


class OpenPage(Protocol):
    """Opens an empty page; relative URLs are the site's, `tolerated` are parts of messages that the test expects."""

    def __call__(
        self,
        *,
        size: tuple[int, int] = WIDE,
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
        touch: bool = False,
        tolerated: tuple[str, ...] = (),
    ) -> Page: ...


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


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """Opens pages, each in its own context; after the test, asserts that the browser reported no error on any."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        *,
        size: tuple[int, int] = WIDE,
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
        touch: bool = False,
        tolerated: tuple[str, ...] = (),
    ) -> Page:
        def note(complaint: str) -> None:
            if not any(part in complaint for part in tolerated):
                complaints.append(complaint)

        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=script,
            has_touch=touch,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("console", lambda message: note(_line(message)) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: note(f"exception: {error}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _line(message: ConsoleMessage) -> str:
    """A console message as text; violations of the Content-Security-Policy are among its errors."""
    return f"{message.type}: {message.text} ({message.location['url']})"


def intercept(page: Page, pattern: str | re.Pattern[str], answer: Callable[[Route], None]) -> None:
    """`page.route` on an open page, in force when this returns: Chromium confirms it before the requests of a page that
    is busy go that way."""
    page.route(pattern, answer)
    page.route("**/healthz", lambda route: route.fulfill(body="intercepted"))
    page.wait_for_function(
        "fetch('/healthz', {cache: 'no-store'}).then((found) => found.text()).then((text) => text === 'intercepted')"
    )
    page.unroute("**/healthz")


def hold(page: Page, pattern: str | re.Pattern[str]) -> list[Route]:
    """The requests to such addresses, from now on held back until they are answered."""
    held: list[Route] = []

    def wait(route: Route) -> None:
        held.append(route)

    intercept(page, pattern, wait)
    return held


def meetings(page: Page, query: str) -> str:
    """How many meetings the API finds for a query, in the words of the page: the record grows, so no test names
    a count."""
    count = page.request.get(f"/api/v1/meetings/?{query}&page_size=1").json()["count"]
    assert count > 1
    return f"{count} meetings"


def followed(page: Page) -> None:
    """Wait until the list and the filters have followed the picture of the last step."""
    expect(page.locator("#explorer[aria-busy]")).to_have_count(0)


def assert_accessible(page: Page) -> None:
    """Assert that the page, in its current state, violates no axe rule.

    axe is run through the developer tools, which the page's policy does not restrict; nothing is weakened for it.
    """
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
