"""Compression: Brotli, Zstandard or gzip, by Accept-Encoding. Dynamic responses are compressed here; assets are
compressed at build time and served by WhiteNoise."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_http_compression.middleware import HttpCompressionMiddleware, best_coding

__all__ = ["Compressed", "best_coding", "without_refused_codings"]

REFUSED = re.compile(r"\s*;\s*q\s*=\s*0(\.0*)?\s*(;|$)", re.IGNORECASE)
"""The weight of a coding that the client refuses (RFC 9110, 12.4.2)."""


class Compressed(HttpCompressionMiddleware):
    """Middleware that compresses text responses, streaming ones too."""

    max_random_bytes = 0  # random padding hides the length of secrets, and no response contains any
    content_type_re = re.compile(
        r"text/|image/svg\+xml|application/(json|javascript|x-ndjson|x-bibtex|x-research-info-systems|.+\+(json|xml))$",
        re.IGNORECASE,
    )


def without_refused_codings(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that removes the codings a client refuses (`br;q=0`) from its Accept-Encoding: WhiteNoise only looks
    for a coding's name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if ";" in asked:
            taken = [one.strip() for one in asked.split(",") if not REFUSED.search(one)]
            request.META["HTTP_ACCEPT_ENCODING"] = ", ".join(taken)
        return get_response(request)

    return middleware
