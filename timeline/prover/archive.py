"""The copies that the Internet Archive keeps of a page, by its availability API
(https://archive.org/help/wayback_api.php). Imports fetch and failures."""

import json
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.fetch import Fetched, Fetcher

API = "https://archive.org/wayback/available"
COPIES = "https://web.archive.org/web/"
TIMESTAMP = re.compile(r"[0-9]{14}")
FORMAT = "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a page."""

    timestamp: str
    """When it was made: `20130216032012`."""
    url: str
    """Of the page itself."""

    def address(self, copies: str = COPIES, *, original: bool = False) -> str:
        """Where a reader sees the copy; `original`: where the bytes are as the page had them, without the archive's
        own frame."""
        return f"{copies}{self.timestamp}{'id_' if original else ''}/{self.url}"


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive as a fetcher reaches it."""

    fetcher: Fetcher
    api: str = API
    copies: str = COPIES

    def nearest(self, url: str, day: date) -> Snapshot | None:
        """The copy of the page made nearest the day; None if there is none. Two requests: the archive answers
        differently for an address with its scheme and without. Raises FetchError if it answers neither."""
        found: list[Snapshot] = []
        failed: FetchError | None = None
        for asked in (url, url.partition("://")[2]):
            try:
                found += self._asked(asked, url, day)
            except FetchError as error:
                failed = error
        if not found and failed is not None:
            raise failed
        return min(found, key=lambda one: abs(_day(one.timestamp) - day), default=None)

    def _asked(self, asked: str, url: str, day: date) -> list[Snapshot]:
        query = urlencode({"url": asked, "timestamp": day.strftime(FORMAT)})
        answer = self.fetcher.fetch(f"{self.api}?{query}")
        try:
            closest = json.loads(answer.body)["archived_snapshots"].get("closest") or {}
            is_there = closest.get("available") is True and closest.get("status") == "200"
            timestamp = str(closest.get("timestamp"))
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise FetchError(FailureKind.UNREADABLE, "the archive's answer is not what its API says") from error
        # Of the answer only the time is believed: the address is made of the page's own.
        return [Snapshot(timestamp, url)] if is_there and TIMESTAMP.fullmatch(timestamp) and _is_day(timestamp) else []

    def fetch(self, snapshot: Snapshot) -> Fetched:
        """The copy, as the page had it. Raises FetchError."""
        return self.fetcher.fetch(snapshot.address(self.copies, original=True))


def _day(timestamp: str) -> date:
    return date(int(timestamp[:4]), int(timestamp[4:6]), int(timestamp[6:8]))


def _is_day(timestamp: str) -> bool:
    try:
        return bool(_day(timestamp))
    except ValueError:
        return False
