"""A test client whose requests go through the whole WSGI application that gunicorn serves, so that they are logged and
get a request id too. Django's own client starts behind that."""

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
    """The response of a WSGI application, with its body as sent."""
    begun: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_failure: Any) -> Callable[[bytes], object]:
        begun[:] = int(status[:3]), headers
        return begun.append  # nobody writes to it

    parts = application(environ, start_response)
    response = HttpResponse(b"".join(parts), status=begun[0])
    if hasattr(parts, "close"):
        parts.close()
    del response["Content-Type"]  # keep only the application's own, if it has one
    for name, value in begun[1]:
        if name == "Set-Cookie":
            response.cookies.load(value)
        else:
            response[name] = value
    return response


class _Request(WSGIRequest):
    """A request as Django's client makes it: forms need no CSRF token."""

    _dont_enforce_csrf_checks = True


class _Handler(WSGIHandler):
    request_class = _Request


class Reader(Client):
    """Like Django's client, each with its own application, as in its own process. `how` says whether the last response
    was cached (kept), new (made), or neither."""

    how: str | None = None
    handler: Any

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        application = site(_Handler())

        def handler(environ: dict[str, Any]) -> Any:
            for signal in SIGNALS:  # as Django's client does: it would close the connection of the test's transaction
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
