"""What each host's robots.txt (RFC 9309) lets us fetch, as Protego reads it. Imports hosts and failures."""

from collections.abc import Callable

import httpx
from protego import Protego

from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.hosts import Turns

MOST_CHARACTERS = 512_000
"""RFC 9309: a program reads at least 500 KiB of it."""


class Robots:
    """The rules of the hosts of one run, each fetched once."""

    def __init__(self, user_agent: str, read: Callable[[str], str], turns: Turns) -> None:
        """`read`: the text at an address; raises FetchError."""
        self._product = user_agent.partition("/")[0].strip()
        self._read, self._turns = read, turns
        self._rules: dict[str, Protego] = {}

    def check(self, url: httpx.URL) -> None:
        """Do nothing if the page may be fetched. Raises FetchError if robots.txt says no, or cannot be had at all:
        a host that is down has not said yes."""
        origin = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        rules = self._rules.get(origin)
        if rules is None:
            rules = self._rules[origin] = Protego.parse(self._text(origin)[:MOST_CHARACTERS])
            self._turns.ask_for(url.host, rules.crawl_delay(self._product) or 0.0)
        if not rules.can_fetch(str(url), self._product):
            raise FetchError(FailureKind.ROBOTS, f"{origin} says no to {self._product}")

    def _text(self, address: str) -> str:
        """The rules; none where the host has none, or lets nobody read them (RFC 9309, 2.3.1.3)."""
        try:
            return self._read(address)
        except FetchError as error:
            if error.kind in {FailureKind.MISSING, FailureKind.REFUSED, FailureKind.REDIRECTS}:
                return ""
            raise
