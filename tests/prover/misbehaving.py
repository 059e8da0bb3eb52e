"""A web server that behaves as the web does: it refuses, loops, drips, lies about what it sends, and sends too much.

One server on this machine is every host: `web.resolve` sends all names to it, and it tells them apart by their Host
header. What it answered is kept in `web.asked`.
"""

import gzip
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import brotli

from timeline.prover.fetch import Fetcher

CONTEXT = ssl.create_default_context()
PRODUCT = "TestOfTheTable/1.0 (+https://table.example/)"
SAID = "We shall not discuss any cuts before that question is settled"
STORY = (
    "The minister came to the capital for two days of talks about long-range missiles. "
    f'"{SAID}," he told reporters after the first of them, and left for the airport. '
    "His guest saw it otherwise, and said that the consultations had been of use to both of the delegations. "
) * 3


def html(body: str, *, title: str = "Two days of talks", head: str = "") -> bytes:
    """A page of a newspaper."""
    about = f'<meta charset="utf-8"><title>{title}</title>{head}'
    return f'<!DOCTYPE html><html lang="en"><head>{about}</head><body>{body}</body></html>'.encode()


def story(text: str = STORY) -> bytes:
    """A page that reports the talks."""
    return html(f"<nav>News Sport</nav><article><h1>Two days of talks</h1><p>{text}</p></article><footer>Foot</footer>")


@dataclass
class Answer:
    """What a page answers: once as it is, or by its `body` a piece at a time without an end."""

    status: int = 200
    body: bytes | Iterator[bytes] = b""
    headers: dict[str, str] = field(default_factory=dict)


type Page = Answer | Callable[["Request"], Answer]


class Request(BaseHTTPRequestHandler):
    """One request to the web."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        """Answer as the page does."""
        web, host = self.server.web, self.headers["Host"].partition(":")[0]
        path = self.path.partition("?")[0]
        web.asked[host + path] += 1
        page = web.pages.get(host + path) or web.pages.get(path) or Answer(404, b"<h1>Not Found</h1>")
        answer = page(self) if callable(page) else page
        headers = {"Content-Type": "text/html; charset=utf-8", "Connection": "close", **answer.headers}
        if isinstance(answer.body, bytes):
            headers.setdefault("Content-Length", str(len(answer.body)))
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        try:
            for piece in [answer.body] if isinstance(answer.body, bytes) else answer.body:
                self.wfile.write(piece)
        except OSError:  # whoever asked has had enough
            pass

    @property
    def query(self) -> dict[str, str]:
        """The parameters, each once."""
        return dict(parse_qsl(urlsplit(self.path).query))

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server of a Web."""

    daemon_threads = True
    web: "Web"

    def handle_error(self, *_: Any) -> None:
        """Say nothing of clients that hang up."""


class Clock:
    """A clock that goes on by a tick whenever it is read, and by the whole of each sleep."""

    def __init__(self, tick: float = 0.0) -> None:
        self.now, self.tick = 1000.0, tick
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Seconds."""
        self.now += self.tick
        return self.now

    def sleep(self, seconds: float) -> None:
        """Pass the time at once."""
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Web:
    """All the hosts there are."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    """By host and path (`news.example/story`), or by path for every host."""
    asked: Counter[str] = field(default_factory=Counter)
    clock: Clock = field(default_factory=Clock)

    def url(self, address: str, scheme: str = "http") -> str:
        """The URL of `news.example/story`."""
        host, slash, path = address.partition("/")
        return f"{scheme}://{host}:{self.port}{slash}{path}"

    def resolve(self, host: str, _port: int) -> list[str]:
        """Every name is at this machine; a numeric address is itself; `*.invalid` is nowhere."""
        if host.endswith(".invalid"):
            raise OSError("no such host")
        try:
            return [str(ip_address(host))]
        except ValueError:
            return ["127.0.0.1"]

    def fetcher(self, **changes: Any) -> Fetcher:
        """A fetcher that finds this web, and no other."""
        options: dict[str, Any] = {"context": CONTEXT, "resolver": self.resolve, "permits_loopback": True}
        options |= {"clock": self.clock, "sleep": self.clock.sleep}
        return Fetcher(PRODUCT, **(options | changes))


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Web]:
    """A web with the pages of PAGES; over TLS with a context."""
    with Server(("127.0.0.1", 0), Request) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.web = Web(server.server_port, dict(PAGES))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server.web
        finally:
            server.shutdown()
            thread.join()


def _validated(request: Request) -> Answer:
    same = request.headers.get("If-None-Match") == '"7"'
    return Answer(304 if same else 200, b"" if same else story(), {"ETag": '"7"', "Last-Modified": "Sun, 1 Mar 2026"})


def _to_programs(request: Request) -> Answer:
    return Answer(200, story()) if "Mozilla" in request.headers["User-Agent"] else Answer(403, b"Access denied")


def _behind_a_cookie(request: Request) -> Answer:
    if "consent=yes" in request.headers.get("Cookie", ""):
        return Answer(200, story())
    return Answer(302, b"", {"Set-Cookie": "consent=yes; Path=/", "Location": request.path})


def _hops(request: Request) -> Answer:
    number = int(request.path.partition("?")[2] or 0)
    return Answer(302, b"", {"Location": f"/far?{number + 1}"})


def after(*first: Answer) -> Callable[[Request], Answer]:
    """These answers, one a request, then the story."""
    left = list(first)
    return lambda _request: left.pop(0) if left else Answer(200, story())


def _endless(piece: bytes) -> Callable[[Request], Answer]:
    def pieces() -> Iterator[bytes]:
        while True:
            yield piece

    return lambda _request: Answer(200, pieces())


CONSENT = html(
    "<h1>Before you continue</h1><p>We and our 312 partners use cookies to store information on a device. "
    "Choose Accept all, or manage your settings.</p><button>Accept all</button>",
    title="Your privacy",
)
SCRIPTED = html('<div id="root"></div><noscript>Please enable JavaScript.</noscript><script>render("…")</script>')
RUSSIAN = "Москва не будет обсуждать дальнейшие сокращения без решения вопроса о противоракетной обороне"

PAGES: dict[str, Page] = {
    "/robots.txt": Answer(404),
    "/story": _validated,
    "/moved": Answer(301, b"", {"Location": "/story"}),
    "/elsewhere": Answer(302, b"", {"Location": "/story"}),
    "/loop": Answer(302, b"", {"Location": "/loop"}),
    "/far": _hops,
    "/to-private": Answer(302, b"", {"Location": "http://10.0.0.1/"}),
    "/to-metadata": Answer(302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"}),
    "/to-file": Answer(302, b"", {"Location": "file:///etc/passwd"}),
    "/to-nonsense": Answer(302, b"", {"Location": "http://[nonsense/"}),
    "/forbidden": Answer(403, b"Access denied"),
    "/to-browsers-alone": _to_programs,
    "/gone": Answer(410, b"Gone"),
    "/soft-404": Answer(200, html("<h1>Page not found</h1><p>Try our search.</p>", title="404")),
    "/to-front": Answer(302, b"", {"Location": "/"}),
    "/": Answer(200, html("<h1>The News</h1><p>Today's headlines and the weather.</p>", title="The News")),
    "/drip": _endless(b" "),
    "/huge": _endless(b"<p>words</p>" * 100_000),
    "/bomb": Answer(200, gzip.compress(b" " * 60_000_000), {"Content-Encoding": "gzip"}),
    "/brotli-bomb": Answer(200, brotli.compress(b" " * 60_000_000, quality=1), {"Content-Encoding": "br"}),
    "/gzip": Answer(200, gzip.compress(story()), {"Content-Encoding": "gzip"}),
    "/damaged": Answer(200, gzip.compress(story())[:60] + b"x" * 60, {"Content-Encoding": "gzip"}),
    "/broken-off": Answer(200, b"<p>half a", {"Content-Length": "5000"}),
    "/binary": Answer(200, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, {"Content-Type": "image/png"}),
    "/wrong-charset": Answer(200, html(f"<p>{RUSSIAN}</p>"), {"Content-Type": "text/html; charset=iso-8859-1"}),
    "/old-charset": Answer(
        200, f"<html><body><p>{RUSSIAN}. {RUSSIAN}.</p></body></html>".encode("cp1251"), {"Content-Type": "text/html"}
    ),
    "/cookie-wall": Answer(200, CONSENT),
    "/behind-a-cookie": _behind_a_cookie,
    "/javascript": Answer(200, SCRIPTED),
    "/changed": Answer(200, story(STORY.replace("any cuts", "such cuts"))),
    "/moved-words": Answer(200, html(f"<table><tr><td><nobr>{SAID}</nobr></td></tr></table><aside>{STORY}</aside>")),
    "/busy": Answer(429, b"", {"Retry-After": "7"}),
    "/busy-for-an-hour": Answer(429, b"", {"Retry-After": "3600"}),
    "/fault": Answer(503, b"out of order"),
    "closed.example/robots.txt": Answer(200, b"User-agent: *\nDisallow: /\n", {"Content-Type": "text/plain"}),
    "slow.example/robots.txt": Answer(200, b"User-agent: *\nCrawl-delay: 11\n", {"Content-Type": "text/plain"}),
    "down.example/robots.txt": Answer(503, b"out of order"),
}
