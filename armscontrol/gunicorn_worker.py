"""gunicorn's threaded worker, with plain error responses for requests that never reach Django: an over-long URL,
invalid HTTP. gunicorn's own error page is HTML that repeats the request, without any security headers, and its log has
the client's address."""

import json
import logging
import re
import socket
from http import HTTPStatus
from pathlib import Path
from typing import Any

from gunicorn import util  # type: ignore[import-untyped]
from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from armscontrol import settings

logger = logging.getLogger("armscontrol.gunicorn_worker")

STATUSES: dict[type[Exception], HTTPStatus] = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
"""The status for each parse error; for all others it is 400."""
RAW = re.compile(r"[A-Z]{3,20} /[^ ]*[^ \x00-\x7f][^ ]* HTTP/1\.[01]")
"""A request line that is valid except for non-ASCII characters in the URL: `curl '…/?q=Рябков'`."""
TOO_LONG = Path(settings.BASE_DIR) / "templates" / "414.html"
"""The page that says so; it is text only, for nginx has the same."""
OF_A_TEXT = "default-src 'none'; frame-ancestors 'none'"
OF_A_PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ADVICE = {
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The request has too many headers, or one that is too long.",
}


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """The `worker_class` of gunicorn's configuration."""

    def handle_error(self, _request: Any, client: socket.socket, _address: Any, error: Exception) -> None:
        """Respond to a request that could not be parsed, or whose response was invalid, without repeating the
        request."""
        try:
            util.write_nonblock(client, unencoded() if is_unencoded(error) else refusal(status_of(error)))
        except OSError:
            logger.debug("the client is gone")


def status_of(error: Exception) -> HTTPStatus:
    """The status for an error; an invalid response of the program is logged."""
    is_ours = isinstance(error, (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName))
    if isinstance(error, errors.ParseException) and not is_ours:
        return STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)
    logger.error("an answer broke", exc_info=error)
    return HTTPStatus.INTERNAL_SERVER_ERROR


def is_unencoded(error: Exception) -> bool:
    """Whether the only error is a URL that is not percent-encoded. It is reported and not corrected, as RFC 9112
    requires: a proxy in front might have read the URL differently."""
    return isinstance(error, errors.InvalidRequestLine) and RAW.fullmatch(str(error.req)) is not None


def unencoded() -> bytes:
    """The whole response to a URL that is not percent-encoded, as a problem like the API's (RFC 9457)."""
    problem = {
        "type": "/api/docs/#error-bad-request",
        "title": "The request cannot be understood",
        "status": HTTPStatus.BAD_REQUEST.value,
        "detail": "The address holds characters outside ASCII. Percent-encode them (UTF-8): "
        "curl --get --data-urlencode 'q=…' does.",
    }
    return _whole(HTTPStatus.BAD_REQUEST, "application/problem+json", json.dumps(problem, ensure_ascii=False))


def refusal(status: HTTPStatus) -> bytes:
    """The whole response with this status: a page for an address that is too long, for people write those into the
    search box; plain text for all else. Of such an address the parser tells only the length, so that the API's get the
    page too; nginx, which knows the address, answers those with a problem."""
    if status == HTTPStatus.REQUEST_URI_TOO_LONG:
        return _whole(status, "text/html; charset=utf-8", TOO_LONG.read_text(encoding="utf-8"), policy=OF_A_PAGE)
    body = f"{status.value} {status.phrase}. {ADVICE.get(status, '')}".strip() + "\n"
    return _whole(status, "text/plain; charset=utf-8", body)


def _whole(status: HTTPStatus, content_type: str, text: str, *, policy: str = OF_A_TEXT) -> bytes:
    body = text.encode()
    head = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        f"Content-Security-Policy: {policy}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body
