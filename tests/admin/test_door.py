"""Who gets in, who does not, and what is written down of it."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from armscontrol.admin.door import address
from armscontrol.logs import JsonFormatter
from tests.admin.conftest import NAME, PASSWORD, log_in
from tests.make import Talks
from tests.reader import Reader

WRONG = "wrong password that is long"


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """Every line that is logged, at the levels that settings give."""
    found: list[dict[str, Any]] = []
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    handler.emit = lambda record: found.append(json.loads(handler.format(record)))  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    yield found
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("path", ["", "timeline/", "timeline/meeting/", "timeline/meeting/1/change/", "nothing/"])
def test_who_is_not_logged_in_is_sent_to_the_form(path: str, talks: Talks) -> None:
    response = Client().get(f"/admin/{path}")

    assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next=/admin/{path}")


def test_staff_get_in_and_out(editor: Any) -> None:
    client = Client()

    assert log_in(client).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/admin/").status_code == 302
    assert Session.objects.count() == 0


def test_a_user_who_is_not_staff_stays_out(editor: Any) -> None:
    User.objects.create_user("reader", password=PASSWORD)
    client = Client()

    response = log_in(client, "reader")

    assert response.status_code == 200
    assert client.get("/admin/").status_code == 302


def test_a_form_that_the_admin_did_not_send_is_refused(editor: Any) -> None:
    client = Client(enforce_csrf_checks=True)

    assert log_in(client).status_code == 403

    page = BeautifulSoup(client.get("/admin/login/").content, "html.parser")
    token = str(page.select_one("[name=csrfmiddlewaretoken]")["value"])  # type: ignore[index]
    form = {"username": NAME, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/admin/login/", form).status_code == 302


def test_cookies_are_kept_from_scripts_and_other_sites(editor: Any) -> None:
    client = Client()
    client.get("/admin/login/")
    log_in(client)

    assert set(client.cookies) == {"session", "csrf"}
    assert {(one["httponly"], one["samesite"], one["path"]) for one in client.cookies.values()} == {
        (True, "Strict", "/")
    }


def test_the_way_after_the_log_in_leads_nowhere_else(editor: Any) -> None:
    form = {"username": NAME, "password": PASSWORD, "next": "https://elsewhere.example/"}

    response = Client().post("/admin/login/?next=//elsewhere.example/", form)

    assert response["Location"] == "/admin/"


def test_a_session_ends_an_hour_after_the_log_in(looking: Client, lines: list[Any]) -> None:
    began = Session.objects.get()
    looking.get("/admin/timeline/meeting/")

    assert looking.session.get_expiry_age() == 3600
    assert looking.session.get_expire_at_browser_close() is True
    assert Session.objects.get().expire_date == began.expire_date

    Session.objects.update(expire_date=began.expire_date - timedelta(hours=2))
    assert looking.get("/admin/").status_code == 302


def test_a_session_gets_a_new_name_at_the_log_in(editor: Any) -> None:
    client = Client()
    client.cookies["session"] = "a" * 32

    log_in(client)

    assert client.cookies["session"].value != "a" * 32


def test_five_failures_lock_a_name_out_from_everywhere(editor: Any) -> None:
    answers = [log_in(Client(), password=WRONG, REMOTE_ADDR=f"192.0.2.{one}").status_code for one in range(5)]

    refused = log_in(Client(), REMOTE_ADDR="192.0.2.99")

    assert answers == [200, 200, 200, 200, 429]
    assert refused.status_code == 429
    assert b"Too many failed log-ins" in refused.content


def test_five_failures_lock_an_address_out_whatever_the_name(editor: Any) -> None:
    for one in range(5):
        log_in(Client(), f"guess-{one}", WRONG)

    assert log_in(Client()).status_code == 429
    assert log_in(Client(), REMOTE_ADDR="192.0.2.99").status_code == 302


def test_a_lock_out_ends_after_a_quarter_of_an_hour(editor: Any) -> None:
    for _ in range(6):
        log_in(Client(), password=WRONG)
    assert log_in(Client()).status_code == 429

    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time - timedelta(minutes=16))

    assert log_in(Client()).status_code == 302
    assert AccessAttempt.objects.count() == 0


def test_who_is_locked_out_cannot_make_it_longer_or_fill_the_table(editor: Any) -> None:
    for _ in range(5):
        log_in(Client(), password=WRONG)
    kept = AccessAttempt.objects.values_list("attempt_time", "failures_since_start").get()

    for _ in range(3):
        log_in(Client(), password=WRONG)

    assert AccessAttempt.objects.values_list("attempt_time", "failures_since_start").get() == kept


@pytest.mark.parametrize(
    ("behind", "expected"), [(True, "198.51.100.7"), (False, "10.0.0.1")], ids=["behind a proxy", "alone"]
)
def test_an_address_is_what_our_proxy_wrote(behind: bool, expected: str, rf: Any, settings: Any) -> None:
    settings.BEHIND_PROXY = behind
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.7")

    assert address(request) == expected


def test_every_log_in_failure_lock_out_and_log_out_is_a_line(editor: Any, lines: list[dict[str, Any]]) -> None:
    client = Reader()
    log_in(client)
    client.post("/admin/logout/")
    log_in(Reader(), "nobody-known", WRONG)
    for _ in range(4):
        log_in(Reader(), password=WRONG)

    audit = [line for line in lines if line["logger"] == "armscontrol.audit"]
    said = [(line["event"], line["user"]) for line in audit]
    assert said[:4] == [
        ("login", editor.pk),
        ("logout", editor.pk),
        ("failed login", None),
        ("failed login", editor.pk),
    ]
    assert said[4:] == [*[("failed login", editor.pk)] * 2, ("lock-out", editor.pk), ("failed login", editor.pk)]
    assert [line for line in audit if not line["request"]] == []


def test_no_line_names_a_user_an_address_or_a_password(editor: Any, lines: list[dict[str, Any]]) -> None:
    for _ in range(6):
        log_in(Client(), password=WRONG, REMOTE_ADDR="192.0.2.7")

    written = json.dumps(lines)
    assert "lock-out" in written
    assert [secret for secret in (NAME, WRONG, "192.0.2.7") if secret in written] == []


def test_a_short_password_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        validate_password("fourteen chars")
    validate_password("fifteen of them")


def test_a_long_password_of_any_characters_is_taken(editor: Any) -> None:
    long = "пароль " * 12 + "x"
    editor.set_password(long)
    editor.save()

    assert log_in(Client(), password=long).status_code == 302
    assert log_in(Client(), password=long[:-1]).status_code == 200


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(looking: Client) -> None:
    elsewhere = Client()
    log_in(elsewhere)
    new = {"new_password1": "another long password", "new_password2": "another long password"}

    assert looking.post("/admin/password_change/", {"old_password": WRONG, **new}).status_code == 200
    assert elsewhere.get("/admin/").status_code == 200
    assert looking.post("/admin/password_change/", {"old_password": PASSWORD, **new}).status_code == 302

    assert looking.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_a_new_password_writes_that_and_nothing_else_of_the_user(looking: Client) -> None:
    new = {"old_password": PASSWORD, "new_password1": "another long password", "new_password2": "another long password"}

    with CaptureQueriesContext(connection) as queries:
        looking.post("/admin/password_change/", new)

    written = [one["sql"] for one in queries if one["sql"].startswith('UPDATE "auth_user"')]
    assert len(written) == 1
    assert [name for name in ("is_superuser", "is_staff", "username") if name in written[0]] == []


def test_who_is_no_longer_staff_or_active_is_out_at_once(looking: Client, editor: Any) -> None:
    editor.is_active = False
    editor.save()

    assert looking.get("/admin/").status_code == 302


def test_the_password_is_not_shown_and_password_managers_may_fill_it_in(db: None) -> None:
    page = BeautifulSoup(Client().get("/admin/login/").content, "html.parser")
    field = page.select_one("#id_password")

    assert field is not None
    assert (field["type"], field["autocomplete"]) == ("password", "current-password")


def test_a_request_that_was_refused_is_logged(looking: Client, lines: list[dict[str, Any]]) -> None:
    looking.post("/admin/timeline/meeting/add/")
    looking.get("/admin/timeline/meeting/add/")

    said = [line["message"] for line in lines if line["level"] == "WARNING"]
    assert said == [
        "Method Not Allowed: /admin/timeline/meeting/add/",
        "Forbidden (Permission denied): /admin/timeline/meeting/add/",
    ]


def test_passwords_are_kept_as_django_keeps_them() -> None:
    from django.conf import global_settings

    assert "PBKDF2PasswordHasher" in global_settings.PASSWORD_HASHERS[0]


def test_a_session_that_cannot_be_kept_is_a_clear_503(editor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", broken)

    response = log_in(Client())

    assert (response.status_code, response["Retry-After"]) == (503, "10")
