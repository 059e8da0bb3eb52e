"""The release that the database holds, as this process last found it: asked for once in a short while and not once a
request, so that what is kept of a release (answers.py) is given without a query. A load is seen that much later."""

from time import monotonic

from django.db import Error, connections

from armscontrol import routers
from timeline import selectors
from timeline.models import Release

TRUSTED = 1.0
"""Seconds for which what was found is believed; browsers and caches keep a page for a minute anyway."""


class Pulse:
    """Threads share it. Two that find it old at once both ask, which costs less than to make one wait."""

    def __init__(self, trusted: float = TRUSTED) -> None:
        self._trusted = trusted
        self._last: tuple[float, Release | None] = (float("-inf"), None)

    def release(self) -> Release | None:
        """The release; None where there is none, or where the database cannot tell. 1 query where the last is old."""
        at, release = self._last
        now = monotonic()
        if now - at < self._trusted:
            return release
        try:
            release = _asked()
        except Error:  # what it means for the reader is for Django's own way to say (outage.py)
            release = None
        self.saw(release, now)
        return release

    def saw(self, release: Release | None, at: float) -> None:
        """Believe this from now on, unless something was found later: the question was asked no earlier than `at`."""
        if at > self._last[0]:
            self._last = at, release


def _asked() -> Release | None:
    """What the database says, by a plain query: it needs no snapshot of its own."""
    for connection in connections.all(initialized_only=True):  # as Django does before a request, which this is none of
        if not connection.in_atomic_block:  # a test's transaction
            connection.close_if_unusable_or_obsolete()
    with routers.one_database():
        return selectors.release()
