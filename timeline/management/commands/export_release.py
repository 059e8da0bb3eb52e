"""Exports the record in the database as downloadable files."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


class Command(BaseCommand):
    """Does nothing if the directory already has this release, written by this version of the program."""

    help = "Write the record as files (zip of CSV, SQLite, JSON Lines) with an index, releases.json."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument("directory", nargs="?", type=Path, help="where to (default: where /data/ serves them from)")
        parser.add_argument("--keep", type=_whole, default=10, metavar="N", help="releases to keep there (default 10)")
        parser.add_argument("--base-url", default="", help="the site's address, for the addresses in JSON Lines")
        parser.add_argument("--force", action="store_true", help="write even what is there already")

    def handle(self, *_args: Any, directory: Path | None, keep: int, base_url: str, **options: Any) -> None:
        """Export. Raises CommandError if there is no record, it changed meanwhile, or nothing can be written."""
        from timeline import releases
        from timeline.exports import archive as exported
        from timeline.exports import downloads

        current, target = releases.current(), directory or downloads.folder()
        if current is None:
            raise CommandError("there is no record yet (manage.py load_articles)")
        newest = next(iter(downloads.read(target)), None)
        if newest and newest.is_of(current.hash, downloads.written_by(current)) and not options["force"]:
            if options["verbosity"]:
                self.stdout.write(f"Release {current.hash[:12]} is in {target} already.")
            return
        try:
            made = exported.export(target, current, keep=keep, base=base_url.rstrip("/"))
        except downloads.RecordChangedError:
            raise CommandError("the record changed while it was being written; try again") from None
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}") from error
        for file in made.files if options["verbosity"] else ():
            self.stdout.write(f"{file.sha256}  {file.name}  {file.bytes:,} bytes")
