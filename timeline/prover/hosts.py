"""One request a host at a time, with a pause between two. Imports nothing else of the program."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONGEST_PAUSE = 60.0


class Turns:
    """Whose turn it is at each host; for any number of threads."""

    def __init__(self, *, pause: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self.pause, self.clock, self.sleep = pause, clock, sleep
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free: dict[str, float] = {}
        self._asked: dict[str, float] = {}

    def ask_for(self, host: str, seconds: float) -> None:
        """Keep the pause that the host asks for (robots.txt's Crawl-delay), of a minute at most, if it is longer than
        ours."""
        self._asked[host] = min(seconds, LONGEST_PAUSE)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Hold the host for one request, after the pause since the last one ended."""
        with self._locks[host]:
            wait = self._free.get(host, 0.0) - self.clock()
            if wait > 0:
                self.sleep(wait)
            try:
                yield
            finally:
                self._free[host] = self.clock() + max(self.pause, self._asked.get(host, 0.0))
