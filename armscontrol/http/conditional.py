"""Conditional requests and the response cache: the release is read once per request; a cached
response (response_cache.py) or a 304 costs nothing else. timeline/caching.py builds the validators."""

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse

from armscontrol.database.failover import is_outage
from armscontrol.http.compression import best_coding
from armscontrol.http.response_cache import ResponseCache
from timeline import caching, releases
from timeline.caching import Validators
from timeline.exports import downloads
from timeline.models import Release
from timeline.releases import RELEASE, speaking_of

OTHERS = ("/healthz", "/readyz", "/data/files/", "/data/latest/", "/api/v1/schema.json")
"""Paths whose responses do not depend on the current release."""
API = "/api/v1/"
"""Paths that set their own validators, from the parsed query rather than from the URL."""
FILES = "/data/"
"""The downloads page; its files are exported after the release is loaded."""
VARIANTS = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request", "HX-Boosted", "HX-Target")
SENT_VARIANTS = tuple("HTTP_" + name.upper().replace("-", "_") for name in VARIANTS)
"""The same headers under their WSGI names."""
HOW = "across.answer"
"""The request's META key that tells the metrics whether the response was a cache hit."""


def is_of_the_record(request: HttpRequest) -> bool:
    """Whether the response depends on the release only, and is cacheable until the next one."""
    if settings.DEBUG or request.method not in {"GET", "HEAD"}:
        return False
    return not request.path_info.startswith(OTHERS)


def asked(environ: dict[str, Any]) -> tuple[str, ...]:
    """What the response to a request depends on besides the release and the program, before content negotiation."""
    from_proxy = settings.SECURE_PROXY_SSL_HEADER
    said = (
        environ["wsgi.url_scheme"],
        environ.get(from_proxy[0], "") if from_proxy else "",
        environ.get("HTTP_HOST", ""),
        environ["SERVER_NAME"],
        environ["SERVER_PORT"],
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        *(environ.get(name, "") for name in SENT_VARIANTS),
    )
    return said if environ["PATH_INFO"] != FILES else (*said, downloads.digest(downloads.folder()))


def _key(environ: dict[str, Any], release: Release, said: tuple[str, ...]) -> bytes:
    """The cache key of a request: everything that its response depends on."""
    form = environ.get("HTTP_ACCEPT", "") if environ["PATH_INFO"].startswith(API) else ""
    coding = best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return hashlib.sha256(repr((release.version, *caching.of_now(), *said, form, coding)).encode()).digest()


def _of_release(
    request: HttpRequest, release: Release, get_response: Callable[[HttpRequest], HttpResponse], kept: ResponseCache
) -> HttpResponse:
    """The response for a release: a 304, the cached one, or a new one, which is cached."""
    said, request.META[HOW] = asked(request.META), "kept"
    known = None
    if not request.path_info.startswith(API):
        known = caching.validators(release, said, ("Accept-Encoding", *VARIANTS))
        if (unchanged := known.unchanged(request)) is not None:
            return unchanged
    key = _key(request.META, release, said)
    response = kept.get(key)
    if response is None:
        request.META[HOW] = "made"
        with speaking_of(release):
            response = get_response(request)
        if known is not None:
            _finish(response, known, release)
        if request.method == "GET":
            kept.put(key, response)
    return caching.checked(request, response)


def conditional(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that sets the validators of pages, responds 304 if the client's copy of a page or API response is
    current, and caches responses in this process (up to ANSWER_MEMORY megabytes). 1 query, for the release, which it
    leaves on the request for pages, the API and the metrics."""
    kept = ResponseCache(settings.ANSWER_MEMORY * 2**20)

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_of_the_record(request):
            return get_response(request)
        request.META.pop(RELEASE, None)  # left by an attempt on another database (failover.py)
        try:
            release = request.META[RELEASE] = releases.current()
        except Error as error:
            if not is_outage(error):
                raise
            return get_response(request)  # the view reports it, if it needs the database
        if release is not None:
            return _of_release(request, release, get_response, kept)
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


def _finish(response: HttpResponse, known: Validators, release: Release) -> None:
    """Set the validators and Cache-Control of a 200; by default other responses are cached without `stale`, server
    errors not at all."""
    if response.status_code == HTTPStatus.OK:
        known.put_on(response)
        caching.named(response, release)
        return
    broken = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    response.headers.setdefault("Cache-Control", "no-store" if broken else caching.cache_control(stale=False))


def without_body(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that responds to HEAD with the headers only, including Content-Length."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = ()  # type: ignore[attr-defined]  # of a streaming response
            else:
                response.content = b""
        return response

    return middleware
