"""Reads pages in a process of its own, within bounds of time and memory: a page that makes a parser run for ever, take
all memory or crash is one that cannot be read, and no more. Imports extract, page_text and failures.
"""

import logging
import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.pool import Pool
from types import TracebackType
from typing import Self

from timeline.prover.extract import extract
from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.page_text import PageText

MOST_SECONDS = 60.0
MOST_MEMORY = 4_000_000_000
"""Bytes of address space: the longest PDFs take a tenth."""

type Read = Callable[[bytes, str, str], PageText | tuple[FailureKind, str]]


def _read(body: bytes, content_type: str, url: str) -> PageText | tuple[FailureKind, str]:
    """The text, or what is wrong: an exception with arguments of its own does not cross between processes."""
    try:
        return extract(body, content_type, url=url)
    except FetchError as error:
        return error.kind, str(error).partition(": ")[2]


def _begin() -> None:
    """Bound the memory of this process, and keep its parsers quiet. macOS does not know the limit, and goes without."""
    logging.disable(logging.CRITICAL)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ValueError, OSError):
        return


class PageReader:
    """Reads pages one after the other; to be used in a `with`, whose end stops the process. It starts with the first
    page (about a second), and anew after a page that had to be given up."""

    def __init__(self, *, seconds: float = MOST_SECONDS, read: Read = _read) -> None:
        """`read` runs in the other process, and so must be a function of a module."""
        self._seconds, self._function = seconds, read
        self._pool: Pool | None = None

    def read(self, body: bytes, content_type: str = "", *, url: str = "") -> PageText:
        """The text of a page, as `extract` reads it. Raises FetchError (UNREADABLE), also if it takes too long."""
        if self._pool is None:
            self._pool = multiprocessing.get_context("spawn").Pool(1, initializer=_begin)
        try:
            found = self._pool.apply_async(self._function, (body, content_type, url)).get(self._seconds)
        except multiprocessing.TimeoutError:
            self.stop()
            detail = f"{url or 'the page'} takes more than {self._seconds:g} seconds to read"
            raise FetchError(FailureKind.UNREADABLE, detail) from None
        if isinstance(found, PageText):
            return found
        raise FetchError(*found)

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
