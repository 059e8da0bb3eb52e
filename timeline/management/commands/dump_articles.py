"""Writes the database's record back as fixtures, in canonical form."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Files whose content would not change are not written."""

    help = "Write the record in the database as fixtures, in canonical form."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument("directory", type=Path, help="the fixtures directory to write; made where it is missing")

    def handle(self, *_args: Any, directory: Path, **_options: Any) -> None:
        """Dump. Raises CommandError if a file cannot be written."""
        from timeline.loader import dump, source, write_history

        corpus = dump.record()
        try:
            written = dump.write(corpus, directory)
            told = write_history.dump(directory)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{written} of {len(corpus.articles) + len(source.LIST_NAMES)} files written")
        if told:
            self.stdout.write(f"{told} file{'s' if told > 1 else ''} of the history written")
        strangers = set(source.article_names(directory)) - {f"articles/{each.slug}.yaml" for each in corpus.articles}
        for name in sorted(strangers):
            self.stderr.write(f"{directory / name} is of no article in the database; it was left alone")
