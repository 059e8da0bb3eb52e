"""The record as the desk holds it: the corpus, what texts are compared with, and what the rules need to know; read once
when the desk starts, and again after each save."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from django.conf import settings

from timeline.desk.reading import RecordLookup, record_lookup
from timeline.domain.folding import name_key
from timeline.loader import canonical
from timeline.loader.advice import KnownArticles, known_articles
from timeline.loader.check import check
from timeline.loader.lists import Corpus
from timeline.loader.problems import FileProblem
from timeline.loader.rules import Known
from timeline.loader.schema import ArticleEntry, IssueEntry, OfficialEntry


class RecordProblemError(Exception):
    """The fixtures have problems, so that nothing can be compared with them; the message lists the first."""


@dataclass(frozen=True, slots=True)
class DeskRecord:
    """The record at the desk."""

    corpus: Corpus
    lookup: RecordLookup
    known: Known
    articles: Mapping[str, ArticleEntry]
    issues: Mapping[str, IssueEntry]
    officials: Mapping[str, OfficialEntry]
    tellers: Mapping[str, tuple[str, ...]]
    """The slugs of the articles that tell of each meeting."""
    publishers: tuple[str, ...]
    advised: KnownArticles
    """What advice about an article compares it with."""


def known_to(corpus: Corpus) -> Known:
    """What the loader's rules may refer to, as its check makes it of the lists."""
    return Known(
        frozenset(one.slug for one in corpus.officials),
        frozenset(one.slug for one in corpus.issues),
        frozenset(one.slug for one in corpus.negotiations),
        frozenset(one.slug for one in corpus.treaties),
        {one.slug: (one.start, one.end) for one in corpus.negotiations},
        {name_key(name): (one.name, one.country) for one in corpus.places for name in (one.name, *one.aliases)},
        {one.slug: one.side for one in corpus.officials},
    )


def desk_record(corpus: Corpus) -> DeskRecord:
    """The record at the desk, of a checked corpus: settled, its articles unpacked, for they are read time and again."""
    corpus = canonical.settled(corpus)
    corpus = replace(corpus, articles=tuple(corpus.articles))
    articles = {article.slug: article for article in corpus.articles}
    tellers: dict[str, list[str]] = defaultdict(list)
    for article in articles.values():
        for meeting in article.meetings:
            tellers[meeting.slug].append(article.slug)
    return DeskRecord(
        corpus=corpus,
        lookup=record_lookup(corpus),
        known=known_to(corpus),
        articles=articles,
        issues={one.slug: one for one in corpus.issues},
        officials={one.slug: one for one in corpus.officials},
        tellers={slug: tuple(slugs) for slug, slugs in tellers.items()},
        publishers=tuple(sorted({article.publisher for article in articles.values()})),
        advised=known_articles(articles.values()),
    )


def without_claims(record: DeskRecord, slug: str) -> DeskRecord:
    """The record without what an article claims, and without what was learnt from it: for who codes it blind. Takes
    about a second."""
    articles = (replace(one, positions=()) if one.slug == slug else one for one in record.corpus.articles)
    return desk_record(replace(record.corpus, articles=tuple(articles)))


def checked(root: Path, *, only: frozenset[str] | None = None) -> tuple[Corpus | None, tuple[FileProblem, ...]]:
    """The corpus of a fixtures directory, or None and its problems."""
    outcome = check(root, only=only)
    return outcome.corpus, outcome.problems


class _Held:
    """The record held by the process."""

    def __init__(self) -> None:
        self.lock, self.record = Lock(), None

    record: DeskRecord | None


_held = _Held()


def the_record() -> DeskRecord:
    """The record of the fixtures, read the first time. Raises RecordProblemError if it has problems."""
    with _held.lock:
        if _held.record is None:
            corpus, problems = checked(settings.FIXTURES_DIR)
            if corpus is None:
                raise RecordProblemError("\n".join(map(str, problems[:10])))
            _held.record = desk_record(corpus)
        return _held.record


def hold(record: DeskRecord | None) -> None:
    """Hold this record from now on; None: read the fixtures again when next asked."""
    with _held.lock:
        _held.record = record
