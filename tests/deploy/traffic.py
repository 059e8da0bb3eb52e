"""Background traffic: a bounded number of requests from a few threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Event

from tests.deploy.topology import Topology
from tests.servers import Answer

READERS = 6
MOST = 4000
"""The most requests of all readers together."""


@contextmanager
def reading(site: Topology, paths: Callable[[int], str]) -> Iterator[list[Answer]]:
    """Request `paths(number)` from several threads for the duration of the block; the list of responses is complete at
    its end."""
    answers: list[Answer] = []
    numbers, enough = count(), Event()

    def read() -> None:
        while not enough.is_set() and (number := next(numbers)) < MOST:
            answers.append(site.get(paths(number)))

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        try:
            yield answers
        finally:
            enough.set()
        for reader in readers:
            reader.result()
