"""The record as the desk holds it, read once; and a desk with fixtures of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from armscontrol import desk_settings
from tests.servers import ROOT
from timeline.desk import drafts
from timeline.desk.codings import code_as
from timeline.desk.reading import RecordLookup
from timeline.desk.record import DeskRecord, checked, desk_record, hold
from timeline.loader.lists import Corpus

TOKEN = "the token"
HOST = "127.0.0.1"


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shipped record."""
    found, problems = checked(ROOT / "fixtures")
    assert found is not None, problems
    return found


@pytest.fixture(scope="session")
def at_desk(corpus: Corpus) -> DeskRecord:
    """The shipped record as the desk holds it."""
    return desk_record(corpus)


@pytest.fixture(scope="session")
def lookup(at_desk: DeskRecord) -> RecordLookup:
    """What texts are compared with."""
    return at_desk.lookup


@pytest.fixture(autouse=True)
def _empty_desk() -> Iterator[None]:
    """Leave no draft on the desk for the next test, and no blind coder."""
    yield
    for draft in drafts.listed():
        drafts.remove(draft.key)
    code_as("")


@pytest.fixture
def fixtures(tmp_path: Path, settings: Settings) -> Path:
    """A copy of the fixtures, for the desk to write into."""
    copy = tmp_path / "fixtures"
    shutil.copytree(ROOT / "fixtures", copy)
    settings.FIXTURES_DIR = copy
    settings.VAR_DIR = tmp_path / "var"
    return copy


@pytest.fixture
def stranger(settings: Settings) -> Client:
    """Somebody on this machine who does not know the token."""
    settings.ROOT_URLCONF = desk_settings.ROOT_URLCONF
    settings.MIDDLEWARE = desk_settings.MIDDLEWARE
    settings.ALLOWED_HOSTS = desk_settings.ALLOWED_HOSTS
    settings.DESK_TOKEN = TOKEN
    return Client(headers={"host": HOST, "origin": f"http://{HOST}"})


@pytest.fixture
def editor(stranger: Client, fixtures: Path, at_desk: DeskRecord) -> Iterator[Client]:
    """The editor, at a desk with a copy of the fixtures."""
    hold(at_desk)
    stranger.cookies["desk"] = TOKEN
    yield stranger
    hold(None)
