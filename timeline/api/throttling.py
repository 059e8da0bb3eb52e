"""How often one address may ask: so many requests in each window of so many seconds, counted in the cache."""

import hashlib
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

POLICY = "default"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an address has left: requests of `quota` in `window` seconds, and the seconds until it has all again."""

    quota: int
    window: int
    left: int
    seconds: int

    def put_on(self, response: HttpResponseBase) -> None:
        """The headers that say so (draft-ietf-httpapi-ratelimit-headers-10)."""
        response["RateLimit-Policy"] = f'"{POLICY}";q={self.quota};w={self.window}'
        response["RateLimit"] = f'"{POLICY}";r={self.left};t={self.seconds}'


class AddressThrottle(BaseThrottle):
    """Counts requests by address in windows that begin for all at once; settings.API_RATE is (requests, seconds), or
    None for no limit. What is left is put on the request as `allowance`."""

    allowance: Allowance | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether the address has a request left; this one is counted."""
        if settings.API_RATE is None:
            return True
        quota, window = settings.API_RATE
        now = self.now()
        used = self._count(f"api-rate:{self._address(request)}:{now // window}", window)
        self.allowance = Allowance(quota, window, max(0, quota - used), window - now % window)
        request._request.allowance = self.allowance  # type: ignore[attr-defined]
        return used <= quota

    def wait(self) -> float | None:
        """Seconds until the next window."""
        return self.allowance.seconds if self.allowance else None

    @staticmethod
    def now() -> int:
        """The time, in whole seconds."""
        return int(time.time())

    def _address(self, request: Request) -> str:
        """The client's address as the trusted proxies give it, digested: a forwarded header may hold anything."""
        return hashlib.sha256(self.get_ident(request).encode()).hexdigest()[:32]

    @staticmethod
    def _count(key: str, window: int) -> int:
        cache.add(key, 0, timeout=window * 2)
        try:
            return cache.incr(key)
        except ValueError:  # dropped between the two calls
            return 1
