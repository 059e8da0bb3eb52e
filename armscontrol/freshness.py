"""Conditional requests for pages: who has a page already is told so before anything but the release is asked of the
database. caching.py says what it is known by."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse

from armscontrol.outage import is_outage
from timeline import caching, downloads, selectors
from timeline.caching import Validators
from timeline.models import Release
from timeline.released import RELEASE

OTHERS = ("/healthz", "/readyz", "/data/files/", "/api/v1/schema.json")
"""Paths whose answers are not of the release that the database holds."""
API = "/api/v1/"
"""What makes its own validators, from the question rather than from the address."""
FILES = "/data/"
"""The page of the files to take away, which are exported after the release is loaded."""
VARIANTS = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request", "HX-Boosted", "HX-Target")
SENT_VARIANTS = tuple("HTTP_" + name.upper().replace("-", "_") for name in VARIANTS)
"""The same as WSGI names them."""


def is_of_the_record(request: HttpRequest) -> bool:
    """Whether the answer to this request depends on the release, and may be kept until the next."""
    if settings.DEBUG or request.method not in {"GET", "HEAD"}:
        return False
    return not request.path_info.startswith(OTHERS)


def asked(environ: dict[str, Any]) -> tuple[str, ...]:
    """What the answer to a request depends on besides the release and the program, before any negotiation of its
    form."""
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


def validators(request: HttpRequest, release: Release) -> Validators:
    """The validators of the page at this address."""
    return caching.validators(release, asked(request.META), ("Accept-Encoding", *VARIANTS))


def fresh(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that gives pages their validator and says how long they may be kept. 1 query, the release, which it
    leaves on the request for whatever else needs it: the API, answers.py, the metrics."""

    def validated(request: HttpRequest, release: Release | None) -> HttpResponse:
        if release is None:
            response = get_response(request)
            response.headers.setdefault("Cache-Control", "no-cache")
            return response
        known = validators(request, release)
        unchanged = known.unchanged(request)
        if unchanged is not None:
            unchanged.headers.setdefault("X-Release", release.hash)
            return unchanged
        response = get_response(request)
        if response.status_code == HTTPStatus.OK:
            known.put_on(response)
            response.headers.setdefault("X-Release", release.hash)
        else:
            broken = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
            response.headers.setdefault("Cache-Control", "no-store" if broken else caching.cache_control(stale=False))
        return caching.checked(request, response)

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
