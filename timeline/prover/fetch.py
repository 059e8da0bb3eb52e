"""Fetches one public page as a careful guest of the web does. Imports connections, hosts, bodies, robots and failures.

    fetcher = Fetcher(user_agent=settings.PROVER_USER_AGENT)
    page = fetcher.fetch("https://www.rferl.org/a/1098864.html")

Only http and https, only public addresses, each hop checked anew; at most MOST_BYTES after decompression and
MOST_SECONDS in all; robots.txt is followed; one request a host at a time. Nothing of a page is ever executed.
"""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from timeline.prover import bodies, connections
from timeline.prover.failures import PASSING, FailureKind, FetchError
from timeline.prover.hosts import LONGEST_PAUSE, Turns
from timeline.prover.robots import Robots

MOST_SECONDS = 60.0
MOST_REDIRECTS = 8
TRIES = 3
BACKOFF = 2.0
"""Seconds before the second try; four times as many before the third."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
MISSING = frozenset({404, 410})
REFUSED = frozenset({401, 402, 403, 406, 407, 418, 429, 451, 999})
"""Answers by which servers keep programs, or all who have not paid, out."""
ASKED_FOR = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": bodies.ACCEPTED,
    "Accept-Language": "en, ru;q=0.8, *;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect on the way to a page: the status, and the address it sent us to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was answered."""

    url: str
    """As asked for."""
    final_url: str
    """Where the answer came from, after any redirects."""
    hops: tuple[Hop, ...]
    status: int
    """200, or 304 if it is still what the validators (`etag`, `last_modified`) are of; then `body` is empty."""
    content_type: str
    """The media type in lower case with its parameters: `text/html; charset=utf-8`; empty if the server gives none."""
    body: bytes
    """Decompressed."""
    etag: str = ""
    last_modified: str = ""

    @property
    def moved_to(self) -> str:
        """The new address, if every redirect on the way was a permanent one; else empty."""
        is_permanent = self.hops and all(hop.status in PERMANENT for hop in self.hops)
        return self.final_url if is_permanent else ""


class Budget:
    """The time for a page, over all its redirects; waiting for a host's turn does not count."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._seconds, self._clock, self._started = MOST_SECONDS, clock, 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count what happens within."""
        self._started = self._clock()
        try:
            yield
        finally:
            self._seconds -= self._clock() - self._started

    def left(self) -> float:
        """Seconds left while it runs, more than none. Raises FetchError if the time is over."""
        left = self._seconds - (self._clock() - self._started)
        if left <= 0:
            raise FetchError(FailureKind.TIME, f"more than {MOST_SECONDS:.0f} seconds")
        return left


@dataclass(slots=True)
class Fetcher:
    """Fetches pages. One object for a run: it knows whose turn it is at each host, and each host's robots.txt."""

    user_agent: str
    pause: float = 2.0
    """Seconds between two requests to one host."""
    resolver: connections.Resolver = connections.resolve
    permits_loopback: bool = False
    """For tests alone, whose servers are on this machine; nothing else sets it."""
    context: ssl.SSLContext = field(default_factory=httpx.create_ssl_context)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    network: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    turns: Turns = field(init=False)
    robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        self.turns = Turns(pause=self.pause, clock=self.clock, sleep=self.sleep)
        self.robots = Robots(self.user_agent, self._robots_txt, self.turns)

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """The page at an http or https address; with validators of an earlier answer, perhaps status 304.

        Raises FetchError, whose `kind` says why and whose message is a line for an editor. What may pass (a broken
        connection, a server's fault, 429) is tried up to TRIES times, with growing pauses or that of Retry-After.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return self._tried(lambda: self._followed(url, validators, obeys_robots=True))

    def _tried(self, attempt: Callable[[], Fetched]) -> Fetched:
        """The attempt's page; what may pass is tried again."""
        for tried in range(1, TRIES):
            try:
                return attempt()
            except FetchError as error:
                if error.kind not in PASSING and error.retry_after is None:
                    raise
                wait = BACKOFF * 4 ** (tried - 1) if error.retry_after is None else error.retry_after
                if wait > LONGEST_PAUSE:
                    raise
                self.sleep(wait)
        return attempt()

    def _followed(self, url: str, validators: Mapping[str, str], *, obeys_robots: bool) -> Fetched:
        """The page, its redirects followed by hand, each address checked like the first."""
        budget = Budget(self.clock)
        backend = connections.PublicBackend(
            self.resolver, budget.left, network=self.network, permits_loopback=self.permits_loopback
        )
        transport = connections.PublicTransport(backend, self.context)
        headers = {"User-Agent": self.user_agent, **{name: value for name, value in validators.items() if value}}
        hops: list[Hop] = []
        target = _address(url)
        with httpx.Client(transport=transport, trust_env=False, timeout=connections.SOCKET_SECONDS) as client:
            while True:
                if obeys_robots:
                    self.robots.check(target)
                request = client.build_request("GET", target, headers=headers | ASKED_FOR)
                with self.turns.turn(target.host), budget.running(), answering(client, request) as response:
                    place = _redirected(response)
                    if place is None:
                        return _fetched(url, tuple(hops), response)
                hops.append(Hop(response.status_code, str(place)))
                if len(hops) > MOST_REDIRECTS:
                    raise FetchError(FailureKind.REDIRECTS, f"more than {MOST_REDIRECTS}, the last to {place}")
                target = place

    def _robots_txt(self, url: str) -> str:
        page = self._tried(lambda: self._followed(url, {}, obeys_robots=False))
        return page.body.decode("utf-8", errors="replace")


def _address(text: str) -> httpx.URL:
    """The address, if it is one of the web. Raises FetchError."""
    try:
        urlsplit(text)  # is stricter about brackets
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(FailureKind.ADDRESS, f"{text[:200]!r} ({error})") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError(FailureKind.ADDRESS, f"{text[:200]!r} is neither http nor https")
    if url.userinfo:
        raise FetchError(FailureKind.ADDRESS, f"{url.host}: the address carries a user's name")
    return url.copy_with(fragment=None)


def _is_tls(error: BaseException | None) -> bool:
    return error is not None and (isinstance(error, ssl.SSLError) or _is_tls(error.__cause__ or error.__context__))


@contextmanager
def answering(client: httpx.Client, request: httpx.Request) -> Iterator[httpx.Response]:
    """The answer, its body unread, closed at the end. Raises FetchError for whatever goes wrong on the way."""
    try:
        with closing(client.send(request, stream=True)) as response:
            yield response
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise FetchError(FailureKind.TIME, f"{request.url.host} does not answer") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
        kind = FailureKind.TLS if _is_tls(error) else FailureKind.NETWORK
        raise FetchError(kind, f"{request.url.host} ({str(error) or type(error).__name__})") from error


def _redirected(response: httpx.Response) -> httpx.URL | None:
    """Where a redirect leads; None for any other answer. Raises FetchError if it leads to no page."""
    if response.status_code not in REDIRECTS or "Location" not in response.headers:
        return None
    location = response.headers["Location"]
    try:
        return _address(urljoin(str(response.url), location))
    except ValueError as error:
        raise FetchError(FailureKind.ADDRESS, f"{location[:200]!r} ({error})") from error


def _retry_after(text: str) -> float | None:
    """The seconds in a Retry-After header; None if there are none, or it names a time of day."""
    return float(text) if text.strip().isdecimal() else None


def _fetched(url: str, hops: tuple[Hop, ...], response: httpx.Response) -> Fetched:
    """The page in the answer. Raises FetchError if it holds none."""
    status, host = response.status_code, response.url.host
    again = _retry_after(response.headers.get("Retry-After", ""))
    if status in MISSING:
        raise FetchError(FailureKind.MISSING, f"{host} answers {status}")
    if status in REFUSED:
        raise FetchError(FailureKind.REFUSED, f"{host} answers {status}", retry_after=again if status == 429 else None)
    if status >= 500:
        raise FetchError(FailureKind.SERVER, f"{host} answers {status}", retry_after=again)
    if status not in {200, 203, 304}:
        raise FetchError(FailureKind.UNREADABLE, f"{host} answers {status}")
    body = b"" if status == 304 else bodies.read(response.iter_raw(), response.headers.get("Content-Encoding", ""))
    return Fetched(
        url=url,
        final_url=str(response.url),
        hops=hops,
        status=304 if status == 304 else 200,
        content_type=response.headers.get("Content-Type", "").strip().lower(),
        body=body,
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
    )
