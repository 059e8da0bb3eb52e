"""Response metrics: number, latency, cache hits; and the queries and garbage collections of the process."""

import gc
from collections.abc import Callable, Iterable
from http import HTTPStatus
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

from armscontrol.http.conditional import HOW
from armscontrol.monitoring.metrics import counts, database
from timeline.releases import RELEASE

SURFACES = {"api": "api", "static": "static", "healthz": "health", "readyz": "health"}


def surface(path: str) -> str:
    """The part of the site that a path belongs to; one of few label values, whatever the path."""
    return SURFACES.get(path.split("/", 2)[1] if path.startswith("/") else "", "page")


def counted(application: WSGIApplication) -> WSGIApplication:
    """WSGI application that counts each response, and the queries of this process from now on."""
    database.measure()

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        of, began = surface(environ["PATH_INFO"]), perf_counter()

        def started(status: str, headers: list[tuple[str, str]], *failure: Any) -> Callable[[bytes], object]:
            counts.REQUEST_SECONDS.labels(of).observe(perf_counter() - began)
            counts.REQUESTS.labels(of, status[:3]).inc()
            if int(status[:3]) == HTTPStatus.SERVICE_UNAVAILABLE:
                counts.OUTAGES.inc()
            _count_of_the_record(environ, unchanged=int(status[:3]) == HTTPStatus.NOT_MODIFIED)
            for generation, done in enumerate(gc.get_stats()):
                counts.COLLECTIONS.labels(str(generation)).set(done["collections"])
            return start_response(status, headers, *failure)

        return application(environ, started)

    return answer


def _count_of_the_record(environ: dict[str, Any], *, unchanged: bool) -> None:
    """Count a response that depends on a release."""
    if (release := environ.get(RELEASE)) is None:
        return
    counts.RELEASE.set(release.loaded_at.timestamp())
    if how := environ.get(HOW):
        counts.ANSWERS.labels("unchanged" if unchanged else how).inc()
