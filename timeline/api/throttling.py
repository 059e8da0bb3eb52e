"""Rate limiting of the API and the share pictures by client address: a quota of requests per fixed window, counted in
the shared cache. Every request counts, whatever its method and whether its response was cached; every response states
what is left."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from timeline.api.problems import BY_NAME, problem_response
from timeline.resources import ROOT

POLICY = "default"
COUNTED = (ROOT, "/share/")
"""Paths under which requests are counted."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an address has left after `used` requests of `quota` in `window` seconds, and the seconds until it has all
    again."""

    quota: int
    window: int
    used: int
    seconds: int

    def put_on(self, response: HttpResponse) -> None:
        """The headers that say so (draft-ietf-httpapi-ratelimit-headers-10)."""
        left = max(0, self.quota - self.used)
        response["RateLimit-Policy"] = f'"{POLICY}";q={self.quota};w={self.window}'
        response["RateLimit"] = f'"{POLICY}";r={left};t={self.seconds}'


def now() -> int:
    """The time, in whole seconds."""
    return int(time.time())


def client_address(request: HttpRequest) -> str:
    """The client's address: behind our own proxy (BEHIND_PROXY) the last forwarded one, which the proxy wrote."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def spend(address: str, quota: int, window: int) -> Allowance:
    """Count one request of an address, in windows that begin for all at once. The address is digested: a forwarded
    header may hold anything."""
    at = now()
    key = f"api-rate:{hashlib.sha256(address.encode()).hexdigest()[:32]}:{at // window}"
    shared = caches["shared"]
    shared.add(key, 0, timeout=window * 2)
    try:
        used = shared.incr(key)
    except ValueError:  # dropped between the two calls
        used = 1
    return Allowance(quota, window, used, window - at % window)


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that counts every request under COUNTED, refuses one too many, and says on every answer what is left.
    settings.API_RATE is (requests, seconds), or None for no limit."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.API_RATE is None or not request.path_info.startswith(COUNTED):
            return get_response(request)
        allowance = spend(client_address(request), *settings.API_RATE)
        response = _refusal(request, allowance) if allowance.used > allowance.quota else get_response(request)
        allowance.put_on(response)
        return response

    return middleware


def _refusal(request: HttpRequest, allowance: Allowance) -> HttpResponse:
    detail = f"this address has made its {allowance.quota} requests in {allowance.window} seconds"
    response = problem_response(request, BY_NAME["too-many-requests"], detail=detail)
    response["Retry-After"] = str(allowance.seconds)
    return response
