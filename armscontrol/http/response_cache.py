"""The answers that this process made last, whole and compressed, up to so many bytes. conditional.py says what each is
known by: a release never changes, so neither does what was made of it."""

from dataclasses import dataclass
from http import HTTPStatus
from sys import getsizeof
from threading import Lock
from typing import Self

from cachetools import LRUCache
from django.http import HttpResponse

LARGEST = 8
"""An answer that would take more than this part of the room is not kept."""


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """An answer's headers and body."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponse) -> Self:
        """What is kept of a response."""
        return cls(tuple(response.items()), response.content)

    def response(self) -> HttpResponse:
        """A response like the one it was made of; whatever adds headers to this one adds them to no other."""
        made = HttpResponse(self.body)
        for name, value in self.headers:
            made.headers[name] = value
        return made

    def size(self) -> int:
        """The bytes that it takes."""
        headers = sum(getsizeof(pair) + getsizeof(pair[1]) for pair in self.headers)  # names are the program's own
        return getsizeof(self) + getsizeof(self.headers) + headers + getsizeof(self.body)


class ResponseCache:
    """The answers asked for last, by key, up to `room` bytes; none where that is 0. Threads share it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = Lock()
        self._answers: LRUCache[bytes, CachedResponse] = LRUCache(room, getsizeof=CachedResponse.size)

    def get(self, key: bytes) -> HttpResponse | None:
        """The answer under this key, if it is kept."""
        with self._lock:
            found = self._answers.get(key)
        return None if found is None else found.response()

    def put(self, key: bytes, response: HttpResponse) -> None:
        """Keep the answer, where it may be and is not too large."""
        if not _may_be_kept(response):
            return
        answer = CachedResponse.of(response)
        if answer.size() <= self._room // LARGEST:
            with self._lock:
                self._answers[key] = answer


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether it is a whole answer that says it is the same for everybody until the next release."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and "ETag" in response.headers
        and response.headers.get("Cache-Control", "").startswith("public")
    )
