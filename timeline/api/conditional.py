"""HTTP headers of API responses: validators (ETag), the release, and CORS."""

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
"""Paths (by prefix) readable from any origin, with the response headers that are exposed."""
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
    """The validators of a response for a release; `parts` (format, canonical query) distinguish representations."""
    return caching.validators(release, (request.scheme, request.get_host(), request.path, *parts), VARY)


def open_to_all(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """CORS middleware: any origin may read the paths in EXPOSED, without credentials."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        exposed = next((names for path, names in EXPOSED.items() if request.path_info.startswith(path)), None)
        if exposed:
            preflight = PREFLIGHT if request.method == "OPTIONS" else {}
            for name, value in (OPEN | {"Access-Control-Expose-Headers": exposed} | preflight).items():
                response[name] = value
        return response

    return middleware
