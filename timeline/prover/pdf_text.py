"""The text and metadata of a PDF, by pypdf. Imports page_text."""

import io
import re

from pypdf import PdfReader

from timeline.prover.page_text import PageMetadata, PageText, of_bytes

MOST_PAGES = 600
DIVIDED = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=\w)")
"""A word that the end of a line divides."""


def read(body: bytes) -> PageText:
    """The text of the first MOST_PAGES pages: as printed, with divided words joined, and with their hyphen kept
    (*long-range* divided after its own hyphen). Raises pypdf's errors."""
    reader = PdfReader(io.BytesIO(body))
    printed = "\n".join(page.extract_text() for page in reader.pages[:MOST_PAGES])
    about = reader.metadata
    metadata = PageMetadata(
        title=(about.title or "") if about else "",
        author=(about.author or "") if about else "",
        date=about.creation_date.date().isoformat() if about and about.creation_date else "",
    )
    return of_bytes(body, "pdf", [printed, DIVIDED.sub("", printed), DIVIDED.sub("-", printed)], metadata)
