"""Logs for machines: one JSON object a line, with the id of the request. No address, no cookie, no query string: what
somebody looked for is nobody's business."""

import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter

from django.http import HttpRequest, HttpResponse

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


def requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that gives each request an id (the proxy's, where it sends a plain one) and logs it once answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN_ID.match(given) else secrets.token_hex(8)
        token = _request_id.set(name)
        began = perf_counter()
        try:
            response = get_response(request)
            milliseconds = round((perf_counter() - began) * 1000, 1)
            fields = {
                "method": request.method,
                "path": request.path_info,
                "status": response.status_code,
                "milliseconds": milliseconds,
            }
            logger.info("%(method)s %(path)s %(status)s %(milliseconds)s ms", fields, extra={"fields": fields})
        finally:
            _request_id.reset(token)
        response["X-Request-ID"] = name
        return response

    return middleware
