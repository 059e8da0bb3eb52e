"""What is read from a page: its text and what it says of itself. Imports nothing else of the program."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; empty where it says nothing."""

    title: str = ""
    author: str = ""
    """Several with `; ` between them."""
    publisher: str = ""
    """The site's name, or else its host."""
    date: str = ""
    """Of publication: `2002-02-20`."""
    language: str = ""
    """As the page declares it, ISO 639-1."""
    url: str = ""
    """The canonical address."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page."""

    kind: str
    """`html`, `pdf`, `tei` or `text`."""
    hash: str
    """SHA-256 of the page's bytes, in hexadecimal."""
    versions: tuple[str, ...]
    """The text in the ways in which it may be read, best first, none empty: of HTML the article alone, then the whole
    page (with lists, tables and asides that the first may lack); of a PDF as printed, then with the words made whole
    that a line's end divides. Lines end with a line feed."""
    metadata: PageMetadata = field(default_factory=PageMetadata)

    @property
    def longest(self) -> str:
        """The longest version; empty if there is none."""
        return max(self.versions, key=len, default="")


def of_bytes(body: bytes, kind: str, versions: Iterable[str], metadata: PageMetadata | None = None) -> PageText:
    """The text of a page of these bytes, each version once."""
    kept = tuple(dict.fromkeys(text for text in versions if text.strip()))
    return PageText(kind, hashlib.sha256(body).hexdigest(), kept, metadata or PageMetadata())
