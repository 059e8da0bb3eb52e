"""How a source comes to the desk: pasted, as a file (txt, html, pdf, eml), or by its address through the prover."""

import email
import email.policy
import email.utils
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from rapidfuzz import fuzz, process

from timeline.desk.drafts import Fields
from timeline.desk.reading import language_of
from timeline.desk.reading.words import listed
from timeline.domain.authors import SUFFIXES, Author
from timeline.domain.folding import fold
from timeline.loader.advice import ALIKE
from timeline.prover.extract import extract
from timeline.prover.failures import FetchError
from timeline.prover.fetch import Fetcher
from timeline.prover.page_text import PageMetadata, PageText

MOST_BYTES = 5_000_000
TOO_LARGE = f"the file is larger than {MOST_BYTES // 1_000_000} MB"
USER_AGENT = "AcrossTheTable-desk/1 (an editor at work)"
FIRST_LINES, TITLE_WORDS = 12, 5
"""How many lines may hold the title, and the fewest words of one."""
PASSED_ON = re.compile(r"^(?:(?:re|fwd?|пересл)\s*:\s*)+", re.IGNORECASE)
"""What a mail's subject has before it when it is answered or passed on."""
QUOTED_MAIL = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
"""The marks before the lines of a mail that another one quotes."""
BYLINE = re.compile(r"^by\s+", re.IGNORECASE)
BETWEEN_AUTHORS = re.compile(r"\s*(?:;|\band\b|&)\s*")
NO_NAME = re.compile(r"[@\d{}]|//")
SMALL = listed("the a an of and in on at to for with as by from is are was")


class IntakeError(Exception):
    """A source that could not be taken; the message is one line for the editor."""


@dataclass(frozen=True, slots=True)
class TakenSource:
    """A source's text, and what it says of itself."""

    text: str
    metadata: PageMetadata


def tidied(text: str) -> str:
    """A text with line feeds alone, without trailing blanks and more than one empty line together."""
    lines = [line.rstrip() for line in text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _of_page(page: PageText) -> TakenSource:
    if not page.versions:
        raise IntakeError("there is no text in it")
    return TakenSource(tidied(page.versions[0]), page.metadata)


def taken_source(upload: "UploadedFile[Any] | None", text: str, url: str | None = None) -> TakenSource:
    """The source that a form gives: its file, or else the text, or else what is at the address; None where the form
    asks for no address. Raises IntakeError if it gives nothing, or what it gives cannot be taken."""
    if upload is not None:
        if (upload.size or 0) > MOST_BYTES:
            raise IntakeError(TOO_LARGE)
        return of_file(upload.name or "", upload.read())
    if text.strip():
        return TakenSource(tidied(text), PageMetadata())
    if url:
        return of_url(url)
    ways = "paste a text or choose a file" if url is None else "paste a text, choose a file or give an address"
    raise IntakeError(ways)


def _mail(body: bytes) -> TakenSource:
    """The text of a saved e-mail: what it says itself, not what is attached."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    part = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    if part is None:
        raise IntakeError("there is no text in the e-mail")
    content = str(part.get_content())
    kind = part.get_content_type()
    plain = QUOTED_MAIL.sub("", content)
    text = plain if kind == "text/plain" else _of_page(extract(content.encode(), f"{kind}; charset=utf-8")).text
    sent = email.utils.parsedate_to_datetime(str(message["Date"])) if message["Date"] else None
    day = sent.date().isoformat() if sent else ""
    title = PASSED_ON.sub("", str(message["Subject"] or ""))
    sender = email.utils.parseaddr(str(message["From"] or ""))[0]
    return TakenSource(tidied(text), PageMetadata(title=title, publisher=sender, date=day))


def of_file(name: str, body: bytes) -> TakenSource:
    """The text of a dropped file. Raises IntakeError if it is too large or has none."""
    if len(body) > MOST_BYTES:
        raise IntakeError(TOO_LARGE)
    try:
        return _mail(body) if name.lower().endswith(".eml") else _of_page(extract(body))
    except (FetchError, ValueError, LookupError) as error:
        raise IntakeError(str(error)) from error


def of_url(url: str, *, fetcher: Fetcher | None = None) -> TakenSource:
    """The text of a page of the web. Raises IntakeError if it cannot be had."""
    try:
        page = (fetcher or Fetcher(user_agent=USER_AGENT)).fetch(url)
        return _of_page(extract(page.body, page.content_type, url=page.final_url))
    except FetchError as error:
        raise IntakeError(str(error)) from error


def publisher_of(name: str, publishers: Sequence[str]) -> str:
    """A publisher's name as the record has it, if it has one much like it."""
    best = process.extractOne(fold(name), {one: fold(one) for one in publishers}, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return str(best[2]) if best else name


def headline(text: str) -> str:
    """What may be a text's title: of its first lines the first of some words, for menus and labels of pages that come
    along with a copied text have few; else the first line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:FIRST_LINES]
    long = (line for line in lines if sum(any(map(str.isalpha, word)) for word in line.split()) >= TITLE_WORDS)
    return next(long, lines[0] if lines else "")[:200]


def slug_for(publisher: str, published: str, title: str) -> str:
    """A slug in the record's manner: publisher, date, the first words of the title."""
    house, words = ([word for word in fold(name).split() if word not in SMALL] for name in (publisher, title))
    date = re.sub(r"[^0-9-]", "", published.partition("/")[0])
    return "-".join(filter(None, [*house[:2], date, *words[:4]])).strip("-")[:100].rstrip("-")


def authors_of(named: str, publishers: Sequence[str]) -> list[str]:
    """Authors as an article's file has them, from what a page says: `By Thom Shanker; Terry Atlas`. The last word of a
    name is taken for the family name, which the editor sees; one word, or a publisher's name, is an organisation; a
    user name or an address is nobody."""
    houses = set(map(fold, publishers))
    found = [_author(name, houses) for name in BETWEEN_AUTHORS.split(BYLINE.sub("", named.strip()))]
    return list(dict.fromkeys(filter(None, found)))


def _author(name: str, houses: Collection[str]) -> str:
    """One author; empty for what is no name. What stands behind a comma is a suffix, or given names behind one word
    alone; else it is an office."""
    first, *rest = [part.strip() for part in name.split(",")]
    words = first.split()
    if not words or not first[0].isupper() or NO_NAME.search(first):
        return ""
    if len(words) == 1 and rest and rest[0] not in SUFFIXES:
        return Author(first, rest[0], rest[1] if rest[1:] and rest[1] in SUFFIXES else "").inverted
    if len(words) == 1 or fold(first) in houses:
        return f"{{{first}}}"
    behind = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else next(iter(rest), "")
    return Author(words[-1], " ".join(words[:-1]), behind if behind in SUFFIXES else "").inverted


def facts(taken: TakenSource, given: dict[str, str], publishers: Sequence[str]) -> Fields:
    """The article's facts: as the editor gave them, or else as the source says of itself."""
    said = taken.metadata
    publisher = given.get("publisher") or publisher_of(said.publisher, publishers)
    title = given.get("title") or said.title or headline(taken.text)
    published = given.get("published") or said.date
    return {
        "slug": slug_for(publisher, published, title),
        "title": title,
        "publisher": publisher,
        "authors": authors_of(given.get("authors") or said.author, [*publishers, publisher]),
        "published": published,
        "url": given.get("url") or said.url,
        "kind": "news",
        "language": language_of(taken.text) if said.language not in LANGUAGES else said.language,
        "summary": "",
    }


def found(taken: TakenSource, given: dict[str, str], publishers: Sequence[str]) -> dict[str, str]:
    """The form as the editor gave it, its empty fields filled with the source's text and what it says of itself."""
    known = facts(taken, given, publishers) | {"text": taken.text, "authors": taken.metadata.author}
    return {name: value or str(known[name]) for name, value in given.items() if name in known}


LANGUAGES = frozenset({"en", "ru", "de", "fr", "es", "it", "uk"})
"""Languages in which a page's own word is taken; else the letters tell."""
