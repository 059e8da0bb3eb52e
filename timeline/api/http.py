"""What HTTP adds to an answer: validators by which a client knows it has it, how long to keep it, who may read it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from timeline.models import Release

PREFIX = "/api/"
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
VARY = "Accept, Accept-Encoding"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What an answer is known by: the release, the code that shapes it, the address and the question in it."""

    etag: str
    last_modified: int | None

    def put_on(self, response: HttpResponseBase) -> None:
        """The headers of an answer that may be kept."""
        response["ETag"] = self.etag
        if self.last_modified is not None:
            response["Last-Modified"] = http_date(self.last_modified)
        response["Cache-Control"] = CACHE_CONTROL
        response["Vary"] = VARY

    def unchanged(self, request: HttpRequest) -> HttpResponse | None:
        """The answer to a client that has it already, made without looking anything up; None where it has not.

        `If-None-Match: *` asks whether there is anything at all, which only the record knows: `checked` answers that.
        """
        if request.headers.get("If-None-Match", "").strip() == "*":
            return None
        return self._conditional(request, HttpResponse())

    def checked(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer with its headers, or none of its body where the client's conditions say so."""
        return self._conditional(request, response) or response

    def _conditional(self, request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
        self.put_on(response)
        answer = get_conditional_response(request, etag=self.etag, last_modified=self.last_modified, response=response)
        return answer if answer is not response else None


@cache
def code() -> str:
    """A digest of the code that shapes answers: another program gives another ETag to the same release."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in {".py", ".json"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def validators(request: HttpRequest, release: Release | None, *parts: str) -> Validators:
    """The validators of an answer from a release, told apart by these parts (format, canonical query)."""
    said: Iterable[str] = (
        release.hash if release else "",
        code(),
        request.scheme or "",
        request.get_host(),
        request.path,
        *parts,
    )
    etag = hashlib.sha256("\0".join(said).encode()).hexdigest()[:32]
    return Validators(f'"{etag}"', int(release.loaded_at.timestamp()) if release else None)


def open_to_all(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that lets pages of every origin read what is under /api/, without credentials."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(PREFIX):
            for name, value in (OPEN | PREFLIGHT if request.method == "OPTIONS" else OPEN).items():
                response[name] = value
        return response

    return middleware
