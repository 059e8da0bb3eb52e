"""The text of a page, out of the bytes that were fetched or saved. Imports html_text, pdf_text, tei, decoding,
page_text and failures.

    page = fetcher.fetch(url)
    text = extract(page.body, page.content_type, url=page.final_url)
    text.versions[0]        # the article, told as well as may be from what surrounds it
    text.metadata.title

Nothing is executed, and nothing that a page asks for is loaded.
"""

from timeline.prover import html_text, pdf_text, tei
from timeline.prover.decoding import decode
from timeline.prover.failures import FailureKind, FetchError
from timeline.prover.page_text import PageText, of_bytes

START = 1024
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<p")
TEI_ROOTS = (b"<tei", b"<tei:tei")
MOST_CONTROLS = 0.02
"""The share of control characters above which bytes are no text."""
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")


def extract(body: bytes, content_type: str = "", *, url: str = "") -> PageText:
    """The text of a page: HTML, PDF, TEI or plain text, told by its first bytes rather than by `content_type` (a media
    type with its parameters), which servers often get wrong. `url` helps to read metadata.

    Raises FetchError (UNREADABLE) if the bytes are none of these, or so damaged that nothing can be read. An empty
    page has no versions. Some 0.1 s for a news article, some seconds for a long PDF.
    """
    try:
        return _read(body, content_type.strip().lower(), url)
    except FetchError:
        raise
    except Exception as error:  # parsers of whatever the web holds raise whatever they like
        reason = str(error) or type(error).__name__
        raise FetchError(FailureKind.UNREADABLE, f"{url or 'the page'} ({reason[:200]})") from error


def _read(body: bytes, content_type: str, url: str) -> PageText:
    start = body[:START].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in start:
        return pdf_text.read(body)
    if start.startswith(b"<?xml") and any(root in start for root in TEI_ROOTS):
        return tei.read(body)
    if "html" in content_type or start.startswith(b"<?xml") or any(tag in start for tag in MARKUP):
        return html_text.read(body, content_type, url)
    if is_text(body):
        return of_bytes(body, "text", [decode(body, content_type)])
    raise FetchError(FailureKind.UNREADABLE, f"{url or 'the page'} is no text ({content_type or 'of no stated type'})")


def is_text(body: bytes) -> bool:
    """Whether bytes look like text in some encoding: hardly any control characters among the first."""
    start = body[:65_536]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return len(start) - len(start.translate(None, CONTROLS)) <= MOST_CONTROLS * len(start)
