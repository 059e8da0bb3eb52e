"""Texts that the editors hold: saved pages, and the Office of the Historian's volumes in TEI. Imports extract, tei and
failures."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lxml import etree

from timeline.loader import schema
from timeline.prover import tei
from timeline.prover.extract import extract
from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.page_text import PageText

KINDS = {".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf", ".xml": "", ".txt": "text/plain"}
DOCUMENT = re.compile(r"^https?://history\.state\.gov/historicaldocuments/([a-z0-9-]+)/(d[0-9]+[a-z]?)/?$")
FOLDERS = ("", "volumes")


class Copies(Protocol):
    """Where texts come from."""

    def text_of(self, article: schema.ArticleEntry) -> PageText | None:
        """The text of a source; None if there is none here. Raises FetchError if it cannot be read."""


@dataclass(frozen=True, slots=True)
class SavedPages:
    """A folder of pages, each named SLUG.html, .htm, .pdf, .xml or .txt."""

    folder: Path

    def text_of(self, article: schema.ArticleEntry) -> PageText | None:
        """The text of the saved page."""
        for suffix, content_type in KINDS.items():
            path = self.folder / f"{article.slug}{suffix}"
            if path.is_file():
                return extract(_bytes(path), content_type, url=article.url)
        return None


@dataclass(slots=True)
class Volumes:
    """A folder of TEI volumes, `frus1969-76v32.xml`, or a copy of their repository, which has them in `volumes/`."""

    folder: Path
    _parsed: dict[str, tuple[etree._Element, bytes]] = field(default_factory=dict)
    """The volume read last."""

    def text_of(self, article: schema.ArticleEntry) -> PageText | None:
        """The text of the document to which the source's address leads."""
        found = DOCUMENT.match(article.url)
        path = next((one for name in FOLDERS if (one := self._path(name, found)) and one.is_file()), None)
        if found is None or path is None:
            return None
        try:
            if path.name not in self._parsed:
                body = _bytes(path)
                self._parsed = {path.name: (tei.parsed(body), body)}
            return tei.of_document(*self._parsed[path.name], found[2])
        except etree.XMLSyntaxError as error:
            raise FetchError(FailureKind.UNREADABLE, f"{path} ({error})") from error
        except KeyError as error:
            raise FetchError(FailureKind.MISSING, f"{path} has no document {found[2]}") from error

    def _path(self, name: str, found: re.Match[str] | None) -> Path | None:
        return self.folder / name / f"{found[1]}.xml" if found else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FetchError(FailureKind.UNREADABLE, f"{path} ({error.strerror})") from error
