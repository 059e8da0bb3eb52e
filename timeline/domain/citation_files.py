"""Citations of Works as files (BibTeX, RIS, CSL-JSON), written piece by piece. Pure.

Hand-written: pybtex escapes inside addresses (`\\_`, `\\%`, `\\textasciitilde`) and breaks them, rispy numbers the
references between them, and neither writes piece by piece. In the tests, both read our files back.
"""

import json
from collections.abc import Callable, Iterable, Iterator

from timeline.domain import cited_dates
from timeline.domain.authors import Author
from timeline.domain.citations import Work

BIBTEX_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {char: f"\\{char}" for char in "{}%&$#_"}
)
BIBTEX_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""Percent-encodes what would end a field or begin a command; the rest of an address is unchanged."""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bibtex_author(author: Author) -> str:
    """An author in BibTeX; an organisation in braces, so that it is not split into names."""
    escaped = _one_line(author.bibtex).translate(BIBTEX_SPECIAL)
    return f"{{{escaped}}}" if author.literal else escaped


def bibtex(works: Iterable[Work]) -> Iterator[str]:
    """BibTeX, one entry per work: what appeared in a newspaper is an `article`, everything else `misc`, the type
    that every style knows for works with an address."""

    def braced(text: str) -> str:
        return f"{{{_one_line(text).translate(BIBTEX_SPECIAL)}}}" if text else ""

    for work in works:
        fields = {
            "title": f"{{{braced(work.title)}}}",
            "author": f"{{{' and '.join(_bibtex_author(one) for one in work.by)}}}" if work.by else "",
            "journal" if work.is_article else "howpublished": braced(work.publisher),
            **cited_dates.bibtex(work.written),
            "language": braced(work.language),
            "url": f"{{{work.address.translate(BIBTEX_ADDRESS)}}}",
            "note": braced(work.note),
        }
        lines = ",\n".join(f"  {name} = {text}" for name, text in fields.items() if text)
        yield f"@{'article' if work.is_article else 'misc'}{{{work.key},\n{lines}\n}}\n\n"


def ris(works: Iterable[Work]) -> Iterator[str]:
    """RIS, one reference per work."""
    for work in works:
        year, day = cited_dates.ris(work.written)
        lines = (
            ("TY", work.type.ris),
            ("ID", work.key),
            ("TI", work.title),
            *(("AU", author.inverted) for author in work.by),
            ("T2" if work.type.is_contained else "PB", work.publisher),
            ("PY", year),
            ("DA", day),
            ("LA", work.language),
            ("UR", work.address),
            ("N1", work.note),
            ("ER", ""),
        )
        yield "".join(f"{tag}  - {_one_line(text)}\r\n" for tag, text in lines if text or tag == "ER") + "\r\n"


def csl(works: Iterable[Work]) -> Iterator[str]:
    """CSL-JSON: an array, one item at a time."""
    between = "["
    for work in works:
        item = {
            "id": work.key,
            "type": work.type.csl,
            "title": work.title,
            "author": [author.parts() for author in work.by],
            "container-title" if work.type.is_contained else "publisher": work.publisher,
            "issued": cited_dates.csl(work.written),
            "language": work.language,
            "URL": work.address,
            "note": work.note,
        }
        yield between + json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)
        between = ",\n"
    yield "[]" if between == "[" else "]"


WRITERS: dict[str, Callable[[Iterable[Work]], Iterator[str]]] = {"bibtex": bibtex, "ris": ris, "csl": csl}
"""The writer of each of FORMS: from works to text, piece by piece."""
