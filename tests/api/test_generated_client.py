"""A client that openapi-python-client generates from the schema, as anybody would: it lists meetings, typed."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import make
from tests.servers import PATIENCE
from timeline.api.views import SCHEMA_FILE

PACKAGE = "across_the_table_client"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the generated package stands in."""
    folder = tmp_path_factory.mktemp("client")
    config = folder / "config.yaml"
    config.write_text(f"package_name_override: {PACKAGE}\nproject_name_override: client\npost_hooks: []\n")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "openapi_python_client",
            "generate",
            "--path",
            str(SCHEMA_FILE),
            "--config",
            str(config),
            "--output-path",
            str(folder / "client"),
            "--fail-on-warning",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "client"


def test_it_lists_meetings(
    generated: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None, live_server: LiveServer
) -> None:
    make.talks()
    monkeypatch.syspath_prepend(generated)
    client_module: Any = importlib.import_module(PACKAGE)
    listing: Any = importlib.import_module(f"{PACKAGE}.api.meetings.list_meetings")

    with client_module.Client(base_url=live_server.url) as client:
        answer = listing.sync(client=client, official=["ronald-reagan", "mikhail-gorbachev"])

    assert answer.count == 3
    assert [meeting.slug for meeting in answer.results] == [
        "1985-11-19-geneva-reagan-gorbachev",
        "1986-10-11-reykjavik-reagan-gorbachev",
        "1987-12-08-washington-reagan-gorbachev",
    ]
    assert answer.results[1].participants[0].official.name == "Ronald Reagan"
    assert answer.results[1].status.value == "broken-off"


def test_it_asks_for_own_words_and_reads_whose_they_are(
    generated: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None, live_server: LiveServer
) -> None:
    make.talks()
    monkeypatch.syspath_prepend(generated)
    client_module: Any = importlib.import_module(PACKAGE)
    listing: Any = importlib.import_module(f"{PACKAGE}.api.positions.list_positions")
    standings: Any = importlib.import_module(f"{PACKAGE}.api.standings.list_standings")

    with client_module.Client(base_url=live_server.url) as client:
        own = listing.sync(client=client, speech=["direct"], verification=["verified"])
        reported = listing.sync(client=client, speech=["reported"])
        stood = standings.sync(client=client, on="1986-10-12", issue=["missile-defense"])

    assert [(one.speaker, one.words_of, one.answer) for one in own.results] == [
        ("Ronald Reagan", "Ronald Reagan", "limit them")
    ]
    assert [(one.speaker, one.words_of, one.speech.value) for one in reported.results] == [
        ("Mikhail Gorbachev", "The Gazette", "reported")
    ]
    assert [(one.us.answer, one.us.position.speaker, one.ru.answer) for one in stood.results] == [
        ("leave them free", "Ronald Reagan", "limit them")
    ]
