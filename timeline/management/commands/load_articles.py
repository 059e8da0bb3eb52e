"""Loads the fixtures into the database: checks them all, then writes the differences in one transaction."""

import gc
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.utils import timezone

from timeline.loader import source
from timeline.models import Release

if TYPE_CHECKING:
    from timeline.loader.history import History
    from timeline.loader.lists import Corpus
    from timeline.loader.write import Loaded, RowChanges


@contextmanager
def without_cycle_collector() -> Iterator[None]:
    """Suspend Python's search for cycles of garbage. A load makes none to speak of, but keeps a record in memory, which
    the search would walk over and over: an eighth of a load's time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def change_lines(changes: "dict[str, RowChanges]") -> list[str]:
    """The table of what was written, one line per kind that changed."""
    lines = [
        f"{name:<15}{change.created:>8,}{change.changed:>9,}{change.deleted:>9,}"
        for name, change in changes.items()
        if change
    ]
    return [f"{'':<15}{'created':>8}{'changed':>9}{'deleted':>9}", *lines] if lines else []


def report(loaded: "Loaded", *, dry_run: bool) -> list[str]:
    """The report of a load, line by line."""
    lines = change_lines(loaded.changes) or ["The database already held this record; nothing was written."]
    if dry_run:
        return [*lines, "Dry run: all of it was taken back, the database is as it was."]
    what, release = "New release" if loaded.is_new else "Release", loaded.release
    return [*lines, f"{what} {release.name}, {release.hash[:12]} of {release.loaded_at:%Y-%m-%d %H:%M} UTC"]


class Command(BaseCommand):
    """Exit code 1 on any problem; the database is then unchanged."""

    help = "Load the article fixtures: check them all, then write what differs in one transaction."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument("path", nargs="?", type=Path, default=settings.FIXTURES_DIR, help="fixtures directory")
        parser.add_argument("--dry-run", action="store_true", help="write, say what was written, and take it back")
        parser.add_argument(
            "--prune", action=BooleanOptionalAction, default=True, help="delete what no file gives any more (default)"
        )
        parser.add_argument("--force", action="store_true", help="check and compare even where no file has changed")

    def handle(
        self, *_args: Any, path: Path, dry_run: bool, prune: bool, force: bool, verbosity: int, **_options: Any
    ) -> None:
        """Load, unless no file has changed. Raises CommandError on a problem with the fixtures or the database."""
        try:
            digest = source.digest(path)
            if not force and self.is_current(digest):
                self.say(verbosity, "Nothing has changed since the last load.")
                return
            with without_cycle_collector():
                loaded = self.load(path, digest, dry_run=dry_run, prune=prune)
        except DatabaseError as error:
            hint = "; are its tables there? (manage.py migrate)" if "timeline_" in str(error) else ""
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"the database refused, nothing was written: {reason}{hint}") from error
        for line in report(loaded, dry_run=dry_run):
            self.say(verbosity, line)

    def say(self, verbosity: int, line: str) -> None:
        """Print, unless told to be quiet."""
        if verbosity:
            self.stdout.write(line)

    @staticmethod
    def is_current(digest: str) -> bool:
        """Whether the database holds the record of the files with this digest."""
        current = Release.objects.current()
        return current is not None and bool(digest) and current.source_digest == digest

    def checked(self, path: Path) -> "tuple[Corpus, History]":
        """The record in the files, and its history. Raises CommandError after printing every problem."""
        from timeline.loader import history
        from timeline.loader.check import check
        from timeline.loader.progress import bar

        if not path.is_dir():
            raise CommandError(f"{path} is not a directory")
        with bar(self.stderr) as progress:
            outcome = check(path, progress=progress)
        told, wrong = history.read(path)
        problems = [*outcome.problems, *wrong]
        if outcome.corpus is None or wrong:
            for problem in problems:
                self.stdout.write(str(problem))
            count = len(problems)
            raise CommandError(f"{count} problem{'s' if count > 1 else ''} in {path}; the database is as it was")
        return outcome.corpus, told

    def load(self, path: Path, digest: str, *, dry_run: bool, prune: bool) -> "Loaded":
        """Check and write. Raises CommandError, or DatabaseError."""
        from timeline.loader import canonical, locking, write
        from timeline.loader.progress import bar

        corpus, history = self.checked(path)
        try:
            with bar(self.stderr) as progress:
                return write.load(
                    canonical.settled(corpus),
                    source_digest=digest,
                    history=history,
                    at=timezone.now(),
                    prune=prune,
                    dry_run=dry_run,
                    progress=progress,
                    waiting=lambda: self.stderr.write("Another load is running; waiting for it."),
                )
        except locking.DatabaseBusyError as error:
            raise CommandError(str(error)) from error
