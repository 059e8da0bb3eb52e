"""The admin as it is where it is on: `make test` runs these with ADMIN=1; without that, pytest leaves them out."""

from typing import Any

import pytest
from django.conf import settings as process
from django.test import Client

from tests.make import Talks

collect_ignore_glob = [] if process.ADMIN else ["test_*"]

NAME, PASSWORD = "editor", "correct horse battery staple"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(talks: Talks) -> Any:
    """A user who may look, beside the small cast."""
    from django.contrib.auth.models import User

    return User.objects.create_user(NAME, password=PASSWORD, is_staff=True)


@pytest.fixture
def looking(editor: Any) -> Client:
    """The editor's browser, logged in by the form."""
    client = Client()
    log_in(client)
    return client


def log_in(client: Client, name: str = NAME, password: str = PASSWORD, **extra: str) -> Any:
    """The answer to the form as it is filled in."""
    return client.post("/admin/login/", {"username": name, "password": password}, **extra)  # type: ignore[arg-type]
