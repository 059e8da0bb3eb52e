"""Citations of sources, and of single positions in them: BibTeX, RIS and CSL-JSON, each by its own few rules."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from timeline import dates, vocabulary
from timeline.api.formats.base import About, Item
from timeline.vocabulary import ArticleKind

BIBTEX_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
RIS_TYPES = {ArticleKind.NEWS: "NEWS", ArticleKind.DOCUMENT: "GOVDOC", ArticleKind.STATEMENT: "GOVDOC"}
CSL_TYPES = {ArticleKind.NEWS: "article-newspaper", ArticleKind.TRANSCRIPT: "speech"}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says, whatever its format. `parts`: year, month, day, as far as the source has them."""

    key: str
    title: str
    author: str
    publisher: str
    kind: str
    language: str
    parts: tuple[int, ...]
    is_certain: bool
    url: str
    note: str
    record: str


def _citation(item: Item) -> Citation:
    """Of an article, or of a position: its article, with the words and who said them as the note."""
    article = item if "source_url" in item else item["article"]
    note = f"Recorded in Across the Table: {item['html_url']}"
    if article is not item:
        who = item["holder"]["name"] if item["holder"] else item["attributed_to"]
        said = f"{who} ({vocabulary.side_capital(item['side'])}), {dates.describe(item['date'])}"
        note = f"“{item['quote']}” — {said}. {note}"
    return Citation(
        key=item.get("id") or item["slug"],
        title=article["title"],
        author=article["author"] or "",
        publisher=article["publisher"],
        kind=article["kind"],
        language=article["language"],
        parts=_parts(article["published"]),
        is_certain=dates.is_certain(article["published"]),
        url=article["source_url"] if article is item else item["source_link"],
        note=note,
        record=item["html_url"],
    )


def _parts(text: str) -> tuple[int, ...]:
    """Year, month and day of a date, no further than it is known; of an interval: of its beginning."""
    day = dates.parse(text).earliest
    known = {"day": 3, "month": 2}.get(dates.precision(text), 1)
    return (day.year, day.month, day.day)[:known]


def bibtex(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """BibTeX, one entry an item, UTF-8."""
    for cited in map(_citation, items):
        fields = {
            "title": f"{{{_escaped(cited.title)}}}",
            "author": f"{{{_escaped(cited.author)}}}" if cited.author else "",
            "organization": f"{{{_escaped(cited.publisher)}}}",
            "year": str(cited.parts[0]),
            "month": str(cited.parts[1]) if len(cited.parts) > 1 else "",
            "day": str(cited.parts[2]) if len(cited.parts) > 2 else "",
            "language": cited.language,
            "url": _escaped_url(cited.url),
            "note": _escaped(cited.note),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        yield f"@misc{{{cited.key},\n{lines}\n}}\n\n".encode()


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(BIBTEX_SPECIAL)


def _escaped_url(url: str) -> str:
    """The address with braces, which would end the field, as percent codes; its other characters stay as they are."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def ris(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """RIS, one reference an item, UTF-8."""
    for cited in map(_citation, items):
        year, month, day = (*(f"{part:02}" for part in cited.parts), "", "")[:3]
        lines = [
            ("TY", RIS_TYPES.get(ArticleKind(cited.kind), "ELEC")),
            ("ID", cited.key),
            ("TI", cited.title),
            ("AU", cited.author),
            ("PB", cited.publisher),
            ("PY", year),
            ("DA", f"{year}/{month}/{day}/"),
            ("LA", cited.language),
            ("UR", cited.url),
            ("N1", cited.note),
            ("ER", ""),
        ]
        text = "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value or tag == "ER")
        yield f"{text}\r\n".encode()


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def csl(items: Iterable[Item], about: About) -> Iterator[bytes]:
    """CSL-JSON, an array, an item at a time."""
    between = b"["
    for cited in map(_citation, items):
        made = {
            "id": cited.key,
            "type": CSL_TYPES.get(ArticleKind(cited.kind), "webpage"),
            "title": cited.title,
            "author": [{"literal": cited.author}] if cited.author else [],
            "publisher": cited.publisher,
            "issued": {"date-parts": [list(cited.parts)]} | ({} if cited.is_certain else {"circa": True}),
            "language": cited.language,
            "URL": cited.url,
            "note": cited.note,
        }
        yield between + orjson.dumps({name: value for name, value in made.items() if value})
        between = b",\n"
    yield b"[]" if between == b"[" else b"]"
