"""What HTTP adds to an answer of the API: what a client knows it by, and who may read it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from timeline import caching
from timeline.caching import Validators
from timeline.models import Release

OF_FILES = "ETag, Last-Modified, Accept-Ranges, Content-Range, Content-Length, Content-Disposition"
EXPOSED = {
    "/api/": "ETag, Link, X-Total-Count, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition, "
    "X-Release, X-Release-Name",
    "/data/files/": OF_FILES,
    "/data/latest/": OF_FILES,
}
"""What pages of every origin may read, by the beginning of its path, and which headers of it."""
VARY = ("Accept", "Accept-Encoding")
OPEN = {
    "Access-Control-Allow-Origin": "*",
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


def named(response: HttpResponse, release: Release | None) -> HttpResponse:
    """The answer with the release that it is of, by name and hash."""
    if release is not None:
        response["X-Release"] = release.hash
        if release.name:
            response["X-Release-Name"] = release.name
    return response


def open_to_all(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that lets pages of every origin read what is under the paths of EXPOSED, without credentials."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        exposed = next((names for path, names in EXPOSED.items() if request.path_info.startswith(path)), None)
        if exposed:
            preflight = PREFLIGHT if request.method == "OPTIONS" else {}
            for name, value in (OPEN | {"Access-Control-Expose-Headers": exposed} | preflight).items():
                response[name] = value
        return response

    return middleware
