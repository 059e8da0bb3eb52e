"""A copy of the record kept by /api/v1/changes/ holds what a fresh download holds, whatever editors do."""

from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.db.models import Model
from django.test import Client

from tests.loader.cast import Fixtures
from tests.loader.edits import edit, seeded
from timeline import models, releases, resources
from timeline.loader import changes, states

pytestmark = pytest.mark.django_db

type Copy = dict[str, dict[str, dict[str, Any]]]
"""Items by resource and identity."""


def download() -> Copy:
    """The whole record, as anybody takes it."""
    found: Copy = {}
    for resource in resources.RESOURCES:
        response = Client().get(f"/api/v1/{resource.name}/?format=ndjson")
        lines = b"".join(response.streaming_content).splitlines()  # type: ignore[attr-defined]
        found[resource.name] = {item[resource.identity]: item for item in map(orjson.loads, lines)}
    return found


def get(address: str) -> dict[str, Any]:
    response = Client().get(address)
    assert response.status_code == HTTPStatus.OK, response.content
    answer: dict[str, Any] = response.json()
    return answer


def sync(copy: Copy, since: str) -> str:
    """Bring a copy up to date; the release to go on from."""
    until = ""
    for noun in copy:
        address = f"/api/v1/changes/?since={since}&noun={noun}&expand=item&page_size=3"
        while address:
            page = get(address)
            until = until or page["until"]
            for change in page["results"]:
                if change["item"] is None:
                    copy[noun].pop(change["id"], None)
                else:
                    copy[noun][change["id"]] = change["item"]
            address = (page["next"] or "").removeprefix("http://testserver")
    return until


def release(fixtures: Fixtures, day: date) -> None:
    call_command("release", fixtures.root, day=day, verbosity=0)
    call_command("load_articles", fixtures.root, verbosity=0)


def told() -> list[Any]:
    """The history as the database tells it."""
    names = ("release__name", "noun", "identity", "change", "fields", "is_own", "reason", "replaced_by", "ordinal")
    return [
        *models.NamedRelease.objects.order_by("ordinal").values_list("name", "hash", "is_draft", "digest"),
        *models.Change.objects.in_order().values_list(*names),
    ]


def forget() -> None:
    """As a database is before its first load."""
    rows: list[type[Model]] = [models.Treaty, models.Position, models.Meeting, models.Article, models.Leader]
    rows += [
        models.Official,
        models.Issue,
        models.Negotiation,
        models.GlossaryTerm,
        models.NamedRelease,
        models.Release,
    ]
    for model in rows:
        model._default_manager.all().delete()
    releases.clear_caches()


@pytest.mark.parametrize("seed", range(6))
def test_a_copy_kept_by_changes_is_a_fresh_download(fixtures: Fixtures, seed: int) -> None:
    random, day = seeded(seed), date(2026, 1, 1)
    release(fixtures, day)
    copy, since = download(), get("/api/v1/releases/latest/")["name"]

    for _ in range(10):
        edit(fixtures, random)
        day += timedelta(days=random.randrange(2))
        release(fixtures, day)
        if random.random() < 0.7:
            since = sync(copy, since)
            assert copy == download()
    sync(copy, since)

    assert copy == download()
    assert models.Change.objects.count() >= 10


@pytest.mark.parametrize("seed", [1, 2])
def test_two_databases_of_the_same_fixtures_tell_the_same_history(fixtures: Fixtures, seed: int) -> None:
    random = seeded(seed)
    for number in range(5):
        edit(fixtures, random)
        release(fixtures, date(2026, 1, 1 + number))
    edit(fixtures, random)
    call_command("load_articles", fixtures.root, verbosity=0)
    grown = told()
    forget()
    call_command("load_articles", fixtures.root, verbosity=0)

    assert len(grown) > 10
    assert told() == grown


def test_a_draft_lists_what_no_release_has_and_is_followed_by_one(fixtures: Fixtures) -> None:
    release(fixtures, date(2026, 1, 1))
    fixtures.change("issues.yaml", "name: Missile defence", "name: Missile defences")
    call_command("load_articles", fixtures.root, verbosity=0)

    draft = get("/api/v1/changes/?since=2026-01-01")
    assert draft["until"].startswith("2026-01-01-draft-")
    [named] = draft["results"][0]["fields"]
    assert named == {"name": "name", "from": "Missile defence", "to": "Missile defences", "change": "changed"}
    assert get(f"/api/v1/changes/?since={draft['until']}")["results"] == []
    release(fixtures, date(2026, 1, 1))
    assert get("/api/v1/changes/?since=2026-01-01")["until"] == "2026-01-01b"
    response = Client().get(f"/api/v1/changes/?since={draft['until']}")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "take the whole of it" in response.json()["detail"]


def test_the_history_is_dumped_as_it_was_loaded(fixtures: Fixtures, tmp_path: Path) -> None:
    for number in range(3):
        edit(fixtures, seeded(number))
        release(fixtures, date(2026, 1, 1 + number))
    call_command("dump_articles", tmp_path / "dumped", verbosity=0)

    files = sorted((fixtures.root / "releases").iterdir())
    assert len(files) == 3
    assert [(tmp_path / "dumped/releases" / one.name).read_bytes() for one in files] == [
        one.read_bytes() for one in files
    ]


def test_the_history_is_of_every_resource() -> None:
    """The loader lies below resources.py and cannot read its table."""
    for known in (states.ITEMS, changes.TELLING, changes.SHARED):
        assert {*known} == {*resources.BY_NAME}
