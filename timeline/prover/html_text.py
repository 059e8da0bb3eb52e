"""The text and metadata of an HTML page, by trafilatura. Imports page_text and decoding."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from timeline.prover.decoding import decode
from timeline.prover.page_text import PageMetadata, PageText, of_bytes

MOST_CHARACTERS = 5_000_000
"""Of the markup that is parsed: a newspaper's heaviest page has a tenth of it."""
DECLARED_DATE = {"original_date": True, "extensive_search": False, "min_date": "1945-01-01"}
"""A date that the markup declares; by itself, trafilatura takes none before 1995."""
UNSEEN = ("script", "style", "template", "svg")


def read(body: bytes, content_type: str, url: str) -> PageText:
    """The page's text: the article, then the whole page without asides and feet, then all of it but scripts and
    styles."""
    markup = decode(body, content_type)[:MOST_CHARACTERS].replace("\x00", "")
    found = trafilatura.bare_extraction(markup, url=url or None, with_metadata=True, include_comments=False)
    article = found if isinstance(found, Document) else None
    about = article or trafilatura.extract_metadata(markup, default_url=url or None)
    versions = [article.text or "" if article else "", trafilatura.html2txt(markup), _everything(markup)]
    return of_bytes(body, "html", versions, _metadata(about, markup, url))


def _everything(markup: str) -> str:
    tree = trafilatura.load_html(markup)
    if not isinstance(tree, HtmlElement):
        return ""
    for element in list(tree.iter(*UNSEEN)):
        element.drop_tree()
    return trafilatura.html2txt(tree, clean=False)


def _metadata(found: Document, markup: str, url: str) -> PageMetadata:
    return PageMetadata(
        title=found.title or "",
        author=found.author or "",
        publisher=found.sitename or found.hostname or urlsplit(url).hostname or "",
        date=trafilatura.extract_metadata(markup, date_config=dict(DECLARED_DATE)).date or found.date or "",
        language=next(_declared(markup), ""),
        url=found.url or url,
    )


def _declared(markup: str) -> Iterator[str]:
    """The language in the page's root element."""
    tree = trafilatura.load_html(markup)
    if isinstance(tree, HtmlElement):
        language = str(tree.get("lang") or tree.get("xml:lang") or "")
        yield language.partition("-")[0].lower()
