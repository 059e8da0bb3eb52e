"""What becomes of a source by what was found: the states of `checked`. Pure: no network, no clock.

page read      every quotation found → proven; one missing → not-found; one missing that was proven before → changed
not for us     403, 429, robots.txt, a wall → blocked, never gone
no page        unreachable; on the third day of failure, each three days or more after the one before → gone
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from timeline.domain.vocabulary import SourceStatus
from timeline.loader import schema
from timeline.loader.source_checks import BETWEEN_FAILURES, FAILURES_OF_GONE
from timeline.prover.compare import ComparedPage


def _noted(
    article: schema.ArticleEntry, status: SourceStatus, day: date, failed: Iterable[str] = ()
) -> schema.ArticleEntry:
    archived = article.checked.archived if article.checked else ""
    check = schema.SourceCheck(day=day.isoformat(), status=status.value, archived=archived, failed=tuple(failed))
    return replace(article, checked=check)


def read(article: schema.ArticleEntry, compared: ComparedPage, *, on: date) -> schema.ArticleEntry:
    """The article after its live page was read: failures are forgotten, each quotation proven or not found."""
    positions = list(compared.positions)
    for index in compared.missing:
        positions[index] = replace(positions[index], not_found=on.isoformat())
    if not compared.missing:
        status = SourceStatus.PROVEN
    elif any(positions[index].proof for index in compared.missing):
        status = SourceStatus.CHANGED
    else:
        status = SourceStatus.NOT_FOUND
    return _noted(replace(article, positions=tuple(positions)), status, on)


def unchanged(article: schema.ArticleEntry, *, on: date) -> schema.ArticleEntry:
    """The article after its server said that the page is still the one read before: the same, today."""
    if article.checked is None:
        raise ValueError("a page that was never read cannot be unchanged")
    return replace(article, checked=replace(article.checked, day=on.isoformat()))


def blocked(article: schema.ArticleEntry, *, on: date) -> schema.ArticleEntry:
    """The article after its server answered, but not with a text for programs: the page may well be there, so that
    failures are forgotten. What was noted of the quotations stays."""
    return _noted(article, SourceStatus.BLOCKED, on)


def failed(article: schema.ArticleEntry, *, on: date) -> schema.ArticleEntry:
    """The article after its page could not be had: unreachable, or gone on the third such day."""
    days = list(article.checked.failed) if article.checked else []
    if len(days) < FAILURES_OF_GONE and (not days or on - date.fromisoformat(days[-1]) >= BETWEEN_FAILURES):
        days.append(on.isoformat())
    status = SourceStatus.GONE if len(days) == FAILURES_OF_GONE else SourceStatus.UNREACHABLE
    return _noted(article, status, on, days)


def in_archive(article: schema.ArticleEntry, compared: ComparedPage, address: str, *, on: date) -> schema.ArticleEntry:
    """The article that is gone, after a copy of its page was read: what was never proven is proven by it or not found
    there; what was proven against the live page stays so."""
    positions = []
    for index, old in enumerate(article.positions):
        new = old if old.proof else compared.positions[index]
        missed = not old.proof and index in compared.missing
        positions.append(replace(new, not_found=on.isoformat()) if missed else new)
    if article.checked is None:
        raise ValueError("a page that was never asked for cannot be gone")
    return replace(article, positions=tuple(positions), checked=replace(article.checked, archived=address))
