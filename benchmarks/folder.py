"""A WSGI application that serves the files of FOLDER, compressed if available: the widgets as readers would get
them."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from whitenoise import WhiteNoise  # type: ignore[import-untyped]


def missing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Respond 404."""
    start_response("404 Not Found", [("Content-Length", "0")])
    return []


application = WhiteNoise(missing, root=os.environ["FOLDER"])
