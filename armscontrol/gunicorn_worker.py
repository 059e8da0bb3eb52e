"""gunicorn's worker with threads, which answers in plain words what never reaches Django: an address that is too long,
a request that is no HTTP. gunicorn's own answer is HTML that repeats the request, without a single security header, and
its log names the client."""

import json
import logging
import re
import socket
from http import HTTPStatus
from typing import Any

from gunicorn import util  # type: ignore[import-untyped]
from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

logger = logging.getLogger("armscontrol.gunicorn_worker")

STATUSES: dict[type[Exception], HTTPStatus] = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
RAW = re.compile(r"[A-Z]{3,20} /[^ ]*[^ \x00-\x7f][^ ]* HTTP/1\.[01]")
"""A request line that would be right, had the address no characters outside ASCII: `curl '…/?q=Рябков'`."""
"""Of what is wrong with a request; whatever else cannot be parsed is a bad one."""
ADVICE = {
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is too long.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The request has too many headers, or one that is too long.",
}


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """What `worker_class` names in gunicorn's configuration."""

    def handle_error(self, _request: Any, client: socket.socket, _address: Any, error: Exception) -> None:
        """Answer a request that could not be parsed, or whose answer broke, with nothing of the request in it."""
        try:
            util.write_nonblock(client, unencoded() if is_unencoded(error) else refusal(status_of(error)))
        except OSError:
            logger.debug("the client is gone")


def status_of(error: Exception) -> HTTPStatus:
    """The status that tells of an error; one of ours is logged."""
    is_ours = isinstance(error, (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName))
    if isinstance(error, errors.ParseException) and not is_ours:
        return STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)
    logger.error("an answer broke", exc_info=error)
    return HTTPStatus.INTERNAL_SERVER_ERROR


def is_unencoded(error: Exception) -> bool:
    """Whether all that is wrong is that the address was not percent-encoded. It is said and not mended, as RFC 9112
    has it: a server before us might have read another address in it."""
    return isinstance(error, errors.InvalidRequestLine) and RAW.fullmatch(str(error.req)) is not None


def unencoded() -> bytes:
    """The whole answer to an address that is not percent-encoded, a problem as the API gives them (RFC 9457)."""
    problem = {
        "type": "/api/docs/#error-bad-request",
        "title": "The request cannot be understood",
        "status": HTTPStatus.BAD_REQUEST.value,
        "detail": "The address holds characters outside ASCII. Percent-encode them (UTF-8): "
        "curl --get --data-urlencode 'q=…' does.",
    }
    return _whole(HTTPStatus.BAD_REQUEST, "application/problem+json", json.dumps(problem, ensure_ascii=False))


def refusal(status: HTTPStatus) -> bytes:
    """The whole answer of this status."""
    body = f"{status.value} {status.phrase}. {ADVICE.get(status, '')}".strip() + "\n"
    return _whole(status, "text/plain; charset=utf-8", body)


def _whole(status: HTTPStatus, content_type: str, text: str) -> bytes:
    body = text.encode()
    head = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body
