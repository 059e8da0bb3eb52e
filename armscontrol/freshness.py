"""How long a page may be kept, and how a client finds out that it is still right: by the release.

Pages change only when a load makes a release or another program is deployed, so both make the validator (ETag), and
"not modified" is said before anything else is asked of the database.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from armscontrol.outage import is_outage
from armscontrol.private import is_private
from timeline import downloads, selectors
from timeline.models import Release
from timeline.released import RELEASE

CACHE_CONTROL = "public, max-age={}, stale-while-revalidate=300, stale-if-error=86400"
OTHERS = ("/healthz", "/readyz", "/data/files/", "/api/v1/schema.json")
"""Paths whose answers are not of the release that the database holds."""
API = "/api/v1/"
"""What makes its own validators, from the question rather than from the address."""
FILES = "/data/"
"""The page of the files to take away, which are exported after the release is loaded."""
VARIANTS = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request", "HX-Boosted", "HX-Target")
SENT_VARIANTS = tuple("HTTP_" + name.upper().replace("-", "_") for name in VARIANTS)
"""The same as WSGI names them."""


@cache
def version() -> str:
    """A digest of the program, its templates and its assets: what else an answer depends on. The same on every
    machine that runs the same program."""
    digest = hashlib.sha256()
    root = settings.BASE_DIR
    for folder in ("armscontrol", "timeline", "templates", "static"):
        for path in sorted(Path(root / folder).rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_of_the_record(request: HttpRequest) -> bool:
    """Whether the answer to this request depends on the release, and may be kept until the next."""
    if settings.DEBUG or request.method not in {"GET", "HEAD"} or is_private(request):
        return False
    return not request.path_info.startswith(OTHERS)


def asked(environ: dict[str, Any]) -> tuple[str, ...]:
    """What the answer to a request depends on besides the release, before any negotiation of its form. The day is in
    it: some pages speak of today."""
    from_proxy = settings.SECURE_PROXY_SSL_HEADER
    said = (
        version(),
        datetime.now(UTC).date().isoformat(),
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


def etag(request: HttpRequest, release: Release) -> str:
    """The validator of the answer to this request."""
    return f'"{hashlib.sha256(repr((release.hash, *asked(request.META))).encode()).hexdigest()[:32]}"'


def fresh(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that gives pages their validator and says how long they may be kept. 1 query, the release, which it
    leaves on the request for whatever else needs it: the API, answers.py, the metrics."""

    def validated(request: HttpRequest, release: Release | None) -> HttpResponse:
        if release is None:
            response = get_response(request)
            response.headers.setdefault("Cache-Control", "no-cache")
            return response
        tag = etag(request, release)
        had = request.headers.get("If-None-Match", "").strip()
        if had and had != "*":  # a star asks whether there is anything at all, which only the page knows
            known = _kept(HttpResponse(), tag, release)
            answer = get_conditional_response(request, etag=tag, response=known)
            if isinstance(answer, HttpResponse) and answer is not known:
                return answer
        response = get_response(request)
        if response.status_code == HTTPStatus.OK:
            return _kept(response, tag, release)
        broken = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        response.headers.setdefault("Cache-Control", "no-store" if broken else "public, max-age=60")
        return response

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_of_the_record(request):
            return get_response(request)
        request.META.pop(RELEASE, None)  # of an attempt at another database (outage.py)
        try:
            release = request.META[RELEASE] = selectors.release()
        except Error as error:
            if not is_outage(error):
                raise
            return get_response(request)  # which says so, where it needs the database
        return get_response(request) if request.path_info.startswith(API) else validated(request, release)

    return middleware


def _kept(response: HttpResponse, tag: str, release: Release) -> HttpResponse:
    """The answer with what lets it be kept, where the page has not said otherwise."""
    response.headers.setdefault("ETag", tag)
    response.headers.setdefault("Last-Modified", http_date(release.loaded_at.timestamp()))
    response.headers.setdefault("Cache-Control", CACHE_CONTROL.format(settings.PAGE_MAX_AGE))
    patch_vary_headers(response, ("Accept-Encoding", *VARIANTS))
    response.headers.setdefault("X-Release", release.hash)
    return response
