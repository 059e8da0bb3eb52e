"""Checks the fixtures, and quotations against the texts of their sources; prints every problem with its location."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timeline.loader import advice, article_files, canonical, history, quotations, reading, schema, validation
from timeline.loader.check import check
from timeline.loader.lists import LISTS, Corpus
from timeline.loader.problems import FileProblem, Finding
from timeline.loader.progress import bar
from timeline.loader.source import ARTICLES, LIST_NAMES
from timeline.management.arguments import day

SCHEMAS: dict[str, type[schema.BaseEntry]] = {
    "article": schema.ArticleEntry,
    **{kind.name: kind.kind for kind in LISTS},
}


def _text_option(text: str) -> tuple[str, Path]:
    slug, equals, path = text.partition("=")
    if not equals or not slug or not path:
        raise ArgumentTypeError(f"{text!r} is not SLUG=FILE")
    return slug, Path(path)


def json_schema(name: str) -> str:
    """The JSON Schema of an article's file or of a reference list, for text editors."""
    entry = validation.ADAPTERS[SCHEMAS[name]].json_schema()
    if name != "article":
        definitions = entry.pop("$defs", {})
        entry = {"type": "array", "items": entry, "$defs": definitions}
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **entry}
    return (
        orjson.dumps(document, option=orjson.OPT_INDENT_2).decode().replace('Entry"', '"')
    )  # MeetingEntry becomes Meeting


def summary(corpus: Corpus) -> str:
    """The summary of a check without problems, in one line."""
    meetings = {meeting.slug for article in corpus.articles for meeting in article.meetings}
    positions = sum(len(article.positions) for article in corpus.articles)
    counts = {
        "articles": len(corpus.articles),
        "meetings": len(meetings),
        "positions": positions,
        **{kind.name: len(getattr(corpus, kind.name)) for kind in LISTS},
    }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items()) + ": no problem"


def advised(corpus: Corpus, root: Path, only: frozenset[str] | None) -> list[str]:
    """The advice about the articles (of these files), each as a line with its location."""
    lines = []
    for name, group in groupby(advice.of_articles(corpus.articles), key=lambda one: f"{ARTICLES}/{one.article}.yaml"):
        if only is None or name in only:
            document = reading.read(root / name, name)
            lines += [str(reading.located(document, Finding(one.place, f"advice: {one.message}"))) for one in group]
    return lines


def fixtures_root(paths: Sequence[Path]) -> tuple[Path, frozenset[str] | None]:
    """The fixtures directory that the paths are or are in, and the files to report on (None: all).

    Raises CommandError if they are neither a directory nor files of one fixtures directory.
    """
    if len(paths) == 1 and paths[0].is_dir():
        return paths[0], None
    places = [_place(path) for path in paths]
    roots = {root for _, root in places}
    if len(roots) != 1:
        raise CommandError("the files are of several fixtures directories; check one at a time")
    return roots.pop(), frozenset(name for name, _ in places)


def _place(path: Path) -> tuple[str, Path]:
    """The file's name relative to its fixtures directory, and that directory. Raises CommandError if it has none."""
    if not path.is_file():
        raise CommandError(f"{path} is not {'a file' if path.exists() else 'there'}")
    folder = path.resolve().parent
    if folder.name == ARTICLES:
        return f"{ARTICLES}/{path.name}", folder.parent
    if path.stem in LIST_NAMES:
        return path.name, folder
    raise CommandError(f"{path} is no reference list and lies in no directory named {ARTICLES}")


class Command(BaseCommand):
    """Exit code 1 on any problem."""

    help = "Check the article fixtures; print every problem as path:line:column: message."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command-line options."""
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="a fixtures directory, or files of its articles/"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--texts", type=Path, metavar="DIR", help="compare quotations with DIR/SLUG.txt")
        parser.add_argument(
            "--text", type=_text_option, action="append", default=[], metavar="SLUG=FILE", help="one article's text"
        )
        parser.add_argument("--write-proofs", action="store_true", help="note in the files which quotations were found")
        parser.add_argument("--today", type=day, default=None, metavar="DATE", help="the day of the proofs")
        parser.add_argument("--schema", choices=list(SCHEMAS), help="print a JSON Schema for editors, check nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check. Raises CommandError on any problem."""
        if options["schema"]:
            self.stdout.write(json_schema(options["schema"]))
            return
        if options["write_proofs"] and not (options["texts"] or options["text"]):
            raise CommandError("--write-proofs needs texts: --texts DIR or --text SLUG=FILE")
        root, only = fixtures_root(options["paths"] or [Path(settings.FIXTURES_DIR)])
        for path in (root, *filter(None, [options["texts"]])):
            if not path.is_dir():
                raise CommandError(f"{path} is not a directory")
        with bar(self.stderr) as progress:
            outcome = check(root, only=only, progress=progress)
        wrong = history.read(root)[1] if only is None else ()
        if outcome.corpus is None or wrong:
            problems = (*outcome.problems, *wrong)
            self.report(problems, ["no problem here; other files of the record have some"], options["format"])
        elif options["texts"] or options["text"]:
            problems, lines = self.compare(outcome.corpus, root, only, options)
            self.report(problems, [*lines, *advised(outcome.corpus, root, only)], options["format"])
        else:
            self.report((), [summary(outcome.corpus), *advised(outcome.corpus, root, only)], options["format"])

    def compare(
        self, corpus: Corpus, root: Path, only: frozenset[str] | None, options: dict[str, Any]
    ) -> tuple[tuple[FileProblem, ...], list[str]]:
        """Compare quotations with texts, and write proofs if requested. Returns the problems and the lines of a
        summary."""
        corpus = canonical.settled(corpus)
        articles = {article.slug: article for article in corpus.articles}
        files, problems = quotations.text_files(articles, options["texts"], dict(options["text"]))
        if only is not None:
            files = {slug: path for slug, path in files.items() if f"{ARTICLES}/{slug}.yaml" in only}
        result = quotations.compare(corpus, root, files, on=options["today"] or date.today())  # noqa: DTZ011
        lines = [
            summary(corpus),
            f"{result.compared:,} quotations compared with their source's text, {result.found:,} stand there; "
            f"{result.unchecked:,} not checked: no text",
            *(f"{slug}: a text of {words:,} words" for slug, words in result.lengths.items()),
        ]
        if options["write_proofs"]:
            write_articles(root, result.proven)
            lines.append(f"proofs written in {len(result.proven)} file{'' if len(result.proven) == 1 else 's'}")
        return (*problems, *result.problems), lines

    def report(self, problems: Sequence[FileProblem], lines: Sequence[str], form: str) -> None:
        """Print the problems, then the summary. Raises CommandError if there are problems."""
        if form == "json":
            self.stdout.write(orjson.dumps(list(problems), option=orjson.OPT_INDENT_2).decode())
        else:
            for line in (*map(str, problems), *(lines[1:] if problems else lines)):
                self.stdout.write(line)
        if problems:
            raise CommandError(f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}")


def write_articles(root: Path, articles: Iterable[schema.ArticleEntry]) -> None:
    """Write the articles' files in canonical form. Raises CommandError if one cannot be written."""
    for article in articles:
        try:
            article_files.write(root, article)
        except OSError as error:
            path = article_files.path_of(root, article.slug)
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
