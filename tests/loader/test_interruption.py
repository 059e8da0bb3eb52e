"""Loads that are killed and loads that meet, in real processes on a real database: a SQLite file, and a scratch
database of the PostgreSQL server where the tests run on it."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings

from tests.loader.cast import FILES, NEWS_FILE, Fixtures

ROOT = Path(settings.BASE_DIR)

type Run = Callable[..., subprocess.CompletedProcess[str]]


def run_python(database_url: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A Python program of the project, run to its end on a database."""
    environment = {**os.environ, "DATABASE_URL": database_url}
    command = [sys.executable, *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def migrate(database_url: str) -> None:
    """Make the tables."""
    result = run_python(database_url, "manage.py", "migrate", "-v0")
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def make_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes a database with empty tables, of the kind that the tests run on; its URL. All go after the module."""
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        yield _databases_in_files(tmp_path_factory.mktemp("databases"))
    else:
        yield from _databases_on_server(database)


def _databases_in_files(folder: Path) -> Callable[[], str]:
    template = folder / "template.sqlite3"
    migrate(f"sqlite:///{template}")

    def make() -> str:
        return f"sqlite:///{shutil.copy(template, folder / f'{uuid.uuid4().hex}.sqlite3')}"

    return make


def _databases_on_server(database: dict[str, Any]) -> Iterator[Callable[[], str]]:
    names = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    login: dict[str, Any] = {name: database[key] for key, name in names.items() if database.get(key)}
    server = psycopg2.connect(dbname="postgres", **login)
    server.autocommit = True
    cursor = server.cursor()
    made: list[str] = []
    credentials = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database.get("PASSWORD") else "")
    place = f"{credentials}@{database.get('HOST') or 'localhost'}:{database.get('PORT') or 5432}"

    def make() -> str:
        name = f"loader_{uuid.uuid4().hex[:12]}"
        cursor.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {made[0]}" if made else ""))
        made.append(name)
        return f"postgres://{place}/{name}"

    migrate(make())
    yield make
    for name in made:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture
def run(make_database: Callable[[], str]) -> Run:
    """Runs a Python program of the project on a database of this test's own."""
    return partial(run_python, make_database())


def dumped(run: Run, directory: Path) -> dict[str, str]:
    """The record that the database holds, as files."""
    result = run("manage.py", "dump_articles", directory)
    assert result.returncode == 0, result.stderr
    return {name: (directory / name).read_text(encoding="utf-8") for name in FILES}


def test_load_killed_half_way_leaves_the_old_record_whole(fixtures: Fixtures, run: Run, tmp_path: Path) -> None:
    assert run("manage.py", "load_articles", fixtures.root).returncode == 0
    for name, text in FILES.items():
        fixtures.write(name, text.replace("summary: ", "summary: Anew, ").replace("  name: ", "  name: New "))

    killed = run("-m", "tests.loader.load_and", "die", fixtures.root)

    assert (killed.returncode, killed.stdout) == (-9, "half-way\n")
    assert dumped(run, tmp_path / "after") == FILES


def test_load_after_a_killed_one_writes_the_new_record(fixtures: Fixtures, run: Run, tmp_path: Path) -> None:
    killed = run("-m", "tests.loader.load_and", "die", fixtures.root)

    again = run("manage.py", "load_articles", fixtures.root)

    assert killed.returncode == -9
    assert again.returncode == 0, again.stderr
    assert dumped(run, tmp_path / "after") == FILES


def test_load_that_meets_another_says_so_and_waits(fixtures: Fixtures, run: Run, tmp_path: Path) -> None:
    met = run("-m", "tests.loader.load_and", "meet", fixtures.root)

    assert (met.returncode, met.stdout, met.stderr) == (0, "waiting\nloaded\n", "")
    assert dumped(run, tmp_path / "after") == FILES


def test_load_that_waits_in_vain_says_so(fixtures: Fixtures, run: Run) -> None:
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("PostgreSQL's lock is waited for without limit")

    met = run("-m", "tests.loader.load_and", "give-up", fixtures.root)

    assert (met.returncode, met.stdout) == (
        0,
        "waiting\nthe database is still locked by another program; nothing was written\n",
    )


def test_broken_fixtures_leave_the_database_as_it_was(fixtures: Fixtures, run: Run, tmp_path: Path) -> None:
    assert run("manage.py", "load_articles", fixtures.root).returncode == 0
    fixtures.change(NEWS_FILE, "holder: vladimir-semenov", "holder: nobody")
    fixtures.change(NEWS_FILE, "kind: news", "kind: newz")

    broken = run("manage.py", "load_articles", fixtures.root)

    assert broken.returncode == 1
    assert broken.stdout.splitlines() == [
        f"{NEWS_FILE}:7:7: kind: 'newz' is none of news, transcript, statement, document, analysis, reference; "
        "did you mean 'news'?",
        f"{NEWS_FILE}:33:11: official 'nobody' is unknown",
    ]
    assert broken.stderr == f"CommandError: 2 problems in {fixtures.root}; the database is as it was\n"
    assert dumped(run, tmp_path / "after") == FILES


def test_database_without_tables_is_one_clear_line(fixtures: Fixtures, tmp_path: Path) -> None:
    result = run_python(f"sqlite:///{tmp_path / 'new.sqlite3'}", "manage.py", "load_articles", fixtures.root)

    assert result.returncode == 1
    assert result.stderr == (
        "CommandError: the database refused, nothing was written: no such table: timeline_release; "
        "are its tables there? (manage.py migrate)\n"
    )
