"""Authors of a source: people by the parts of their names, organisations by their whole name. Pure.

Files and the database store them as text: `Shanker, Thom`, `Kellerhals, Merle D., Jr.`; an organisation in braces,
`{Associated Press}`. The database has one per line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.domain.folding import name_key

SUFFIXES = ("Jr.", "Sr.", "II", "III", "IV")
ORGANISATION = re.compile(r"\{([^{}]+)\}")
PERSON = re.compile(rf"([^,{{}}]+), ([^,{{}}]+?)(?:, ({'|'.join(map(re.escape, SUFFIXES))}))?")
FORM = "an author is written `Family, Given` or `Family, Given, Jr.`, an organisation in braces: `{Associated Press}`"


@dataclass(frozen=True, slots=True)
class Author:
    """A person, by `family` and `given` name and `suffix`; or an organisation, whose name is `literal`."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def name(self) -> str:
        """In running text: `Merle D. Kellerhals, Jr.`."""
        full = self.literal or f"{self.given} {self.family}"
        between = ", " if self.suffix.endswith(".") else " "
        return f"{full}{between}{self.suffix}" if self.suffix else full

    @property
    def inverted(self) -> str:
        """As in RIS: `Kellerhals, Merle D., Jr.`; an organisation unchanged."""
        return self.literal or ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def initialed(self) -> str:
        """As in APA: `Kellerhals, M. D., Jr.`; an organisation unchanged."""
        initials = re.sub(r"(\w)[\w’'.]*", r"\1.", self.given)
        return self.literal or ", ".join(part for part in (self.family, initials, self.suffix) if part)

    @property
    def bibtex(self) -> str:
        """As in BibTeX, not yet escaped: `Kellerhals, Jr., Merle D.`; an organisation unchanged."""
        return self.literal or ", ".join(part for part in (self.family, self.suffix, self.given) if part)

    def parts(self) -> dict[str, str]:
        """The parts that are not empty, by name."""
        found = {name: getattr(self, name) for name in ("family", "given", "suffix", "literal")}
        return {name: text for name, text in found.items() if text}


def read(text: str) -> Author:
    """Parse an author. Raises ValueError that says how to write one."""
    if organisation := ORGANISATION.fullmatch(text):
        return Author(literal=organisation.group(1))
    person = PERSON.fullmatch(text)
    if person is None or " and " in text:
        raise ValueError(FORM)
    return Author(person.group(1), person.group(2), person.group(3) or "")


def _whatever(text: str) -> Author:
    try:
        return read(text)
    except ValueError:
        return Author(literal=text)


def read_lines(text: str) -> tuple[Author, ...]:
    """The authors in a text with one per line; one that cannot be parsed, which no load admits, by the whole line."""
    return tuple(map(_whatever, text.splitlines()))


def parts_of(text: str) -> list[dict[str, str]]:
    """The authors in a text with one per line, each by its parts."""
    return [author.parts() for author in read_lines(text)]


def keys_of(text: str) -> set[str]:
    """The keys (`folding.name_key`) of the authors in a text with one per line, by both orders of their names."""
    return {name_key(name) for author in read_lines(text) for name in (author.name, author.inverted)}


def by_family_name(authors: Sequence[Author]) -> str:
    """All authors as a bibliography of Chicago's style has them: `Shanker, Thom, and Terry Atlas`."""
    names = [authors[0].inverted, *(author.name for author in authors[1:])] if authors else []
    return ", and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def by_initials(authors: Iterable[Author]) -> str:
    """All authors as a reference list of the APA's style has them: `Shanker, T., & Atlas, T.`."""
    names = [author.initialed for author in authors]
    return ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def named(authors: Iterable[Author]) -> str:
    """All authors in running text: `Ada Reporter`, `Thom Shanker and Terry Atlas`, `A, B and C`."""
    names = [author.name for author in authors]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
