"""What the server answers to a request that never reaches Django, as gunicorn's own parser reads it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.http import errors  # type: ignore[import-untyped]
from gunicorn.http.parser import RequestParser  # type: ignore[import-untyped]

from armscontrol import gunicorn_worker
from timeline.filters.values import LONGEST_QUERY

ROOT = Path(__file__).resolve().parent.parent.parent


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


def test_an_address_that_is_too_long_gets_a_page_with_the_search_box() -> None:
    status = gunicorn_worker.status_of(refused(b"GET /search/?q=" + b"a" * 10_000 + b" HTTP/1.1"))
    head, _, body = gunicorn_worker.refusal(status).partition(b"\r\n\r\n")
    page = BeautifulSoup(body, "lxml")
    box = page.select_one("form[action='/search/'] input[name=q]")

    assert head.startswith(b"HTTP/1.1 414 ")
    assert b"\r\nContent-Type: text/html; charset=utf-8\r\n" in head
    assert box is not None
    assert int(str(box["maxlength"])) == LONGEST_QUERY
    assert f"only the first {LONGEST_QUERY} characters are looked for" in page.get_text()
    assert finders.find("css/site.css")
    assert [str(one["href"]) for one in page.select("link[rel=stylesheet]")] == [
        "/static/css/site.css",
        "/static/css/dossier.css",
    ]


def test_nginx_has_the_same_page_and_the_same_words_for_programs() -> None:
    template = (ROOT / "deploy/nginx/nginx.conf.template").read_text(encoding="utf-8")
    page = (ROOT / "templates/414.html").read_text(encoding="utf-8")
    (problem,) = re.findall(r"return 414 '(\{.*\})';", template)

    assert f"return 414 '{page.replace(chr(10), '')}';" in template
    assert json.loads(problem)["detail"] in page


@pytest.mark.parametrize(
    "line", [b"\x16\x03\x01\x02\x00\x01\xfc\x03\x03", b"GET / HTTP/9.9", b"GET", "ДАЙ / HTTP/1.1".encode()]
)
def test_what_is_no_http_is_only_refused(line: bytes) -> None:
    assert not gunicorn_worker.is_unencoded(refused(line))
