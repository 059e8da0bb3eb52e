"""Fetches the page of every source, proves its quotations and watches its link; or compares with copies at hand."""

import logging
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timeline.loader import canonical, schema
from timeline.loader.check import check
from timeline.loader.progress import bar
from timeline.management.arguments import day, directory, natural_number
from timeline.prover import run
from timeline.prover.archive import Archive
from timeline.prover.copies import SavedPages, Volumes
from timeline.prover.fetch import Fetcher
from timeline.prover.prove import Prover
from timeline.prover.reader import PageReader
from timeline.prover.run import FixtureRun, ProverReport
from timeline.prover.validators import PageValidators

SILENT = ("trafilatura", "htmldate", "courlan", "justext", "pypdf", "charset_normalizer", "httpx", "httpcore")
"""Loggers that report the faults of strangers' pages."""


class Command(BaseCommand):
    """Exit code 1 if the fixtures have a problem or cannot be written; whatever pages do is a result."""

    help = "Fetch sources' pages, prove their quotations, and note in the fixtures what was found; print what is to do."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="sources to look at (default: all that are due)")
        root = Path(settings.FIXTURES_DIR)
        parser.add_argument("--fixtures", type=directory, default=root, metavar="DIR", help="the record")
        parser.add_argument("--limit", type=natural_number, metavar="N", help="look at N sources at most")
        parser.add_argument(
            "--older-than", type=natural_number, default=1, metavar="DAYS", help="leave out those looked at since (1)"
        )
        parser.add_argument(
            "--pause", type=natural_number, default=2, metavar="SECONDS", help="between two requests to a host (2)"
        )
        parser.add_argument("--offline", type=directory, metavar="DIR", help="compare with saved DIR/SLUG.html, .pdf …")
        parser.add_argument("--tei", type=directory, metavar="DIR", help="compare with volumes of history.state.gov")
        parser.add_argument("--to-do", action="store_true", help="look at nothing, print what is to do")
        parser.add_argument("--today", type=day, default=None, metavar="DATE", help="the day that is noted")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run. Raises CommandError if the fixtures have a problem, a slug is unknown or a file cannot be written."""
        for name in SILENT:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        today = options["today"] or date.today()  # noqa: DTZ011
        with bar(self.stderr) as progress:
            fixtures = FixtureRun(options["fixtures"], _articles(options["fixtures"]), progress)
            try:
                report = self.run(fixtures, today, options)
            except OSError as error:
                raise CommandError(f"{error.filename} cannot be written: {error.strerror}") from error
        for line in (*report.lines, *run.to_do(report), run.counts(report.articles.values())):
            self.stdout.write(line)
        self.stdout.write(f"{report.looked_at} looked at, {report.written} files written")

    def run(self, fixtures: FixtureRun, today: date, options: dict[str, Any]) -> ProverReport:
        """Compare with copies, or look at the pages. Raises CommandError, OSError."""
        wanted = _named(fixtures, options["slugs"])
        if options["to_do"]:
            return ProverReport(articles=dict(fixtures.articles))
        if folder := options["offline"] or options["tei"]:
            copies = SavedPages(folder) if options["offline"] else Volumes(folder)
            return fixtures.compare(wanted, copies, on=today)
        if not options["slugs"]:
            wanted = run.due(wanted, today=today, older_than=options["older_than"], limit=options["limit"])
        fetcher = Fetcher(settings.PROVER_USER_AGENT, pause=options["pause"])
        validators = PageValidators(Path(settings.VAR_DIR) / "prover" / "validators.json")
        with PageReader() as reader:
            return fixtures.prove(wanted, Prover(fetcher, Archive(fetcher), validators, today, reader.read))


def _articles(root: Path) -> dict[str, schema.ArticleEntry]:
    """The record's sources, settled, by slug. Raises CommandError if a fixture has a problem."""
    outcome = check(root)
    if outcome.corpus is None:
        raise CommandError(f"the fixtures have problems: run check_articles; the first: {outcome.problems[0]}")
    return {article.slug: article for article in canonical.settled(outcome.corpus).articles}


def _named(fixtures: FixtureRun, slugs: Iterable[str]) -> list[schema.ArticleEntry]:
    named = list(slugs)
    if unknown := [slug for slug in named if slug not in fixtures.articles]:
        raise CommandError(f"no such source: {', '.join(unknown)}")
    return [fixtures.articles[slug] for slug in named] or list(fixtures.articles.values())
