"""Prometheus metrics, on a port of their own (METRICS_PORT), never on the public one.

Every web process counts into files of one folder (PROMETHEUS_MULTIPROC_DIR, which server.py makes before this is
imported); `python -m armscontrol.metrics PORT`, which the server starts beside them, adds them up for who asks.
"""

import os
import sys
from collections.abc import Callable
from time import perf_counter, sleep

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("across_requests", "Requests answered", ["surface", "status"])
SECONDS = Histogram(
    "across_request_seconds",
    "Seconds an answer took",
    ["surface"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
OUTAGES = Counter("across_outages", "Answers that the database was away for")
RELEASE = Gauge(
    "across_release_loaded_seconds", "When the release was loaded that was last shown", multiprocess_mode="mostrecent"
)


def surface(path: str) -> str:
    """Which part of the site a path is of; few words, whatever is asked for."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return {"api": "api", "static": "static", "healthz": "health", "readyz": "health"}.get(first, "page")


def counted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that counts each answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = get_response(request)
        of = surface(request.path_info)
        SECONDS.labels(of).observe(perf_counter() - began)
        REQUESTS.labels(of, str(response.status_code)).inc()
        if response.status_code == 503:
            OUTAGES.inc()
        if (release := getattr(request, "release", None)) is not None:
            RELEASE.set(release.loaded_at.timestamp())
        return response

    return middleware


def serve(port: int) -> None:
    """Answer on every address of this machine or container until the server that started us goes."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    start_http_server(port, registry=registry)
    parent = os.getppid()
    while os.getppid() == parent:
        sleep(1)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
