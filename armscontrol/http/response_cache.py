"""An in-process LRU cache of complete, compressed responses, bounded in bytes. conditional.py builds the keys: a
release never changes, so neither do its responses."""

from dataclasses import dataclass
from http import HTTPStatus
from sys import getsizeof
from threading import Lock
from typing import Any, Self

from cachetools import LRUCache
from django.http import HttpResponse

LARGEST = 8
"""A response larger than this fraction of the cache is not cached."""
MARKS = ("_csp_config", "_csp_ro_config", "xframe_options_exempt")
"""What Django's decorators leave on a response for its middlewares (csp_override, xframe_options_exempt): without it a
cached page that may be framed would be sent with the headers of one that may not."""


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """A response's headers and body, and its MARKS."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    marks: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, response: HttpResponse) -> Self:
        """The response as it is cached."""
        marks = tuple((name, getattr(response, name)) for name in MARKS if hasattr(response, name))
        return cls(tuple(response.items()), response.content, marks)

    def response(self) -> HttpResponse:
        """A copy of the response, so that headers added to it do not leak into another."""
        made = HttpResponse(self.body)
        for name, value in self.headers:
            made.headers[name] = value
        for name, mark in self.marks:
            setattr(made, name, mark)
        return made

    def size(self) -> int:
        """Its size in memory, in bytes."""
        headers = sum(getsizeof(pair) + getsizeof(pair[1]) for pair in self.headers)  # names are shared constants
        return getsizeof(self) + getsizeof(self.headers) + headers + getsizeof(self.body)


class ResponseCache:
    """An LRU cache of responses by key, up to `room` bytes; disabled if that is 0. Thread-safe."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = Lock()
        self._answers: LRUCache[bytes, CachedResponse] = LRUCache(room, getsizeof=CachedResponse.size)

    def get(self, key: bytes) -> HttpResponse | None:
        """The cached response under this key, if any."""
        with self._lock:
            found = self._answers.get(key)
        return None if found is None else found.response()

    def put(self, key: bytes, response: HttpResponse) -> None:
        """Cache the response, if it is cacheable and not too large."""
        if not _may_be_kept(response):
            return
        answer = CachedResponse.of(response)
        if answer.size() <= self._room // LARGEST:
            with self._lock:
                self._answers[key] = answer


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether the response is complete and cacheable for everybody until the next release."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and "ETag" in response.headers
        and response.headers.get("Cache-Control", "").startswith("public")
    )
