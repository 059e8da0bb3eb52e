"""One question and its answer: a GET that waits when it is told to."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version

import httpx

from across_the_table.errors import problem

AGAIN = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
"""Answers that mean: later."""

type Value = str | int | float | bool | None
type Query = Mapping[str, Value | Sequence[Value]]


def agent() -> str:
    """How the client names itself."""
    try:
        return f"across-the-table-client/{version('across-the-table-client')}"
    except PackageNotFoundError:  # from a checkout
        return "across-the-table-client"


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks one server. What is busy (429, 503) is asked again, `retries` times at most, after the seconds of its
    Retry-After; where that is more than `patience`, or missing for too long, the error is raised."""

    base_url: str
    retries: int = 5
    patience: float = 120.0
    wait: Callable[[float], object] = time.sleep
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60, follow_redirects=True))

    def get(self, address: str, query: Query | None = None) -> httpx.Response:
        """The answer of an address of the server, or of a path of it. Raises ProblemError, httpx.HTTPError."""
        url = address if "://" in address else f"{self.base_url.rstrip('/')}{address}"
        for seconds in self._waits():
            response = self.http.get(url, params=list(pairs(query)) if query else None, headers={"User-Agent": agent()})
            if response.is_success:
                return response
            asked_to_wait = retry_after(response, otherwise=seconds)
            if response.status_code not in AGAIN or seconds is None or asked_to_wait > self.patience:
                break
            self.wait(asked_to_wait)
        raise problem(response)

    def _waits(self) -> Iterator[float | None]:
        """How long to wait after each answer that does not say: 1, 2, 4 … seconds; after the last not at all."""
        yield from (2.0**number for number in range(self.retries))
        yield None


def pairs(query: Query) -> Iterator[tuple[str, str]]:
    """The parameters of a query string. A list repeats its parameter; None leaves it out; `from_` is `from`, which
    Python keeps for itself."""
    for name, given in query.items():
        values = [given] if given is None or isinstance(given, str | int | float) else given
        for value in values:
            if value is not None:
                yield name.removesuffix("_"), str(value).lower() if isinstance(value, bool) else str(value)


def retry_after(response: httpx.Response, *, otherwise: float | None) -> float:
    """The seconds to wait that an answer asks for, by number or by date."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdigit():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return otherwise or 0.0
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
