"""Makes a release: writes what changed in the fixtures since the previous one, as a file of the history."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timeline.management.arguments import day

if TYPE_CHECKING:
    from timeline.loader.changes import ChangeLine
    from timeline.loader.history import History
    from timeline.loader.lists import Corpus

CITATION = "CITATION.cff"


def _reason(text: str) -> tuple[tuple[str, str], str]:
    item, equals, reason = text.partition("=")
    noun, slash, identity = item.partition("/")
    if not (equals and slash and reason.strip() and len(reason) <= 300 and reason.isprintable()):
        raise ArgumentTypeError(f"{text!r} is not NOUN/ID=REASON, in a line of at most 300 characters")
    return (noun, identity), reason.strip()


def cited(text: str, name: str) -> str:
    """The text of CITATION.cff for a release."""
    text = re.sub(r"^version: .*$", f'version: "{name}"', text, flags=re.MULTILINE)
    return re.sub(r"^date-released: .*$", f'date-released: "{name[:10]}"', text, flags=re.MULTILINE)


class Command(BaseCommand):
    """Exit code 1 if a fixture has a problem or a reason is for something that did not change; then nothing is
    written."""

    help = "Make a release: write what the fixtures changed since the last one into releases/ beside the articles."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument("path", nargs="?", type=Path, default=settings.FIXTURES_DIR, help="fixtures directory")
        parser.add_argument("--day", type=day, default=None, metavar="DATE", help="its day (default: today, UTC)")
        parser.add_argument("--note", default="", help="what to say of it, in a line")
        parser.add_argument(
            "--reason",
            type=_reason,
            action="append",
            default=[],
            metavar="NOUN/ID=TEXT",
            help="why an item changed (positions/ID=The source says 1987)",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be put down, write nothing")

    def handle(self, *_args: Any, path: Path, day: date | None, note: str, dry_run: bool, **options: Any) -> None:
        """Write the release. Raises CommandError."""
        from timeline.loader import canonical, history

        corpus, told = self.checked(path)
        content = canonical.content_hash(corpus)
        if told.last and told.last.hash == content:
            self.stdout.write(f"Nothing has changed since {told.last.name}.")
            return
        entries = self.entries(corpus, told, dict(options["reason"]))
        try:
            name = told.next_name(day or datetime.now(UTC).date())
        except ValueError as error:
            raise CommandError(str(error)) from None
        kinds = Counter(entry.change.value for entry in entries)
        file = None if dry_run else self.write(path, name, history.text(name, content, note, entries))
        if options["verbosity"]:
            self.stdout.write(f"{name}: " + ", ".join(f"{kinds[kind]:,} {kind}" for kind in sorted(kinds)))
            if file:
                self.stdout.write(f"{file} written; load it (manage.py load_articles), commit it with the fixtures")

    def checked(self, path: Path) -> "tuple[Corpus, History]":
        """The settled record, and its history. Raises CommandError with every problem."""
        from timeline.loader import canonical, history
        from timeline.loader.check import check

        if not path.is_dir():
            raise CommandError(f"{path} is not a directory")
        outcome, (told, wrong) = check(path), history.read(path)
        if outcome.corpus is None or wrong:
            for problem in (*outcome.problems, *wrong):
                self.stdout.write(str(problem))
            raise CommandError(f"the fixtures in {path} have problems; nothing was written")
        return canonical.settled(outcome.corpus), told

    @staticmethod
    def entries(corpus: "Corpus", told: "History", reasons: Mapping[tuple[str, str], str]) -> "list[ChangeLine]":
        """The changes, with their reasons. Raises CommandError for a reason for something that did not change."""
        from timeline.loader.states import states

        entries = list(told.replayed.entries_to(states(corpus)))
        if idle := reasons.keys() - {entry.key for entry in entries}:
            raise CommandError(f"{_listed(idle)} did not change; a reason is of what did")
        return [replace(entry, reason=reasons.get(entry.key, "")) for entry in entries]

    def write(self, path: Path, name: str, content: bytes) -> Path:
        """Write the release's file, and update CITATION.cff if these are the project's own fixtures."""
        from timeline.loader.source import RELEASE_SUFFIX, RELEASES

        file = path / RELEASES / f"{name}{RELEASE_SUFFIX}"
        try:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
            citation = path.resolve().parent / CITATION
            if citation.is_file():
                citation.write_text(cited(citation.read_text(encoding="utf-8"), name), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}") from error
        return file


def _listed(keys: Iterable[tuple[str, str]]) -> str:
    return ", ".join("/".join(key) for key in sorted(keys))
