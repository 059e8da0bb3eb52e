"""/healthz and /readyz."""

from typing import Any

import pytest
from django.test import Client

from tests.make import Talks
from timeline.models import Release


def test_alive_asks_no_database() -> None:
    response = Client().get("/healthz")

    assert (response.status_code, response.json()) == (200, {"alive": True})
    assert "no-store" in response["Cache-Control"]


def test_ready_names_the_release(talks: Talks) -> None:
    response = Client().get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"ready": True, "release": talks.release.hash, "missing": []},
    )


def test_an_empty_record_is_not_ready_and_says_what_is_missing(db: None) -> None:
    response = Client().get("/readyz")

    assert response.status_code == 503
    assert response.json()["missing"] == ["release: nothing is loaded; run manage.py load_articles"]
    assert int(response["Retry-After"]) > 0


def test_a_migration_that_waits_is_not_ready(talks: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = [("timeline.0002_x", False)]
    monkeypatch.setattr("armscontrol.monitoring.health.MigrationExecutor.migration_plan", lambda *_: waiting)

    response = Client().get("/readyz")

    assert response.status_code == 503
    assert response.json()["missing"] == ["migrations: timeline.0002_x"]


def test_health_is_answered_without_tls_too(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/healthz").status_code == 200


def test_every_page_names_its_release(talks: Talks) -> None:
    assert Client().get("/about/")["X-Release"] == Release.objects.get().hash
