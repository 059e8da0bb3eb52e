"""Answers that this process keeps: what was made once for a release is given again as it was, compressed body and all.

A release never changes, so an answer is known by the release and by all of the request that it depends on, as its
validator is (freshness.py). The next release asks under other names, and what is not asked for any more makes room for
what is. Kept answers are not counted against the rate at which an address may ask: they cost next to nothing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from armscontrol import freshness
from armscontrol.compression import best_coding
from armscontrol.outage import is_outage
from timeline import selectors
from timeline.models import Release

LARGEST = 8
"""An answer that would take more than this part of the room is not kept."""
OF_THE_MOMENT = frozenset({"RateLimit", "RateLimit-Policy"})
"""Headers that speak of one request."""
OVERHEAD = 1000
"""Bytes that an answer takes besides its body, about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer once more; without its body where the client has it."""
        response = HttpResponse(self.body, headers=dict(self.headers))
        # Django returns None only where it was given none.
        return get_conditional_response(request, etag=response["ETag"], response=response)  # type: ignore[return-value]


class Kept:
    """The answers asked for last, up to so many bytes. Threads share it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = Lock()
        self._answers: LRUCache[bytes, Answer] = LRUCache(room, getsizeof=lambda one: len(one.body) + OVERHEAD)

    def get(self, key: bytes) -> Answer | None:
        """The answer of this name, if it is kept."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key: bytes, response: HttpResponse) -> None:
        """Keep the answer, where it may be and is not too large."""
        if not _may_be_kept(response) or len(response.content) + OVERHEAD > self._room // LARGEST:
            return
        headers = tuple(item for item in response.headers.items() if item[0] not in OF_THE_MOMENT)
        with self._lock:
            self._answers[key] = Answer(response.content, headers)


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether it is a whole answer that says it is the same for everybody until the next release."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and "ETag" in response.headers
        and response.headers.get("Cache-Control", "").startswith("public")
    )


def _name(request: HttpRequest, release: Release) -> bytes:
    """What the answer to this request is kept under: its validator, the types and the coding that the client takes."""
    coding = best_coding(request.headers.get("Accept-Encoding", ""))
    said = (freshness.etag(request, release), request.headers.get("Accept", ""), coding)
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogateescape")).digest()


def kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers from what this process keeps, and keeps what was made. 1 query, the release, which it
    leaves on the request as `release` (as `answer` how it was answered, for the metrics)."""
    answers = Kept(settings.ANSWER_MEMORY * 2**20)

    def middleware(request: HttpRequest) -> HttpResponse:
        if not freshness.is_of_the_record(request):
            return get_response(request)
        vars(request).pop("release", None)  # of an attempt at another database (outage.py)
        try:
            release = selectors.release()
        except Error as error:
            if not is_outage(error):
                raise
            return get_response(request)  # which says so, where it needs the database
        request.release = release  # type: ignore[attr-defined]  # ours: freshness.py and the API read it
        if release is None or not settings.ANSWER_MEMORY or "If-Modified-Since" in request.headers:
            return get_response(request)
        name = _name(request, release)
        known = answers.get(name)
        request.answer = "kept" if known else "made"  # type: ignore[attr-defined]  # ours too
        if known:
            return known.response(request)
        response = get_response(request)
        if request.method == "GET":
            answers.put(name, response)
        return response

    return middleware
