"""SQLite's faults: each ends in a right answer or a clear 503, and is over when its cause is."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client

from timeline.models import Release

# Django leaves a connection to the collector whose first statement fails.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")

PAGE = "/officials/sergei-ryabkov/"


def _ask(path: str = PAGE) -> HttpResponse:
    """The answer over a new connection, as every request has with SQLite."""
    connections["default"].close()
    return Client(raise_request_exception=False).get(path)  # type: ignore[return-value]


def _assert_closed_for_a_moment(response: HttpResponse) -> None:
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert b"Closed for a moment" in response.content
    assert b"Traceback" not in response.content


def test_missing_file_is_a_clear_503_until_it_is_back(database_file: Path, tmp_path: Path) -> None:
    connections["default"].close()
    kept = shutil.move(database_file, tmp_path / "elsewhere")

    _assert_closed_for_a_moment(_ask())
    shutil.move(kept, database_file)

    assert _ask().status_code == 200


def test_missing_folder_is_a_clear_503(database_file: Path) -> None:
    connections["default"].close()
    shutil.rmtree(database_file.parent)

    _assert_closed_for_a_moment(_ask())


def test_corrupt_file_is_a_clear_503_until_it_is_replaced(database_file: Path, tmp_path: Path) -> None:
    connections["default"].close()
    good = shutil.copy(database_file, tmp_path / "good")
    database_file.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)

    _assert_closed_for_a_moment(_ask())
    shutil.copy(good, database_file)

    assert _ask().status_code == 200


def test_file_that_is_no_database_is_a_clear_503(database_file: Path) -> None:
    connections["default"].close()
    database_file.write_text("hello\n" * 1000, encoding="ascii")

    _assert_closed_for_a_moment(_ask())
    assert _ask("/readyz").status_code == 503
    assert _ask("/healthz").status_code == 200


def test_readers_are_answered_while_somebody_else_holds_the_lock_for_writing(database_file: Path) -> None:
    other = sqlite3.connect(database_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM timeline_post")

    response = _ask()
    other.rollback()
    other.close()

    assert response.status_code == 200


def test_read_only_database_answers_readers_and_refuses_loads(database_file: Path) -> None:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")

    response = Client().get(PAGE)

    assert response.status_code == 200
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("load_articles", verbosity=0)


@pytest.mark.parametrize("kept_open", [True, False], ids=["while others have it open", "after the last one closed it"])
def test_file_and_folder_without_the_right_to_write_answer_readers_or_say_so(
    database_file: Path, kept_open: bool
) -> None:
    """SQLite's log needs two files beside the database; where they cannot be made there is no reading either."""
    other = sqlite3.connect(database_file)
    other.execute("SELECT count(*) FROM timeline_release").fetchall()
    assert _ask().status_code == 200
    connections["default"].close()
    if not kept_open:
        other.close()

    with _no_right_to_write(database_file.parent):
        response = _ask()
        connections["default"].close()

    other.close()
    if kept_open:
        assert response.status_code == 200
    else:
        _assert_closed_for_a_moment(response)
    assert _ask().status_code == 200


@contextmanager
def _no_right_to_write(folder: Path) -> Iterator[None]:
    """Nobody may write in the folder, or its files, while the block lasts; root is nobody meanwhile."""
    paths = [*sorted(folder.iterdir()), folder]
    modes = [path.stat().st_mode for path in paths]
    above = [one for one in folder.parents if one.stat().st_uid == os.getuid() and one != Path("/")]
    closed = [(one, one.stat().st_mode) for one in above if not one.stat().st_mode & 0o001]
    is_root = os.geteuid() == 0
    try:
        for one, mode in closed:
            one.chmod(mode | 0o011)
        for path in paths:
            path.chmod(0o555)
        if is_root:
            os.seteuid(65534)
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path, mode in [*zip(paths, modes, strict=True), *closed]:
            if path.exists():
                path.chmod(mode)


def test_disk_full_during_a_load_leaves_the_old_record(database_file: Path) -> None:
    """A limit on the size of files stands for the disk: the write-ahead log cannot grow, as on a full one."""
    connections["default"].close()
    before = _ask().headers["X-Release"]
    limit = database_file.stat().st_size + 100_000
    load = subprocess.run(
        [sys.executable, "manage.py", "load_articles"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{database_file}"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert load.returncode == 1
    assert "nothing was written" in load.stderr
    assert _ask().headers["X-Release"] == before


def test_a_clock_set_back_changes_nothing_for_readers(database_file: Path) -> None:
    """The release then seems to be from the future."""
    Release.objects.update(loaded_at=datetime(2100, 1, 1, tzinfo=UTC))

    first = _ask()
    again = Client(headers={"if-none-match": first["ETag"]}).get(PAGE)

    assert (first.status_code, again.status_code) == (200, 304)


def test_a_record_loaded_by_a_clock_set_back_is_shown_all_the_same(database_file: Path) -> None:
    """Which release is the newest is told by their order, not by their time."""
    Release.objects.update(loaded_at=datetime(2100, 1, 1, tzinfo=UTC))
    before = _ask().headers["X-Release"]

    call_command("load_articles", verbosity=0)

    after = _ask()
    assert after.status_code == 200
    assert after.headers["X-Release"] not in {"", before}
    assert after.headers["X-Release"] == Release.objects.order_by("pk").last().hash  # type: ignore[union-attr]


def test_an_outage_under_the_api_is_a_problem_document(database_file: Path) -> None:
    connections["default"].close()
    database_file.write_text("hello\n" * 1000, encoding="ascii")

    response = _ask("/api/v1/meetings/")

    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert int(response["Retry-After"]) > 0
