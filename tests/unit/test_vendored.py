"""What is not ours is what its authors published."""

import hashlib

from django.conf import settings

HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
"""SHA-256 of dist/htmx.min.js in the package htmx.org 4.0.1."""


def test_htmx_is_the_published_file() -> None:
    content = (settings.BASE_DIR / "static/vendor/htmx-4.0.1.min.js").read_bytes()

    assert hashlib.sha256(content).hexdigest() == HTMX
