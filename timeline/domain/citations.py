"""Works that can be cited (pages of the record, or sources), and their citations as text (Chicago, APA);
citation_files.py writes them as files. Pure. Every citation names the release of the record and the address where it
was read."""

import re
from dataclasses import dataclass

from timeline.domain import cited_dates, dates
from timeline.domain.authors import Author, by_family_name, by_initials, named
from timeline.domain.vocabulary import JOINT_STATEMENT, ArticleKind, Speech, side_capital

RECORD = "Across the Table"
SUBTITLE = "The Open Record of U.S.–Russian Arms-Control Talks"


SPEAKER = ("holder__name", "attributed_to")
SPEAKER_HELP = "who stated it: the holder's name, or what the source calls one whom it does not name"
WORDS_OF = ("speech", *SPEAKER, "article__publisher")
WORDS_OF_HELP = "whose words the quotation is: the speaker's (direct speech), or the publisher's, who reported it so"


def speaker(holder: str | None, attributed_to: str) -> str:
    """Who stated a position, from its columns SPEAKER."""
    return holder or attributed_to


def credited(name: str, *, joint: bool) -> str:
    """A speaker's name, and whether both sides said it: `Bill Clinton, joint statement`."""
    return f"{name}, {JOINT_STATEMENT}" if joint else name


def words_of(speech: str, holder: str | None, attributed_to: str, publisher: str) -> str:
    """Whose words a position's quotation is, from its columns WORDS_OF."""
    return speaker(holder, attributed_to) if speech == Speech.DIRECT else publisher


def bracketed(title: str) -> str:
    """A title that the record gave to a source without one, as styles of citation mark what an editor supplied."""
    return f"[{title}]"


def unbracketed(title: str) -> str:
    """A title as it was before `bracketed`."""
    return title.removeprefix("[").removesuffix("]")


@dataclass(frozen=True, slots=True)
class Form:
    """A file format: its name, media type, file name extension, and charset if it has to be declared."""

    label: str
    media_type: str
    suffix: str
    charset: str | None = "utf-8"

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


FORMS = {
    "bibtex": Form("BibTeX", "application/x-bibtex", "bib"),
    "ris": Form("RIS", "application/x-research-info-systems", "ris"),
    "csl": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json", charset=None),
}


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a work in RIS, CSL and Zotero; `is_contained`: its publisher is what it appeared in."""

    ris: str
    csl: str
    zotero: str
    is_contained: bool = True


PAGE = Type("ELEC", "webpage", "webpage")
TYPES = {
    ArticleKind.NEWS: Type("NEWS", "article-newspaper", "newspaperArticle"),
    ArticleKind.TRANSCRIPT: Type("GOVDOC", "document", "document", is_contained=False),
    ArticleKind.STATEMENT: Type("GOVDOC", "document", "document", is_contained=False),
    ArticleKind.DOCUMENT: Type("GOVDOC", "document", "document", is_contained=False),
}
"""Sources of other kinds are cited as web pages."""
SHORT_RELEASE = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source that prove a statement: who made it and when (`said_by`), on which issue, as which kind of
    `speech`, published by whom; `translation` into English is the record's own."""

    words: str
    said_by: str
    issue: str
    speech: str
    publisher: str
    translation: str = ""

    @property
    def is_reported(self) -> bool:
        """Whether the words are the publisher's account of what the speaker said, not the speaker's own."""
        return self.speech != Speech.DIRECT

    @property
    def text(self) -> str:
        """The words with their attribution: `“trust, but verify” (Ronald Reagan, 8 December 1987)`; reported ones after
        their publisher: `Paraphrase of Mikhail Gorbachev, 8 December 1987, as reported in The Gazette: “a whole class
        of weapons”`."""
        english = f"our translation: “{self.translation}”" if self.translation else ""
        if self.is_reported:
            said = f"Paraphrase of {self.said_by}, as reported in {self.publisher}: “{self.words}”"
            return f"{said} ({english})" if english else said
        return f"“{self.words}” ({'; '.join(part for part in (self.said_by, english) if part)})"

    def told(self, summary: str) -> str:
        """The record's summary of the statement, preceded by who made it: `Ronald Reagan, 12 October 1986: …`,
        `Mikhail Gorbachev, 8 December 1987, as reported in The Gazette: …`."""
        source = f", as reported in {self.publisher}" if self.is_reported else ""
        return f"{self.said_by}{source}: {summary}"


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: `written` is an EDTF date; `address` is its own, `read_at` the record's page if different;
    `release` is the record's; `kind` is a source's ArticleKind; `quotation` is the one cited, for a statement in a
    source."""

    title: str
    publisher: str
    written: str
    address: str
    read_at: str
    release: str = ""
    authors: tuple[Author, ...] = ()
    quotation: Quotation | None = None
    language: str = "en"
    kind: str = ""
    untitled: bool = False
    """Whether its title, in brackets, is the record's."""

    @property
    def is_source(self) -> bool:
        """Whether it is a source rather than a page of the record."""
        return self.read_at != self.address

    @property
    def author(self) -> str:
        """The authors whom a source names, in running text; empty for a page."""
        return named(self.authors)

    @property
    def by(self) -> tuple[Author, ...]:
        """The authors: of a page, the record itself; of a source, those it names, if any."""
        return self.authors or (() if self.is_source else (Author(literal=RECORD),))

    @property
    def is_article(self) -> bool:
        """Whether it appeared in a newspaper or a journal, its publisher."""
        return self.type is TYPES[ArticleKind.NEWS]

    @property
    def type(self) -> Type:
        """The type of the work."""
        return TYPES.get(ArticleKind(self.kind), PAGE) if self.kind else PAGE

    @property
    def key(self) -> str:
        """Its key: a source's slug or a statement's id, as in the API; for a page, its path and query."""
        path = self.read_at.partition("//")[2].partition("/")[2]
        if self.is_source:
            path = path.rstrip("/").rpartition("/")[2]
        return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "timeline"

    @property
    def recorded(self) -> str:
        """The release, as a citation names it."""
        return f"release {self.release[:SHORT_RELEASE]}" if self.release else "no release"

    @property
    def note(self) -> str:
        """What a file adds about the work: the words cited, and where and in which release it was read."""
        said = f"{self.quotation.issue}: {self.quotation.text}. " if self.quotation else ""
        return f"{said}{'Recorded in ' if self.is_source else ''}{RECORD}, {self.recorded}, {self.read_at}"

    @property
    def day(self) -> str:
        """Its date in machine-readable form: `1986-10-14`, `2013-02`, `1969`; in words if there is doubt: `ca.
        1969`."""
        return cited_dates.plain(self.written)


def said_by(holder: str, attributed_to: str, side: str, written: str, *, joint: bool = False) -> str:
    """Who said words and when: `Ronald Reagan, 12 October 1986`; for somebody unnamed, also the side they spoke for:
    `a source in the Foreign Ministry, Moscow, February 2013`; for both sides: `Bill Clinton, joint statement, 14
    January 1994`."""
    if joint:
        return f"{credited(speaker(holder, attributed_to), joint=True)}, {dates.describe(written)}"
    return f"{holder or f'{attributed_to}, {side_capital(side)}'}, {dates.describe(written)}"


def _american(work: Work) -> str:
    return cited_dates.american(work.written)


def _year_first(work: Work) -> str:
    return cited_dates.year_first(work.written)


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def chicago(work: Work) -> str:
    """The work as a bibliography entry, after the Chicago Manual of Style (notes and bibliography)."""
    title = f"{work.title}." if work.untitled else f"“{_ended(work.title)}”"
    if not work.is_source:
        return f"{title} {RECORD}: {SUBTITLE}, {work.recorded}, {_american(work)}. {work.address}."
    said = ""
    if work.quotation:
        said = f"{_ended(work.quotation.said_by)} {'As reported' if work.quotation.is_reported else 'Quoted'} in "
    author = work.author if work.quotation else by_family_name(work.authors)
    author = f"{_ended(author)} " if author else ""
    entry = f"{said}{author}{title} {work.publisher}, {_american(work)}. {work.address}."
    return f"{entry} Recorded in {RECORD}, {work.recorded}, {work.read_at}."


def apa(work: Work) -> str:
    """The work as a reference list entry, after the Publication Manual of the APA, 7th edition."""
    if not work.is_source:
        return f"{RECORD}. ({_year_first(work)}). {_ended(work.title)} {work.recorded.capitalize()}. {work.address}"
    who = by_initials(work.authors) or work.publisher
    publisher = f" {_ended(work.publisher)}" if work.authors else ""
    return (
        f"{_ended(who)} ({_year_first(work)}). {_ended(work.title)}{publisher} {work.address} "
        f"({_meant(work)} in {RECORD}, {work.recorded}, {work.read_at})"
    )


def _meant(work: Work) -> str:
    """Whose words in a source are meant, worded as an APA note."""
    meant = work.quotation
    if meant is None:
        return "Recorded"
    said = f"{meant.said_by}, as reported in this source" if meant.is_reported else f"Quoting {meant.said_by}"
    return f"{said}; recorded"


def file_name(work: Work, form: str) -> str:
    """The name under which a browser saves the file."""
    return f"{work.key[:80]}.{FORMS[form].suffix}"
