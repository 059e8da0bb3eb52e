"""Answers that this process keeps: what was made once for a release is given again as it was, compressed body and all,
before anything of Django's runs.

A release never changes, so an answer is kept with the release that it was made of, under all of the request that it
depends on (freshness.py), and given as long as the database holds that release (pulse.py). What is not asked for any
more makes room for what is. Kept answers are not counted against the rate at which an address may ask: they cost next
to nothing.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from sys import getsizeof
from threading import Lock
from time import monotonic
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpResponse
from django.utils.http import parse_etags

from armscontrol import freshness
from armscontrol.compression import best_coding
from armscontrol.pulse import TRUSTED, Pulse
from timeline import caching
from timeline.models import Release
from timeline.released import RELEASE

HOW = "across.answer"
"""Where the request says, for the metrics, whether its answer was kept or made."""
LARGEST = 8
"""An answer that would take more than this part of the room is not kept."""
OF_ONE_REQUEST = frozenset({"ratelimit", "ratelimit-policy"})
"""Headers that are not kept."""
OF_THE_BODY = frozenset({"content-type", "content-length", "content-encoding", "content-disposition"})
"""Headers that an answer without its body has not."""
CONDITIONS = frozenset({"HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_MATCH"})
"""What only an answer made anew can judge."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent, of a release."""

    release: Release
    tag: str
    headers: list[tuple[str, str]]
    body: bytes

    def is_of(self, release: Release | None) -> bool:
        """Whether it was made of this release."""
        return release is not None and release.hash == self.release.hash

    def give(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """The answer once more; without its body where the client has it, or asks for none."""
        if self._is_had(environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 Not Modified", [one for one in self.headers if one[0].lower() not in OF_THE_BODY])
            return ()
        start_response("200 OK", self.headers.copy())
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.body,)

    def _is_had(self, asked: str) -> bool:
        """Whether If-None-Match names it; a tag's W/, which compression adds, does not tell two apart here."""
        tags = parse_etags(asked) if asked else []
        return tags == ["*"] or self.tag.removeprefix("W/") in {one.removeprefix("W/") for one in tags}

    def size(self) -> int:
        """The bytes that it takes."""
        headers = sum(getsizeof(pair) + getsizeof(pair[1]) for pair in self.headers)  # names are the program's own
        return getsizeof(self) + getsizeof(self.headers) + headers + getsizeof(self.body)


class Kept:
    """The answers asked for last, up to so many bytes. Threads share it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = Lock()
        self._answers: LRUCache[bytes, Answer] = LRUCache(room, getsizeof=Answer.size)

    def get(self, name: bytes) -> Answer | None:
        """The answer of this name, if it is kept."""
        with self._lock:
            return self._answers.get(name)

    def put(self, name: bytes, release: Release, response: HttpResponse) -> None:
        """Keep the answer, where it may be and is not too large, in the place of an older release's."""
        if not _may_be_kept(response):
            return
        headers = [item for item in response.items() if item[0].lower() not in OF_ONE_REQUEST]
        answer = Answer(release, response["ETag"], headers, response.content)
        if answer.size() <= self._room // LARGEST:
            with self._lock:
                self._answers[name] = answer


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether it is a whole answer that says it is the same for everybody until the next release."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and "ETag" in response.headers
        and response.headers.get("Cache-Control", "").startswith("public")
    )


def _name(environ: dict[str, Any]) -> bytes:
    """What the answer to this request is kept under: all that it depends on but the release."""
    coding = best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    asked = (*caching.of_now(), *freshness.asked(environ), environ.get("HTTP_ACCEPT", ""), coding)
    return hashlib.sha256(repr(asked).encode()).digest()


def kept(application: WSGIApplication, *, trusted: float = TRUSTED) -> WSGIApplication:
    """Django's application with what this process keeps before it: a kept answer costs no query, and once in `trusted`
    seconds 1, the release. Leaves in the request how it was answered and of which release, for the metrics."""
    if not settings.ANSWER_MEMORY:
        return application
    answers, pulse = Kept(settings.ANSWER_MEMORY * 2**20), Pulse(trusted)

    def made(name: bytes, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method, began = environ["REQUEST_METHOD"], monotonic()
        response = application(environ, start_response)
        release = environ.get(RELEASE)
        if release is not None:
            pulse.saw(release, began)
            if method == "GET" and isinstance(response, HttpResponse):
                answers.put(name, release, response)
        return response

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not CONDITIONS.isdisjoint(environ):
            return application(environ, start_response)
        name = _name(environ)
        known = answers.get(name)
        if known is None or not known.is_of(pulse.release()):
            environ[HOW] = "made"
            return made(name, environ, start_response)
        environ[HOW], environ[RELEASE] = "kept", known.release
        return known.give(environ, start_response)

    return answer
