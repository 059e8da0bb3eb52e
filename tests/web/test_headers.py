"""Security headers, on every kind of answer."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from tests.make import Talks

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PATHS = [
    "/",
    "/?kind=sumit",
    "/officials/",
    "/issues/missile-defense/",
    "/search/?q=a",
    "/about/",
    "/nowhere/",
    "/api/v1/",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_locked_down(talks: Talks, path: str) -> None:
    headers = Client().get(path).headers

    assert headers["Content-Security-Policy"] == CSP
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


def test_a_foreign_host_is_refused(talks: Talks, settings: object) -> None:
    response = Client(headers={"host": "evil.example"}).get("/")

    assert response.status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(talks: Talks, method: str) -> None:
    assert getattr(Client(), method)("/").status_code == 405


def test_head_answers_without_a_body(talks: Talks) -> None:
    response = Client().head("/")

    assert response.status_code == 200
    assert response.content == b""


def test_there_are_no_accounts_sessions_or_cookies(talks: Talks, settings: LazySettings) -> None:
    words = {"admin", "auth", "contenttypes", "sessions", "messages", "csrf"}
    named = " ".join([*settings.INSTALLED_APPS, *settings.MIDDLEWARE]).lower()

    assert {word for word in words if word in named} == set()
    tables = connection.introspection.table_names()
    assert [name for name in tables if not name.startswith(("timeline_", "fts_"))] == ["django_migrations"]
    assert Client().get("/admin/").status_code == 404
