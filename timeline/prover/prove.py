"""Proves one source: its page fetched, read and compared, and if it is gone, its copy in the archive. Imports the rest
of the package but run and copies."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import orjson

from timeline.domain import dates
from timeline.domain.vocabulary import ProvenAgainst, SourceStatus
from timeline.loader import schema
from timeline.prover import states, suspicion
from timeline.prover.archive import Archive
from timeline.prover.compare import ComparedPage, compare, nearest
from timeline.prover.extract import extract
from timeline.prover.failures import ANSWERED, FetchError
from timeline.prover.fetch import Fetched, Fetcher
from timeline.prover.page_text import PageText
from timeline.prover.validators import KeptValidators, PageValidators


@dataclass(frozen=True, slots=True)
class Proving:
    """What came of one source."""

    article: schema.ArticleEntry
    """As its file should be."""
    notes: tuple[str, ...] = ()
    """Lines for an editor: what failed, what is missing, where the page has moved to."""
    moved_to: str = ""
    """The new address, if the page has moved for good."""


def _compared(article: schema.ArticleEntry) -> str:
    """A digest of what a comparison depends on and of what it noted."""
    check = article.checked
    noted = [(one.quote, one.proof, one.not_found) for one in article.positions]
    return hashlib.sha256(orjson.dumps([noted, check.status if check else "", article.url])).hexdigest()


@dataclass(frozen=True, slots=True)
class Prover:
    """Proves sources, one after the other."""

    fetcher: Fetcher
    archive: Archive
    validators: PageValidators
    today: date
    read: Callable[..., PageText] = extract
    """As `extract`; a PageReader's bounds it in time and memory."""

    def prove(self, article: schema.ArticleEntry) -> Proving:
        """The article as its page was found today. Never raises FetchError: a page that cannot be had is a result."""
        digest = _compared(article)
        kept = self.validators.of(article.slug, url=article.url, compared=digest)
        try:
            page = self.fetcher.fetch(article.url, etag=kept.etag, last_modified=kept.last_modified)
            if page.status == 304:
                return Proving(states.unchanged(article, on=self.today))
            text = self.read(page.body, page.content_type, url=page.final_url)
            compared = compare(article, text, on=self.today, against=ProvenAgainst.PAGE.value)
            if compared.none_found or not article.positions:
                suspicion.raise_if_other(page, text)
        except FetchError as error:
            return self._not_had(article, error)
        return self._read(article, page, text, compared)

    def _read(self, article: schema.ArticleEntry, page: Fetched, text: PageText, compared: ComparedPage) -> Proving:
        after = states.read(article, compared, on=self.today)
        kept = KeptValidators(article.url, page.etag, page.last_modified, _compared(after))
        if page.etag or page.last_modified:
            self.validators.keep(article.slug, kept)
        notes = [f"{article.positions[index].quote!r} is not there; {nearest(article, index, text)}"
                 for index in compared.missing]  # fmt: skip
        moved = page.moved_to if page.moved_to != article.url else ""
        if moved:
            notes.append(f"has moved for good to {moved}")
        elif page.hops:
            notes.append(f"is answered by {page.final_url}")
        return Proving(after, tuple(notes), moved)

    def _not_had(self, article: schema.ArticleEntry, error: FetchError) -> Proving:
        if error.kind in ANSWERED:
            return Proving(states.blocked(article, on=self.today), (str(error),))
        after = states.failed(article, on=self.today)
        if after.checked is None or after.checked.status != SourceStatus.GONE or after.checked.archived:
            return Proving(after, (str(error),))
        saved, note = self._from_archive(after)
        return Proving(saved, (str(error), note))

    def _from_archive(self, article: schema.ArticleEntry) -> tuple[schema.ArticleEntry, str]:
        """The article that is gone, proven against the archive's copy where it has one, and a line on what came of
        it."""
        try:
            snapshot = self.archive.nearest(article.url, dates.parse(article.published).latest)
            if snapshot is None:
                return article, "the Internet Archive has no copy"
            page = self.archive.fetch(snapshot)
            text = self.read(page.body, page.content_type, url=article.url)
        except FetchError as error:
            return article, f"the Internet Archive: {error}"
        address = snapshot.address(self.archive.copies)
        compared = compare(article, text, on=self.today, against=ProvenAgainst.ARCHIVE.value)
        found = len(article.positions) - len(compared.missing)
        after = states.in_archive(article, compared, address, on=self.today)
        return after, f"{found} of {len(article.positions)} quotations stand in {address}"


def proven_by_copy(article: schema.ArticleEntry, text: PageText, *, on: date) -> Proving:
    """The article compared with a text that the editors hold: proofs are noted, nothing is said of the live page. A
    proof against the live page or the archive stays."""
    compared = compare(article, text, on=on)
    kept = tuple(
        old if old.proof and old.proof.against else replace(new, not_found=old.not_found)
        for old, new in zip(article.positions, compared.positions, strict=True)
    )
    notes = [f"{article.positions[index].quote!r} is not there; {nearest(article, index, text)}"
             for index in compared.missing]  # fmt: skip
    return Proving(replace(article, positions=kept), tuple(notes))
