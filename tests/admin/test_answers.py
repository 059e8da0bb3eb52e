"""The admin's answers: strict, kept by nobody, and none of it on the public pages."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import get_resolver

from armscontrol import routers
from tests.make import Talks
from tests.operations.observatory import penalties, policy, score
from tests.reader import Reader

PAGES = [
    "/admin/",
    "/admin/login/",
    "/admin/timeline/",
    "/admin/timeline/meeting/",
    "/admin/timeline/meeting/?q=no-such-thing",
    "/admin/timeline/meeting/add/",
    "/admin/password_change/",
    "/admin/jsi18n/",
    "/admin/nothing/",
]


@pytest.mark.parametrize("path", PAGES)
def test_an_answer_is_kept_by_nobody(path: str, looking: Client) -> None:
    response = looking.get(path)

    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.has_header("ETag")
    assert "X-Release" not in response


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_allows_files_of_ours_and_nothing_inline(path: str, looking: Client) -> None:
    response = looking.get(path)
    found = policy(response.headers)
    soup = BeautifulSoup(response.content, "html.parser")

    assert found.pop("default-src") == {"'none'"}
    assert set(found) == {"script-src", "style-src", "img-src", "form-action", "base-uri", "frame-ancestors"}
    assert set().union(*found.values()) == {"'none'", "'self'"}
    assert [one for one in soup.select("script:not([src])") if "json" not in str(one.get("type"))] == []
    assert soup.select("style, [style], [onclick], [onload], [onchange], [onsubmit]") == []


@pytest.mark.parametrize("path", PAGES)
def test_an_answer_of_the_admin_scores_what_the_public_ones_do(path: str, looking: Client, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()  # middleware reads settings once
    client.cookies = looking.cookies

    response = client.get(path, secure=True)
    soup = BeautifulSoup(response.content, "html.parser")
    scripts = [str(one.get("src", "")) for one in soup.find_all("script")]
    kept = [one for one in response.cookies.values() if one["secure"] and one["httponly"] and one["samesite"]]

    assert penalties(response.headers, cookies=len(response.cookies) - len(kept), scripts=scripts) == {}
    assert score(response.headers, cookies=0, scripts=scripts) >= 150


def test_every_file_that_the_pages_ask_for_is_there(looking: Client) -> None:
    named = set()
    for path in PAGES:
        soup = BeautifulSoup(looking.get(path).content, "html.parser")
        named |= {str(one["href"]) for one in soup.select("link[rel=stylesheet]")}
        named |= {str(one["src"]) for one in soup.select("script[src], img[src]")}

    files = sorted(one for one in named if one.startswith("/static/"))
    assert len(files) > 5
    assert [one for one in files if finders.find(one.removeprefix("/static/")) is None] == []


def test_style_sheets_of_the_admin_ask_for_nothing_that_the_policy_forbids() -> None:
    folder = finders.find("admin/css/base.css")
    sheets = [path.read_text(encoding="utf-8") for path in Path(str(folder)).parent.glob("*.css")]

    assert len(sheets) > 5
    assert [
        sheet[:40] for sheet in sheets if "data:" in sheet or "http" in sheet.replace("http://www.w3.org", "")
    ] == []


def test_public_pages_know_no_session_even_of_who_is_logged_in(looking: Client) -> None:
    for path in ("/", "/officials/", "/api/v1/meetings/", "/healthz"):
        response = looking.get(path)

        assert response.status_code == 200
        assert response.cookies == {}
        assert "Cookie" not in response.get("Vary", "")
        assert not hasattr(response.wsgi_request, "session")
        assert getattr(response.wsgi_request, "user", None) is None


def test_no_process_keeps_an_answer_of_the_admin(looking: Client) -> None:
    reader = Reader()
    reader.cookies = looking.cookies
    found = []
    for path in ("/admin/timeline/meeting/", "/officials/"):
        found += [(reader.get(path).status_code, reader.how) for _ in range(2)]

    assert found == [(200, "made"), (200, "made"), (200, "made"), (200, "kept")]


def test_a_post_to_a_public_page_is_refused_as_ever(talks: Talks) -> None:
    assert Client(enforce_csrf_checks=True).post("/officials/").status_code == 405


def test_the_admin_asks_the_primary(looking: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    asked: list[str] = []

    class Noted(routers.ReplicaRouter):
        def db_for_read(self, _model: Any, **hints: Any) -> str:
            asked.append(super().db_for_read(_model, **hints))
            return "default"

    monkeypatch.setattr(routers, "_aliases", lambda: ["default", "replica1"])
    monkeypatch.setattr(routers.Watch, "_is_fit", lambda self, alias: True)
    monkeypatch.setattr("django.db.router.routers", [Noted()])

    looking.get("/admin/timeline/meeting/")
    assert set(asked) == {"default"}

    looking.get("/officials/")
    assert "replica1" in asked


def test_the_admin_has_no_other_address() -> None:
    names = [str(one.pattern) for one in get_resolver().url_patterns if "admin" in str(one.pattern)]

    assert names == ["admin/"]
