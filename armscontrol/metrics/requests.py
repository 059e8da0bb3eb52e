"""Counts answers: how many, how long they took, whether they were kept; and what their process spent on the way."""

import gc
from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter

from django.http import HttpRequest, HttpResponse

from armscontrol.metrics import counts, database

SURFACES = {"api": "api", "static": "static", "admin": "admin", "healthz": "health", "readyz": "health"}


def surface(path: str) -> str:
    """Which part of the site a path is of; few words, whatever is asked for."""
    return SURFACES.get(path.split("/", 2)[1] if path.startswith("/") else "", "page")


def counted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that counts each answer, and the queries of this process from now on."""
    database.measure()

    def middleware(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = get_response(request)
        of = surface(request.path_info)
        counts.REQUEST_SECONDS.labels(of).observe(perf_counter() - began)
        counts.REQUESTS.labels(of, str(response.status_code)).inc()
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            counts.OUTAGES.inc()
        if (release := getattr(request, "release", None)) is not None:
            counts.RELEASE.set(release.loaded_at.timestamp())
        if how := getattr(request, "answer", None):
            counts.ANSWERS.labels("unchanged" if response.status_code == HTTPStatus.NOT_MODIFIED else how).inc()
        for generation, done in enumerate(gc.get_stats()):
            counts.COLLECTIONS.labels(str(generation)).set(done["collections"])
        return response

    return middleware
