"""A running server of the small record of tests/loader/cast.py, with a database and fixtures of its own, which a test
may change while it runs. Nothing here touches the database of the other tests."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.loader import cast
from tests.servers import PATIENCE, ROOT, Program, free_port


@dataclass
class Served:
    """The server: its address, its fixtures and its folder."""

    var: Path
    fixtures: cast.Fixtures
    port: int
    program: Program

    @property
    def url(self) -> str:
        """Its address, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The file of its database."""
        return self.var / "record.sqlite3"

    def release(self, day: date, *before: tuple[str, ...]) -> None:
        """Make a release of the fixtures as they are, and load it; before that, these commands."""
        made = ("release", str(self.fixtures.root), "--day", day.isoformat())
        manage(self.program.environment, *before, made, ("load_articles",))

    def start(self) -> None:
        """Start it, or start it anew: then it has forgotten what it counted."""
        self.program.stop()
        self.program.start()
        self.program.answers(self.port)

    def another(self, folder: Path, **settings: str) -> "Served":
        """A server of a copy of its record as it is now."""
        shutil.copytree(self.fixtures.root, folder / "fixtures")
        shutil.copy(self.database, folder)
        (folder / "static").symlink_to(self.var / "static")
        made = prepared(folder, cast.Fixtures(folder / "fixtures"), **settings)
        made.start()
        return made


def manage(environment: dict[str, str], *commands: tuple[str, ...]) -> None:
    """Run commands of manage.py, in one process. Raises AssertionError where one fails."""
    program = (
        "import json, sys, django; django.setup(); from django.core.management import call_command\n"
        "for command in json.loads(sys.argv[1]): call_command(*command, verbosity=0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(commands)],
        cwd=ROOT, env=environment | {"DJANGO_SETTINGS_MODULE": "armscontrol.settings"},
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, f"{commands}: {done.stdout}{done.stderr}"


def prepared(folder: Path, fixtures: cast.Fixtures, **settings: str) -> Served:
    """A server of these fixtures, not yet started."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "PORT": str(port)}
    environment |= {"FIXTURES_DIR": str(fixtures.root), "API_RATE": "off", **settings}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:armscontrol.gunicorn_conf"]
    return Served(folder, fixtures, port, Program("record", folder / "log", command, environment))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the small record, of one release; tests that change it leave it whole."""
    folder = tmp_path_factory.mktemp("served")
    running = prepared(folder, cast.written(folder / "fixtures"))
    running.release(date(2026, 1, 1), ("migrate",), ("collectstatic", "--noinput"))
    running.start()
    try:
        yield running
    finally:
        running.program.stop()
