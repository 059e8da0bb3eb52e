"""When the database is unavailable: a plain 503 with Retry-After, never a traceback.

A request whose database fails is retried on another database if there is one, or over a new connection.
"""

import logging
from collections.abc import Callable
from contextlib import ExitStack

from django.conf import settings
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from armscontrol.database import routers

logger = logging.getLogger("armscontrol.database.failover")

RETRY_AFTER = 10
"""Seconds."""
NO_SUCH_TABLE = "42P01"
"""PostgreSQL's SQLSTATE; SQLite raises an OperationalError for the same."""
FAILED_BEFORE = "25P02"
"""PostgreSQL's SQLSTATE: an earlier statement of the request's transaction failed."""
TOOK_TOO_LONG = "57014"
"""The statement exceeded its time limit, as it would on another database."""


def is_outage(error: BaseException) -> bool:
    """Whether the database is unavailable, broken or without its tables, as opposed to a faulty query.

    A bare DatabaseError is how SQLite reports a corrupt file, and psycopg2 a connection lost during a result.
    """
    if type(error) in {ProgrammingError, InternalError}:
        return getattr(error.__cause__, "pgcode", None) in {NO_SUCH_TABLE, FAILED_BEFORE}
    return type(error) in {OperationalError, InterfaceError, DatabaseError}


def unavailable(error: BaseException) -> HttpResponse:
    """The 503 for a request without a working database; its `outage` says whether to try another one."""
    logger.error("the database is away: %s", (str(error).strip() or type(error).__name__).splitlines()[0])
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    response.outage = getattr(error.__cause__, "pgcode", None) != TOOK_TOO_LONG  # type: ignore[attr-defined]
    return response


def until_closed(response: HttpResponse, close: Callable[[], None]) -> None:
    """Call `close` when the whole response is sent, or the client has disconnected."""
    response._resource_closers.append(close)  # type: ignore[attr-defined]  # Django has no public name for it


class Outages:
    """Middleware that responds 503 if a view finds the database unavailable, after trying every available database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, from the first database that works."""
        with ExitStack() as stack:
            stack.enter_context(routers.one_database())
            response = self.get_response(request)
            for _ in settings.DATABASES:
                if not getattr(response, "outage", False):
                    break
                routers.turn_away()
                response = self.get_response(request)
            if response.streaming:
                until_closed(response, stack.pop_all().close)
        return response

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The 503 for an exception of a view that is an outage; None for any other."""
        return unavailable(error) if is_outage(error) else None
