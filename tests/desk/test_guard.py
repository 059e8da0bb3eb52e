"""Nobody but who started it is at the desk; the public site has no such addresses."""

import pytest
from django.conf import settings as public
from django.test import Client
from django.urls import Resolver404, resolve

from armscontrol import desk_settings
from tests.desk.conftest import HOST, TOKEN
from timeline.management.commands.desk import HOST as SERVED


def test_the_public_settings_know_nothing_of_the_desk() -> None:
    with pytest.raises(Resolver404):
        resolve("/desk/", urlconf=public.ROOT_URLCONF)
    assert public.ROOT_URLCONF != desk_settings.ROOT_URLCONF
    assert not hasattr(public, "DESK_TOKEN")
    assert resolve("/desk/", urlconf=desk_settings.ROOT_URLCONF).url_name == "desk"


def test_the_desk_serves_this_machine_and_writes_no_other_database() -> None:
    assert desk_settings.ALLOWED_HOSTS == [SERVED] == [HOST]
    assert str(desk_settings.DATABASES["default"]["NAME"]).endswith("desk.sqlite3")
    assert len(desk_settings.DESK_TOKEN) >= 24


def test_without_the_token_nothing_is_shown(stranger: Client) -> None:
    for path in ("/desk/", "/", "/desk/?token=wrong", "/api/v1/"):
        answer = stranger.get(path)
        assert answer.status_code == 403
        assert "token" in answer.content.decode()


def test_the_token_is_taken_out_of_the_address_into_a_cookie(stranger: Client) -> None:
    answer = stranger.get(f"/desk/?token={TOKEN}")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/desk/"
    cookie = answer.cookies["desk"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (TOKEN, True, "Strict")


def test_another_host_is_refused(editor: Client) -> None:
    for host in ("localhost", "desk.example", "127.0.0.1.example"):
        assert editor.get("/desk/", headers={"host": host}).status_code == 400


def test_another_machine_is_refused(editor: Client) -> None:
    assert editor.get("/desk/", REMOTE_ADDR="192.0.2.7").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": ""},
        {"origin": "null"},
        {"origin": "http://localhost"},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": "https://127.0.0.1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_write_from_elsewhere_is_refused(editor: Client, headers: dict[str, str]) -> None:
    answer = editor.post("/desk/", {"text": "x", "published": "2002"}, headers=headers)

    assert answer.status_code == 403
    assert "own page" in answer.content.decode()


def test_a_page_of_the_desk_has_a_strict_policy_and_is_kept_nowhere(editor: Client) -> None:
    answer = editor.get("/desk/")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
