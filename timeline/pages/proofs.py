"""How far a quotation and its source were checked, in words for a reader: against which text, on which day."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from timeline.domain.archives import snapshot_day
from timeline.domain.dates import describe
from timeline.domain.vocabulary import ProvenAgainst, SourceStatus
from timeline.models import Article, Position
from timeline.pages.html import escaped, safe
from timeline.templatetags.record import day_in_words

STATUSES = {
    SourceStatus.PROVEN: "it holds every word that is quoted from it",
    SourceStatus.NOT_FOUND: "not every quotation was found on it",
    SourceStatus.CHANGED: "a quotation that stood there before was no longer found on it",
    SourceStatus.BLOCKED: "it does not let programs read it, which says nothing of readers",
    SourceStatus.UNREACHABLE: "it could not be reached",
}
"""What was found on the page, as the end of a sentence about that day."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What is known of a source's page and of one of its quotations, as text for a page. No queries where the
    quotation's article is loaded."""

    article: Article
    position: Position | None = None

    @property
    def copy(self) -> SafeString:
        """A link to the copy in the Internet Archive, with its day; empty without one."""
        if not self.article.checked_archived:
            return safe("")
        day = snapshot_day(self.article.checked_archived)
        return _link(self.article, f"In the Internet Archive{f', {day_in_words(day)}' if day else ''}")

    @property
    def of_page(self) -> str:
        """A sentence on the last look at the source's page; empty where no program has looked at it."""
        if self.article.checked_day is None:
            return ""
        if self.article.checked_status == SourceStatus.GONE:
            *days, last = (describe(day) for day in self.article.checked_failed.splitlines())
            return f"The page is gone: it could not be had on {', '.join(days)} and {last}."
        found = STATUSES[SourceStatus(self.article.checked_status)]
        return f"A program last looked at the page on {day_in_words(self.article.checked_day)}: {found}."

    @property
    def of_quotation(self) -> SafeString:
        """How far the quotation was checked, as markup: proven against which text on which day, not found on which
        day, or transcribed."""
        said = self.position
        if said is None:
            return safe("")
        where = "in the archive" if self.article.checked_status == SourceStatus.GONE else "on the source’s page"
        missed = f"; not found {where} on {day_in_words(said.not_found)}" if said.not_found else ""
        if not said.proof_hash:
            return safe(escaped(f"Transcribed{missed or ', not machine-checked'}"))
        digest = f'SHA-256 <code class="hash">{escaped(said.proof_hash)}</code>'
        on = day_in_words(said.proof_checked)
        return safe(f"Proven word for word against {_against(said)} on {escaped(on)} ({digest}){escaped(missed)}")


def _link(article: Article, words: str) -> SafeString:
    return safe(f'<a href="{escaped(article.checked_archived)}" rel="external">{escaped(words)}</a>')


def _against(said: Position) -> SafeString:
    """The text in which the quotation was found, as markup."""
    if said.proof_against == ProvenAgainst.PAGE:
        return safe("the live page")
    if said.proof_against == ProvenAgainst.ARCHIVE:
        day = snapshot_day(said.article.checked_archived)
        return _link(said.article, f"the archive of {day_in_words(day)}" if day else "the archive")
    return safe("a text of the source that the editors hold")
