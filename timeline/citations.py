"""Citations as text (Chicago, APA) and as files (BibTeX, RIS, CSL-JSON) of a work: a page of the record, or a source.

Pure: imports dates only. Every citation names the release of the record and the address it was read at.
"""

import json
import re
from dataclasses import dataclass

from timeline import dates

RECORD = "Across the Table"
SUBTITLE = "The Open Record of U.S.–Russian Arms-Control Talks"
FORMS = {
    "bibtex": ("application/x-bibtex; charset=utf-8", "bib"),
    "ris": ("application/x-research-info-systems; charset=utf-8", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json; charset=utf-8", "json"),
}
"""Each file format's media type and the ending of its file name."""
BIBTEX_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {char: f"\\{char}" for char in "{}%&$#_"}
)
SHORT_RELEASE = 12


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: `written` is an EDTF date; `address` its own, `read_at` the record's page where that is another;
    `quoting` who said the words that are meant and when, for a statement in a source; `release` of the record."""

    title: str
    publisher: str
    written: str
    address: str
    read_at: str
    release: str = ""
    author: str = ""
    quoting: str = ""
    words: str = ""
    language: str = "en"

    @property
    def is_source(self) -> bool:
        """Whether it is a source rather than a page of the record."""
        return self.read_at != self.address

    @property
    def by(self) -> str:
        """The author: of a page the record itself, of a source whom it names, else nobody."""
        return self.author or ("" if self.is_source else RECORD)

    @property
    def recorded(self) -> str:
        """The release, as a citation names it."""
        return f"release {self.release[:SHORT_RELEASE]}" if self.release else "no release"

    @property
    def note(self) -> str:
        """What a file says beside the work: the words that are meant, where and in which release it was read."""
        said = f"“{self.words}” ({self.quoting}). " if self.quoting else ""
        return f"{said}{RECORD}, {self.recorded}, {self.read_at}"

    @property
    def parts(self) -> list[int]:
        """Year, month and day, no further than they are known; of an interval, of its beginning."""
        day = dates.parse(self.written).earliest
        known = {"day": 3, "month": 2}.get(dates.precision(self.written), 1)
        return [day.year, day.month, day.day][:known]


def _american(work: Work) -> str:
    """The date as American style manuals write it: `October 14, 1986`, `ca. February 2013`."""
    year, *rest = work.parts
    about = "" if dates.is_certain(work.written) else "ca. "
    if not rest:
        return about + str(year)
    month = dates.MONTHS[rest[0] - 1]
    return f"{about}{month} {rest[1]}, {year}" if len(rest) > 1 else f"{about}{month} {year}"


def _year_first(work: Work) -> str:
    """The date as APA writes it: `1986, October 14`."""
    year, *rest = work.parts
    about = "" if dates.is_certain(work.written) else "ca. "
    return f"{about}{year}" + (f", {dates.MONTHS[rest[0] - 1]}" if rest else "") + (f" {rest[1]}" if rest[1:] else "")


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def chicago(work: Work) -> str:
    """The work as an entry of a bibliography by the Chicago Manual of Style (notes and bibliography)."""
    title = work.title if work.title.endswith((".", "?", "!")) else f"{work.title}."
    if not work.is_source:
        return f"“{title}” {RECORD}: {SUBTITLE}, {work.recorded}, {_american(work)}. {work.address}."
    said = f"{_ended(work.quoting)} Quoted in " if work.quoting else ""
    author = f"{_ended(work.author)} " if work.author else ""
    entry = f"{said}{author}“{title}” {work.publisher}, {_american(work)}. {work.address}."
    return f"{entry} Recorded in {RECORD}, {work.recorded}, {work.read_at}."


def apa(work: Work) -> str:
    """The work as an entry of a reference list by the Publication Manual of the APA, 7th edition."""
    if not work.is_source:
        return f"{RECORD}. ({_year_first(work)}). {_ended(work.title)} {work.recorded.capitalize()}. {work.address}"
    who = work.author or work.publisher
    publisher = f" {_ended(work.publisher)}" if work.author else ""
    quoted = f"Quoting {work.quoting}; recorded" if work.quoting else "Recorded"
    return (
        f"{_ended(who)} ({_year_first(work)}). {_ended(work.title)}{publisher} {work.address} "
        f"({quoted} in {RECORD}, {work.recorded}, {work.read_at})"
    )


def _key(work: Work) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", work.read_at.partition("//")[2].partition("/")[2].lower()).strip("-")
    return name or "timeline"


def file_name(work: Work, form: str) -> str:
    """The name under which a browser keeps the file."""
    return f"{_key(work)[:80]}.{FORMS[form][1]}"


def bibtex(work: Work) -> str:
    """One BibTeX entry."""

    def braced(text: str) -> str:
        return f"{{{text.translate(BIBTEX_SPECIAL)}}}"

    fields = {
        "title": f"{{{braced(work.title)}}}",
        "author": f"{{{braced(work.by)}}}" if work.by else "",
        "organization": f"{{{braced(work.publisher)}}}",
        "year": f"{{{work.parts[0]}}}",
        "month": f"{{{work.parts[1]}}}" if work.parts[1:] else "",
        "url": f"{{{re.sub(r'[{}\\]', '', work.address)}}}",
        "note": braced(work.note),
    }
    return f"@misc{{{_key(work)},\n" + ",\n".join(f"  {key} = {text}" for key, text in fields.items() if text) + "\n}\n"


def ris(work: Work) -> str:
    """One RIS reference."""
    year, month, day = (*(f"{part:02}" for part in work.parts), "", "")[:3]
    lines = (
        ("TY", "ELEC"),
        ("TI", work.title),
        ("AU", work.by),
        ("PB", work.publisher),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/"),
        ("LA", work.language),
        ("UR", work.address),
        ("N1", work.note),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in lines if text or tag == "ER")


def csl(work: Work) -> str:
    """A CSL-JSON array of one item."""
    item = {
        "id": _key(work),
        "type": "webpage",
        "title": work.title,
        "author": [{"literal": work.by}] if work.by else [],
        "container-title": work.publisher,
        "issued": {"date-parts": [work.parts]} | ({} if dates.is_certain(work.written) else {"circa": True}),
        "language": work.language,
        "URL": work.address,
        "note": work.note,
    }
    return json.dumps([item], ensure_ascii=False)


def written(work: Work, form: str) -> str:
    """The work in one of FORMS. Raises KeyError for another."""
    return {"bibtex": bibtex, "ris": ris, "csl": csl}[form](work)
