"""The admin is off unless it is switched on, and on or off the public site is the same. Both are tried in processes of
their own, as settings are read once. What the admin does when it is on is tests/admin's."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent
CAST = "import django; django.setup(); from tests import make; make.talks()"
PRODUCTION = {"HTTPS_ONLY": "1", "HSTS_SECONDS": "63072000", "BEHIND_PROXY": "1", "ALLOWED_HOSTS": "record.example"}
FROM_ELSEWHERE = ("auth_", "django_session", "django_admin_log", "django_content_type", "axes_")


def _python(*arguments: str, folder: Path, **variables: str) -> str:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "armscontrol.settings",
        "VAR_DIR": str(folder),
        **variables,
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _tables(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "record.sqlite3") as opened:
        found = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    opened.close()
    return {name for name in found if name.startswith(FROM_ELSEWHERE)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the tables of both and the small cast."""
    made = tmp_path_factory.mktemp("switch")
    _python("manage.py", "migrate", "--verbosity", "0", folder=made)
    assert _tables(made) == set()
    _python("manage.py", "migrate", "--verbosity", "0", folder=made, ADMIN="1")
    _python("-c", CAST, folder=made)
    return made


@pytest.mark.skipif(settings.ADMIN, reason="the admin is on")
def test_without_the_switch_nothing_of_the_admin_is_there(client: Any, db: None) -> None:
    words = {"admin", "auth", "contenttypes", "sessions", "messages", "axes", "csrf"}
    named = " ".join([*settings.INSTALLED_APPS, *settings.MIDDLEWARE]).lower()

    assert client.get("/admin/").status_code == 404
    assert {word for word in words if word in named} == set()


def test_tables_of_users_are_made_only_where_it_is_on(folder: Path) -> None:
    assert {"auth_user", "django_session", "axes_accessattempt"} <= _tables(folder)


def test_public_answers_are_the_same_to_the_byte_with_the_admin_on(folder: Path) -> None:
    off, on = (
        json.loads(_python("-m", "tests.operations.asked", folder=folder, ADMIN=switch)) for switch in ("0", "1")
    )

    assert (off["admin"], on["admin"]) == (False, True)
    assert len(off["answers"]) > 80
    assert {path for path in off["answers"] if off["answers"][path] != on["answers"][path]} == set()


def test_the_record_is_written_out_the_same(folder: Path, tmp_path: Path) -> None:
    dumps = []
    for switch in ("0", "1"):
        _python("manage.py", "dump_articles", str(tmp_path / switch), folder=folder, ADMIN=switch)
        dumps.append({path.name: path.read_bytes() for path in sorted((tmp_path / switch).rglob("*.yaml"))})

    assert len(dumps[0]) > 3
    assert dumps[0] == dumps[1]


def test_no_migration_is_missing_with_the_admin_on(folder: Path) -> None:
    said = _python("manage.py", "makemigrations", "--check", "--dry-run", folder=folder, ADMIN="1")

    assert said == "No changes detected\n"


ASK = """
import django; django.setup()
from django.test import Client, override_settings
plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
with override_settings(STORAGES=plain):
    response = Client().get("/admin/login/", secure=True, headers={"host": "record.example"})
print(response.status_code, *(f"{c.key} {c['secure']} {c['httponly']} {c['samesite']} {c['path']} [{c['domain']}]"
      for c in response.cookies.values()), sep="\\n")
"""


def test_for_the_public_its_cookies_belong_to_this_host_and_to_tls_alone(folder: Path) -> None:
    said = _python("-c", ASK, folder=folder, ADMIN="1", **PRODUCTION).splitlines()
    names = _python(
        "-c",
        "from armscontrol.settings import *; print(SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE, CSRF_TRUSTED_ORIGINS)",
        folder=folder,
        ADMIN="1",
        **PRODUCTION,
    )

    assert said == ["200", "__Host-csrf True True Strict / []"]
    assert names == "__Host-session True ['https://record.example']\n"


def test_operations_tell_how_to_switch_it_on() -> None:
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")

    assert re.search(r"ADMIN=1", text)
    assert "/admin/" in text
