"""One snapshot per request: every query of a response sees the database as of the first, whatever is committed
meanwhile. So no response mixes two releases, and nothing is cached under the wrong release."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from armscontrol.database.failover import is_outage, unavailable, until_closed


class _Snapshot:
    """A read-only transaction on one snapshot, begun by the first query, so that a response without queries costs
    nothing."""

    def __init__(self, connection: BaseDatabaseWrapper, stack: ExitStack) -> None:
        self.connection, self.stack, self.begun = connection, stack, False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.begun:
            self.begun = True
            if not self.connection.in_atomic_block:  # tests run in a transaction already
                self._begin()
        return execute(sql, params, many, context)

    def _begin(self) -> None:
        opened: Any
        if self.connection.vendor == "postgresql":
            opened = self.connection.connection.cursor()
            with self.connection.wrap_database_errors:
                opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self.stack.callback(self._end, opened)
        else:
            # Django would test for this in its own transaction, which takes the write lock and cannot be nested in
            # this one; every SQLite that Python ships with supports JSON.
            self.connection.features.supports_json_field = True
            opened = self.connection.connection
            with self.connection.wrap_database_errors:
                opened.execute("BEGIN DEFERRED")  # atomic() would take the write lock, which only a load needs
            self.stack.callback(opened.rollback)

    def _end(self, opened: Any) -> None:
        """End the transaction; a broken connection is closed."""
        try:
            opened.execute("ROLLBACK")
        except Exception:
            self.connection.close()


def one_state(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that builds every response from one snapshot of one database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            with ExitStack() as stack:
                for connection in connections.all():
                    stack.enter_context(connection.execute_wrapper(_Snapshot(connection, stack)))
                response = get_response(request)
                if response.streaming:  # a streaming response is still reading
                    until_closed(response, stack.pop_all().close)
                return response
        except Error as error:
            if not is_outage(error):
                raise
            return unavailable(error)

    return middleware
