"""Run as a program by test_interruption.py: a load in a process of its own that is killed, or that meets another load.

python -m tests.loader.load_and die FIXTURES      kills itself (SIGKILL) when half of its rows are written
python -m tests.loader.load_and meet FIXTURES     meets a load under way, and waits for it
python -m tests.loader.load_and give-up FIXTURES  meets a program that never lets the database go
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import psycopg2

ROWS_BEFORE_DEATH = 12


def other_connection(settings: dict[str, Any], lock: int) -> Callable[[], None]:
    """Takes what a load under way holds, in a connection of its own; what ends that load."""
    if "sqlite" in settings["ENGINE"]:
        file = sqlite3.connect(settings["NAME"], isolation_level=None)
        file.execute("BEGIN IMMEDIATE")
        return file.rollback
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    login: dict[str, Any] = {name: settings[key] for key, name in names.items() if settings.get(key)}
    server = psycopg2.connect(**login)
    server.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [lock])

    def end() -> None:
        server.rollback()

    return end


def main(what: str, root: Path) -> None:
    """Load the fixtures, and meet with what the tests ask for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "armscontrol.settings")
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from timeline.loader import canonical, check, locking, write

    corpus = check.check(root).corpus
    assert corpus is not None
    written: dict[str, int] = {}

    def die(step: str, done: int, _of: int) -> None:
        written[step] = max(written.get(step, 0), done)
        if sum(written.values()) >= ROWS_BEFORE_DEATH:
            print("half-way", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

    def load(*, progress: check.Progress = check.quiet, waiting: Callable[[], None] = lambda: None) -> None:
        write.load(
            canonical.settled(corpus),
            source_digest="d" * 64,
            at=timezone.now(),
            progress=progress,
            waiting=waiting,
        )
        print("loaded", flush=True)

    if what == "die":
        load(progress=die)
        return
    end = other_connection(connection.settings_dict, locking.LOCK)
    if what == "give-up":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 1")
        try:
            load(waiting=lambda: print("waiting", flush=True))
        except locking.DatabaseBusyError as error:
            print(error, flush=True)
        return

    def waiting() -> None:
        print("waiting", flush=True)
        end()

    load(waiting=waiting)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
