"""Answers that a process keeps: given again as they were made, to nobody else, and not after the next release."""

import gzip
from collections.abc import Iterator

import brotli
import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from armscontrol import answers, freshness
from tests import make
from tests.make import Talks

PAGES = ["/", "/?from=1985&to=1988", "/officials/sergei-ryabkov/", "/issues/", "/search/?q=reagan", "/sitemap.xml"]
DATA = ["/api/v1/", "/api/v1/meetings/?facets=issue", "/api/v1/standings/?on=1986", "/api/docs/"]
OF_ONE_REQUEST = {"X-Request-ID", "RateLimit", "RateLimit-Policy"}


@pytest.fixture(autouse=True)
def _keeping(settings: Settings) -> Iterator[None]:
    settings.ANSWER_MEMORY = 4
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def site(talks: Talks) -> Client:
    """One process: a client has a handler of its own, with its own answers."""
    return Client()


def _queries(site: Client, path: str, **headers: str) -> tuple[HttpResponse, int]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with CaptureQueriesContext(connection) as queries:
        response = site.get(path, headers=named)
    return response, len(queries)  # type: ignore[return-value]


def _headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in OF_ONE_REQUEST}


@pytest.mark.parametrize("path", PAGES + DATA)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_what_was_made_is_given_again_as_it_was_for_one_query(site: Client, path: str, coding: str) -> None:
    made, _ = _queries(site, path, accept_encoding=coding)
    kept, queries = _queries(site, path, accept_encoding=coding)

    assert (kept.status_code, kept.content) == (200, made.content)
    assert _headers(kept) == _headers(made)
    assert queries == 1  # the release


@pytest.mark.parametrize("path", ["/", "/api/v1/meetings/"])
def test_each_coding_is_the_same_text(site: Client, path: str) -> None:
    plain, zipped, brotlied = (
        site.get(path, headers={"accept-encoding": coding}) for coding in ("identity", "gzip", "br;q=1.0, gzip;q=0.8")
    )

    assert "Content-Encoding" not in plain.headers
    assert (zipped["Content-Encoding"], gzip.decompress(zipped.content)) == ("gzip", plain.content)
    assert (brotlied["Content-Encoding"], brotli.decompress(brotlied.content)) == ("br", plain.content)
    assert all("accept-encoding" in one["Vary"].lower() for one in (plain, zipped, brotlied))


@pytest.mark.parametrize("path", ["/officials/", "/api/v1/meetings/"])
def test_who_has_the_kept_answer_gets_no_body(site: Client, path: str) -> None:
    made = site.get(path, headers={"accept-encoding": "gzip"})
    response, queries = _queries(site, path, accept_encoding="gzip", if_none_match=made["ETag"])

    assert (response.status_code, response.content, queries) == (304, b"", 1)
    assert response["ETag"] == made["ETag"]
    assert response["Cache-Control"] == made["Cache-Control"]


def test_the_next_release_is_seen_at_once(site: Client) -> None:
    before = site.get("/about/")
    make.release(digest="b" * 64)
    after, queries = _queries(site, "/about/")

    assert after["X-Release"] == "b" * 64 != before["X-Release"]
    assert queries > 1


def test_another_program_makes_another_answer(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    site.get("/about/")
    monkeypatch.setattr(freshness, "version", lambda: "another")

    assert _queries(site, "/about/")[1] > 1


def test_a_fragment_is_not_the_page(site: Client) -> None:
    page = site.get("/officials/")
    fragment = site.get("/officials/", headers={"hx-request": "true", "hx-target": "section#results"})

    assert len(fragment.content) < len(page.content)
    assert site.get("/officials/").content == page.content


def test_a_table_is_not_the_json(site: Client) -> None:
    site.get("/api/v1/issues/")

    assert site.get("/api/v1/issues/", headers={"accept": "text/csv"})["Content-Type"].startswith("text/csv")


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/officials", "/api/v1/meetings/?kind=sumit", "/api/v1/issues/?format=csv"]
)
def test_errors_redirects_and_streams_are_not_kept(site: Client, path: str) -> None:
    first = site.get(path)
    with CaptureQueriesContext(connection):
        again = site.get(path)

    assert getattr(again.wsgi_request, "answer", "") != "kept"
    assert again.status_code == first.status_code


def test_only_head_and_get_are_answered_from_what_is_kept(site: Client) -> None:
    page = site.get("/about/")
    head, post = site.head("/about/"), site.post("/about/")

    assert head.status_code == 200
    assert head["ETag"] == page["ETag"]
    assert post.status_code == 405


def test_a_kept_answer_is_not_counted_against_the_rate(site: Client, settings: Settings) -> None:
    settings.API_RATE = (1, 3600)
    made = site.get("/api/v1/issues/")

    kept = [site.get("/api/v1/issues/") for _ in range(3)]
    other = site.get("/api/v1/treaties/")

    assert "RateLimit" in made.headers
    assert [(one.status_code, "RateLimit" in one.headers) for one in kept] == [(200, False)] * 3
    assert other.status_code == 429


def test_another_host_is_another_answer_and_a_foreign_one_none(site: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    here = site.get("/about/").content

    assert site.get("/about/", headers={"host": "other.example"}).content != here
    assert site.get("/about/", headers={"host": "evil.example"}).status_code == 400


def _response(body: bytes, **headers: str) -> HttpResponse:
    return HttpResponse(body, headers={"ETag": '"x"', "Cache-Control": "public, max-age=60"} | headers)


def test_what_was_not_asked_for_longest_makes_room() -> None:
    kept = answers.Kept(100_000)
    for number in range(20):
        kept.put(bytes([number]), _response(b"x" * 9000))
        kept.get(b"\0")

    names = [number for number in range(20) if kept.get(bytes([number]))]

    assert names == [0, *range(11, 20)]


def test_a_very_large_answer_and_a_private_one_are_not_kept() -> None:
    kept = answers.Kept(100_000)
    kept.put(b"large", _response(b"x" * 50_000))
    kept.put(b"private", HttpResponse(b"x", headers={"ETag": '"x"', "Cache-Control": "no-store"}))
    cookie = _response(b"x")
    cookie.set_cookie("a", "b")
    kept.put(b"cookie", cookie)

    assert [kept.get(name) for name in (b"large", b"private", b"cookie")] == [None] * 3


def test_nothing_is_kept_where_no_memory_is_given(site: Client, settings: Settings) -> None:
    settings.ANSWER_MEMORY = 0
    site.get("/about/")

    assert _queries(site, "/about/")[1] > 1
