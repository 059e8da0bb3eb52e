"""What the server answers to a request that never reaches Django, as gunicorn's own parser reads it."""

import json
from typing import Any

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.http.parser import RequestParser  # type: ignore[import-untyped]

from armscontrol import gunicorn_worker


def refused(line: bytes) -> Any:
    """gunicorn's error for a request."""
    with pytest.raises(errors.ParseException) as caught:
        next(RequestParser(Config(), iter([line + b"\r\nHost: localhost\r\n\r\n"]), ("127.0.0.1", 1)))
    return caught.value


@pytest.mark.parametrize(
    "line",
    [
        "GET /api/v1/officials/?q=Рябков HTTP/1.1".encode(),
        "HEAD /search/?q=d\N{LATIN SMALL LETTER E WITH ACUTE}tente HTTP/1.0".encode(),
        "GET /?q=caf\xe9 HTTP/1.1".encode("latin-1"),
        "GET /?q=Р HTTP/1.1".encode(),  # the second byte is a no-break space to those who read latin-1
    ],
)
def test_an_address_that_is_not_percent_encoded_is_told_so(line: bytes) -> None:
    error = refused(line)
    head, _, body = gunicorn_worker.unencoded().partition(b"\r\n\r\n")
    problem = json.loads(body)

    assert gunicorn_worker.is_unencoded(error)
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"\r\nContent-Type: application/problem+json\r\n" in head
    assert f"\r\nContent-Length: {len(body)}\r\n".encode() in head
    assert (problem["status"], "Percent-encode" in problem["detail"]) == (400, True)


@pytest.mark.parametrize(
    "line", [b"\x16\x03\x01\x02\x00\x01\xfc\x03\x03", b"GET / HTTP/9.9", b"GET", "ДАЙ / HTTP/1.1".encode()]
)
def test_what_is_no_http_is_only_refused(line: bytes) -> None:
    assert not gunicorn_worker.is_unencoded(refused(line))
