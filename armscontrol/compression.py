"""Compression of what is made for a request: Brotli, Zstandard or gzip, as the client takes it. Assets are compressed
beforehand."""

import re

from django_http_compression.middleware import HttpCompressionMiddleware, best_coding

__all__ = ["Compressed", "best_coding"]


class Compressed(HttpCompressionMiddleware):
    """Middleware that compresses all that is text, whole answers and streams."""

    max_random_bytes = 0  # noise hides the length of secrets, and no answer holds any
    content_type_re = re.compile(
        r"text/|image/svg\+xml|application/(json|javascript|x-ndjson|x-bibtex|x-research-info-systems|.+\+(json|xml))$",
        re.IGNORECASE,
    )
