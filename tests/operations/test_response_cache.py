"""Answers that a process keeps: given again as they were made, to nobody else, and not after the next release."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from armscontrol.http.response_cache import ResponseCache
from tests import make
from tests.make import Talks
from tests.reader import Reader
from timeline import caching

PAGES = ["/", "/?from=1985&to=1988", "/officials/sergei-ryabkov/", "/issues/", "/search/?q=reagan", "/sitemap.xml"]
FRAMED = ["/embed/?kind=summit", "/embed/stories/two-summits/", "/share/timeline.svg"]
DATA = ["/api/v1/", "/api/v1/meetings/?facets=issue", "/api/v1/standings/?on=1986", "/api/docs/"]
OF_ONE_REQUEST = {"x-request-id", "ratelimit"}
LATER = "Fri, 01 Jan 2100 00:00:00 GMT"


@pytest.fixture(autouse=True)
def _answers_kept(settings: Settings) -> None:
    settings.ANSWER_MEMORY = 32


@pytest.fixture
def site(talks: Talks) -> Reader:
    return Reader()


def _queries(site: Reader, path: str, **headers: str) -> tuple[HttpResponse, int]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with CaptureQueriesContext(connection) as queries:
        response = site.get(path, headers=named)
    return response, len(queries)  # type: ignore[return-value]


def _headers(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.lower() not in OF_ONE_REQUEST}


@pytest.mark.parametrize("path", PAGES + DATA + FRAMED)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_what_was_made_is_given_again_as_it_was_for_one_query(site: Reader, path: str, coding: str) -> None:
    made, _ = _queries(site, path, accept_encoding=coding)
    kept, queries = _queries(site, path, accept_encoding=coding)

    assert (kept.status_code, kept.content, site.how) == (200, made.content, "kept")
    assert _headers(kept) == _headers(made)
    assert queries == 1  # the release


@pytest.mark.parametrize("path", FRAMED)
def test_whoever_has_a_copy_keeps_its_word_on_who_may_show_it(site: Reader, path: str) -> None:
    made = site.get(path)
    assert made["Cross-Origin-Resource-Policy"] == "cross-origin"

    again = site.get(path, headers={"if-none-match": made["ETag"]})

    said = {"Content-Security-Policy", "X-Frame-Options", "Cross-Origin-Resource-Policy"}
    assert (again.status_code, said & set(again.headers)) == (304, set())


@pytest.mark.parametrize("path", ["/", "/api/v1/meetings/"])
def test_each_coding_is_the_same_text(site: Reader, path: str) -> None:
    plain, zipped, brotlied = (
        site.get(path, headers={"accept-encoding": coding}) for coding in ("identity", "gzip", "br;q=1.0, gzip;q=0.8")
    )

    assert "Content-Encoding" not in plain.headers
    assert (zipped["Content-Encoding"], gzip.decompress(zipped.content)) == ("gzip", plain.content)
    assert (brotlied["Content-Encoding"], brotli.decompress(brotlied.content)) == ("br", plain.content)
    assert all("accept-encoding" in one["Vary"].lower() for one in (plain, zipped, brotlied))


@pytest.mark.parametrize("path", ["/officials/", "/api/v1/meetings/"])
@pytest.mark.parametrize("asked", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_kept_answer_gets_no_body(site: Reader, path: str, asked: str) -> None:
    made = site.get(path, headers={"accept-encoding": "gzip"})
    tag = asked.format(made["ETag"].removeprefix("W/"))
    response, queries = _queries(site, path, accept_encoding="gzip", if_none_match=tag)

    assert (response.status_code, response.content, queries) == (304, b"", 1)
    assert response["ETag"].removeprefix("W/") == made["ETag"].removeprefix("W/")
    assert {name.strip().lower() for name in response["Vary"].split(",")} == {
        name.strip().lower() for name in made["Vary"].split(",")
    }
    for name in ("Last-Modified", "Cache-Control", "Referrer-Policy"):
        assert response[name] == made[name]


@pytest.mark.parametrize("asked", ['"other"', "nonsense", ""])
def test_who_has_another_answer_gets_the_body(site: Reader, asked: str) -> None:
    made = site.get("/officials/")

    response = site.get("/officials/", headers={"if-none-match": asked})

    assert (response.status_code, response.content, site.how) == (200, made.content, "kept")


@pytest.mark.parametrize("condition", ["if-modified-since", "if-unmodified-since"])
def test_a_date_proves_nothing(site: Reader, condition: str) -> None:
    site.get("/about/")
    response = site.get("/about/", headers={condition: LATER})

    assert (response.status_code, site.how) == (200, "kept")


def test_the_next_release_is_seen_at_once(site: Reader) -> None:
    before = site.get("/about/")
    make.release(digest="b" * 64)
    after, queries = _queries(site, "/about/")

    assert after["X-Release"] == "b" * 64 != before["X-Release"]
    assert queries > 1


def test_another_program_makes_another_answer(site: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    site.get("/about/")
    monkeypatch.setattr(caching, "program", lambda: "another")

    assert _queries(site, "/about/")[1] > 1


def test_another_day_makes_another_answer(site: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Tomorrow":
            return cls.fromtimestamp((datetime.now(UTC) + timedelta(days=1)).timestamp(), UTC)

    site.get("/about/")
    monkeypatch.setattr(caching, "datetime", Tomorrow)
    site.get("/about/")

    assert site.how == "made"


def test_another_export_makes_another_page_of_files(talks: Talks, settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    site = Reader()
    hows = []
    for text in ("", "", '{"releases": []}', '{"releases": []}'):
        (tmp_path / "data").mkdir(exist_ok=True)
        if text:
            (tmp_path / "data/releases.json").write_text(text, encoding="ascii")
        site.get("/data/")
        hows.append(site.how)

    assert hows == ["made", "kept", "made", "kept"]


def test_a_fragment_is_not_the_page(site: Reader) -> None:
    page = site.get("/officials/")
    fragment = site.get("/officials/", headers={"hx-request": "true", "hx-target": "section#results"})

    assert len(fragment.content) < len(page.content)
    assert site.get("/officials/").content == page.content


def test_a_table_is_not_the_json(site: Reader) -> None:
    site.get("/api/v1/issues/")

    assert site.get("/api/v1/issues/", headers={"accept": "text/csv"})["Content-Type"].startswith("text/csv")


def test_what_is_asked_for_in_other_words_is_another_answer(site: Reader) -> None:
    """Parts of a name cannot be shifted into one another, by whatever bytes."""
    hows = []
    for path in ("/search/", "/search/?q=a", "/search/?q=a%00", "/search/%00q=a", "/search/?q=b"):
        site.get(path)
        hows.append(site.how)

    assert hows == ["made"] * 5


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/officials", "/api/v1/meetings/?kind=sumit", "/api/v1/issues/?format=csv", "/healthz"]
)
def test_errors_redirects_streams_and_what_is_not_of_the_record_are_not_kept(site: Reader, path: str) -> None:
    first, again = site.get(path), site.get(path)

    assert site.how != "kept"
    assert again.status_code == first.status_code


def test_only_head_and_get_are_answered_from_what_is_kept(site: Reader) -> None:
    page = site.get("/about/")
    head, how = site.head("/about/"), site.how
    post = site.post("/about/")

    assert (head.status_code, head.content, how) == (200, b"", "kept")
    assert _headers(head) == _headers(page)
    assert post.status_code == 405


@pytest.mark.parametrize("path", ["/about/", "/api/v1/issues/?format=csv", "/api/v1/schema.json", "/nowhere/"])
def test_a_head_has_the_headers_and_no_body(site: Reader, path: str) -> None:
    whole, head = site.get(path), site.head(path)

    assert whole.content
    assert head.content == b""
    assert _headers(head) == _headers(whole)


def test_a_head_keeps_nothing(site: Reader) -> None:
    site.head("/about/")
    page = site.get("/about/")

    assert site.how == "made"
    assert page.content


def test_every_answer_of_the_api_is_counted_and_says_what_is_left(site: Reader, settings: Settings) -> None:
    settings.API_RATE = (9, 3600)
    tag = site.get("/api/v1/issues/")["ETag"]

    answers = [site.get("/api/v1/issues/"), site.get("/api/v1/issues/", headers={"if-none-match": tag})]
    answers += [site.get("/api/v1/schema.json"), site.get("/api/v1/nothing/"), site.get("/api/v1/issues")]
    answers += [site.options("/api/v1/issues/"), site.post("/api/v1/issues/"), site.head("/api/v1/issues/")]
    refused = [site.get("/api/v1/issues/"), site.options("/api/v1/issues/"), site.get("/api/v1/issues/")]

    assert [one.status_code for one in answers] == [200, 304, 200, 404, 301, 200, 405, 200]
    assert [one["RateLimit"].split(";")[1] for one in answers] == [f"r={left}" for left in range(7, -1, -1)]
    assert [one.status_code for one in refused] == [429] * 3
    assert refused[1]["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit" not in site.get("/issues/").headers


def test_another_host_is_another_answer_and_a_foreign_one_none(talks: Talks, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    site = Reader()
    here = site.get("/about/").content

    assert site.get("/about/", headers={"host": "other.example"}).content != here
    for _ in range(2):
        assert site.get("/about/", headers={"host": "evil.example"}).status_code == 400


def test_another_scheme_is_another_answer(talks: Talks, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = Reader()

    found = [site.get("/about/", headers={"x-forwarded-proto": name}) for name in ("http", "https", "http", "https")]

    assert ["Strict-Transport-Security" in one.headers for one in found] == [False, True] * 2
    assert site.how == "kept"


def test_who_must_come_by_https_is_sent_there_each_time(talks: Talks, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    site = Reader()
    site.get("/about/", secure=True)

    assert [site.get("/about/").status_code for _ in range(2)] == [301, 301]


def test_development_keeps_nothing(talks: Talks, settings: Settings) -> None:
    settings.DEBUG = True
    site = Reader()
    site.get("/about/")
    site.get("/about/")

    assert site.how is None


def _response(body: bytes, **headers: str) -> HttpResponse:
    return HttpResponse(body, headers={"ETag": '"x"', "Cache-Control": "public, max-age=60"} | headers)


def _names(kept: ResponseCache) -> list[int]:
    return [number for number in range(20) if kept.get(bytes([number]))]


@pytest.mark.parametrize("large", [{"body": b"x" * 9000}, {"body": b"x", "Link": "x" * 9000}], ids=["body", "address"])
def test_what_was_not_asked_for_longest_makes_room(large: dict[str, str]) -> None:
    kept = ResponseCache(100_000)
    for number in range(20):
        kept.put(bytes([number]), _response(**large))  # type: ignore[arg-type]  # the body is one of them
        kept.get(b"\0")

    names = _names(kept)

    assert names[0] == 0
    assert names[1:] == list(range(20 - len(names) + 1, 20))
    assert 9 <= len(names) <= 10


def test_what_is_added_to_an_answer_is_added_to_no_other() -> None:
    kept = ResponseCache(100_000)
    kept.put(b"x", _response(b"x"))
    for _ in range(2):
        given = kept.get(b"x")
        assert given is not None
        assert "RateLimit" not in given.headers
        given["RateLimit"] = "one reader's"


def test_a_very_large_answer_and_a_private_one_are_not_kept() -> None:
    kept = ResponseCache(100_000)
    kept.put(b"large", _response(b"x" * 50_000))
    kept.put(b"private", HttpResponse(b"x", headers={"ETag": '"x"', "Cache-Control": "no-store"}))
    cookie = _response(b"x")
    cookie.set_cookie("a", "b")
    kept.put(b"cookie", cookie)

    assert [kept.get(name) for name in (b"large", b"private", b"cookie")] == [None] * 3


def test_nothing_is_kept_where_no_memory_is_given(talks: Talks, settings: Settings) -> None:
    settings.ANSWER_MEMORY = 0
    site = Reader()
    site.get("/about/")

    assert _queries(site, "/about/")[1] > 1
