"""What HTTP adds to an answer of the API: what a client knows it by, and who may read it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from timeline import caching
from timeline.caching import Validators
from timeline.models import Release

PREFIX = "/api/"
VARY = ("Accept", "Accept-Encoding")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count, RateLimit, RateLimit-Policy, Retry-After, "
    "Content-Disposition",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


def validators(request: HttpRequest, release: Release | None, *parts: str) -> Validators:
    """The validators of an answer from a release, told apart by these parts (format, canonical query)."""
    return caching.validators(release, (request.scheme, request.get_host(), request.path, *parts), VARY)


def open_to_all(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that lets pages of every origin read what is under /api/, without credentials."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(PREFIX):
            for name, value in (OPEN | PREFLIGHT if request.method == "OPTIONS" else OPEN).items():
                response[name] = value
        return response

    return middleware
