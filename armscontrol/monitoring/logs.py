"""Structured logs: one JSON object per line, with the request id. No client address, no cookie, no query string: what
people search for is private."""

import json
import logging
import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from random import getrandbits
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

from django.core.handlers.wsgi import get_path_info

logger = logging.getLogger("armscontrol.requests")

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """A log record as a line of JSON: time, level, logger, message, request id, and `extra`'s "fields"."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := _request_id.get():
            line["request"] = request_id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def requests(application: WSGIApplication) -> WSGIApplication:
    """WSGI application that gives each request an id (the proxy's, if it sends a valid one) and logs it once
    answered."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        name = given if GIVEN_ID.match(given) else f"{getrandbits(64):016x}"  # an identifier, not a secret
        method, path, began = environ["REQUEST_METHOD"], environ["PATH_INFO"], perf_counter()

        def started(status: str, headers: list[tuple[str, str]], *failure: Any) -> Callable[[bytes], object]:
            if logger.isEnabledFor(logging.INFO):
                _log(method, path, status=int(status[:3]), milliseconds=round((perf_counter() - began) * 1000, 1))
            return start_response(status, [*headers, ("X-Request-ID", name)], *failure)

        token = _request_id.set(name)
        try:
            return application(environ, started)
        finally:
            _request_id.reset(token)

    return answer


def _log(method: str, path: str, *, status: int, milliseconds: float) -> None:
    """Log one line; `path` is WSGI's PATH_INFO."""
    fields = {"method": method, "path": get_path_info({"PATH_INFO": path}), "status": status}
    fields |= {"milliseconds": milliseconds}
    logger.info("%(method)s %(path)s %(status)s %(milliseconds)s ms", fields, extra={"fields": fields})
