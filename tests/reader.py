"""A reader of one web process: a client whose requests go the whole way, through the WSGI application that gunicorn
serves, so that they are logged and numbered too. Django's own client begins behind that."""

from collections.abc import Callable
from typing import Any
from wsgiref.types import WSGIApplication

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client

from armscontrol.http.conditional import HOW
from armscontrol.wsgi import site

SIGNALS = (request_started, request_finished)


def ask(application: WSGIApplication, environ: dict[str, Any]) -> HttpResponse:
    """The answer of a WSGI application, its body as it is sent."""
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_failure: Any) -> Callable[[bytes], object]:
        begun[:] = int(status[:3]), headers
        return begun.append  # which nobody writes to

    parts = application(environ, start_response)
    response = HttpResponse(b"".join(parts), status=begun[0])
    if hasattr(parts, "close"):
        parts.close()
    del response["Content-Type"]  # the application's own, where it has one
    for name, value in begun[1]:
        if name == "Set-Cookie":
            response.cookies.load(value)
        else:
            response[name] = value
    return response


class _Request(WSGIRequest):
    """As Django's client makes them: forms need no token."""

    _dont_enforce_csrf_checks = True


class _Handler(WSGIHandler):
    request_class = _Request


class Reader(Client):
    """As Django's client. Each has a process of its own. `how` says how the last answer came about: kept, made, or
    neither."""

    how: str | None = None
    handler: Any

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        application = site(_Handler())

        def handler(environ: dict[str, Any]) -> Any:
            for signal in SIGNALS:  # as Django's client does: a test's transaction would be closed as unfinished
                signal.disconnect(close_old_connections)
            try:
                response: Any = ask(application, environ)
            finally:
                for signal in SIGNALS:
                    signal.connect(close_old_connections)
            self.how = environ.get(HOW)
            response.wsgi_request = None  # the client looks for it
            return response

        self.handler = handler
