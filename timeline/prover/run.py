"""A run over many sources: which, in what order, written one by one, so that an interrupted run loses nothing.

Imports prove, copies and the loader.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from timeline.domain.vocabulary import SourceStatus
from timeline.loader import article_files, schema
from timeline.loader.check import Progress, quiet
from timeline.prover.copies import Copies
from timeline.prover.failures import FetchError
from timeline.prover.prove import Prover, Proving, proven_by_copy

ROTTEN = (
    SourceStatus.GONE,
    SourceStatus.CHANGED,
    SourceStatus.NOT_FOUND,
    SourceStatus.UNREACHABLE,
    SourceStatus.BLOCKED,
)
"""What is to be done something about, the most urgent first."""


@dataclass(slots=True)
class ProverReport:
    """What a run found."""

    lines: list[str] = field(default_factory=list)
    """A line for each source of which there is something to say."""
    looked_at: int = 0
    written: int = 0
    articles: dict[str, schema.ArticleEntry] = field(default_factory=dict)
    """The whole record's, as they are after the run."""
    moved: dict[str, str] = field(default_factory=dict)
    """New addresses, by slug."""


def due(
    articles: Iterable[schema.ArticleEntry], *, today: date, older_than: int = 1, limit: int | None = None
) -> list[schema.ArticleEntry]:
    """The sources to look at: those never looked at first, then by the day of the last look, those of the last
    `older_than` days left out; one of each host in turn, so that no host's pause is waited for."""
    youngest = (today - timedelta(days=older_than)).isoformat()
    wanted = [one for one in articles if one.checked is None or one.checked.day <= youngest]
    wanted.sort(key=lambda one: (one.checked.day if one.checked else "", one.slug))
    return list(_in_turn(wanted))[:limit]


def _in_turn(articles: Sequence[schema.ArticleEntry]) -> Iterator[schema.ArticleEntry]:
    hosts: dict[str | None, list[schema.ArticleEntry]] = defaultdict(list)
    for article in articles:
        hosts[urlsplit(article.url).hostname].append(article)
    for round_of_hosts in zip_longest(*hosts.values()):
        yield from filter(None, round_of_hosts)


@dataclass(frozen=True, slots=True)
class FixtureRun:
    """The record's files as they were when the run began."""

    root: Path
    articles: dict[str, schema.ArticleEntry]
    """Settled, by slug."""
    progress: Progress = quiet

    def prove(self, wanted: Sequence[schema.ArticleEntry], prover: Prover) -> ProverReport:
        """Look at the pages, and write what is found after each. Raises OSError if a file cannot be written."""
        return self._run(wanted, prover.prove)

    def compare(self, wanted: Sequence[schema.ArticleEntry], copies: Copies, *, on: date) -> ProverReport:
        """Compare with texts at hand, where there are any, and write the proofs. Raises OSError."""

        def one(article: schema.ArticleEntry) -> Proving | None:
            try:
                text = copies.text_of(article)
            except FetchError as error:
                return Proving(article, (str(error),))
            return None if text is None else proven_by_copy(article, text, on=on)

        return self._run(sorted(wanted, key=lambda article: article.url), one)

    def _run(
        self, wanted: Sequence[schema.ArticleEntry], look: Callable[[schema.ArticleEntry], Proving | None]
    ) -> ProverReport:
        report = ProverReport(articles=dict(self.articles))
        for number, article in enumerate(wanted, start=1):
            before = self._bytes(article.slug)
            proving = look(article)
            self.progress("sources", number, len(wanted))
            if proving is None:
                continue
            report.looked_at += 1
            report.lines += (f"{article.slug}: {note}" for note in proving.notes)
            if proving.moved_to:
                report.moved[article.slug] = proving.moved_to
            if proving.article != article:
                self._write(proving.article, before, report)
        return report

    def _bytes(self, slug: str) -> bytes:
        return article_files.path_of(self.root, slug).read_bytes()

    def _write(self, article: schema.ArticleEntry, before: bytes, report: ProverReport) -> None:
        """Write the article, unless somebody has edited its file since it was read."""
        if self._bytes(article.slug) != before:
            report.lines.append(f"{article.slug}: its file was changed meanwhile; what was found is not written")
            return
        article_files.write(self.root, article)
        report.articles[article.slug] = article
        report.written += 1


def to_do(report: ProverReport) -> Iterator[str]:
    """The whole record's link rot as a list for editors, the most urgent first; nothing if there is none."""
    by_status: dict[str, list[schema.ArticleEntry]] = defaultdict(list)
    for article in report.articles.values():
        if article.checked:
            by_status[article.checked.status].append(article)
    for status in ROTTEN:
        if listed := by_status[status]:
            yield f"{status.label} ({len(listed)}):"
            yield from (f"  {article.slug}  {article.url}" for article in listed)
    if report.moved:
        yield f"Moved for good; change the address ({len(report.moved)}):"
        yield from (f"  {slug}  {url}" for slug, url in report.moved.items())


def counts(articles: Iterable[schema.ArticleEntry]) -> str:
    """How the record's sources and quotations stand, in a line."""
    listed = list(articles)
    statuses = [one.checked.status if one.checked else "not looked at" for one in listed]
    told = ", ".join(f"{statuses.count(word)} {word}" for word in (*SourceStatus.values, "not looked at"))
    positions = [position for one in listed for position in one.positions]
    proven = sum(position.proof is not None and not position.not_found for position in positions)
    return f"{len(listed)} sources: {told}. {proven} of {len(positions)} quotations proven."
