"""gunicorn's worker with threads, which answers in plain words what never reaches Django: an address that is too long,
a request that is no HTTP. gunicorn's own answer is HTML that repeats the request, without a single security header, and
its log names the client."""

import logging
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
            util.write_nonblock(client, refusal(status_of(error)))
        except OSError:
            logger.debug("the client is gone")


def status_of(error: Exception) -> HTTPStatus:
    """The status that tells of an error; one of ours is logged."""
    is_ours = isinstance(error, (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName))
    if isinstance(error, errors.ParseException) and not is_ours:
        return STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)
    logger.error("an answer broke", exc_info=error)
    return HTTPStatus.INTERNAL_SERVER_ERROR


def refusal(status: HTTPStatus) -> bytes:
    """The whole answer of this status."""
    body = f"{status.value} {status.phrase}. {ADVICE.get(status, '')}".strip() + "\n"
    head = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    ]
    return "\r\n".join([*head, "", body]).encode()
