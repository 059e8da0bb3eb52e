"""What a query was taken to mean: its parts, each with what it stands for. Pure: no query, no request."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from timeline.domain.dates import Span
from timeline.fulltext import Term

WEIGHTS = {
    "person": 3.5,
    "topic": 3.0,
    "day": 3.5,
    "month": 3.0,
    "word": 2.4,
    "year": 2.2,
    "place": 2.0,
    "kind": 1.6,
    "years": 1.5,
    "side": 0.9,
    "stance": 0.8,
}
"""How selective a part is: the least selective is dropped first where nothing matches all."""
CHIPS = {
    "issues": "issue",
    "negotiations": "negotiation",
    "treaties": "treaty",
    "officials": "person",
    "meetings": "meeting",
    "places": "place",
    "countries": "place",
    "sides": "side",
    "kinds": "kind",
    "stances": "stance",
}
"""What a reader calls the part that leads to each kind first."""


@dataclass(frozen=True)
class QueryPart:
    """One part of a query: as it was `typed`, what it stands for (`label`), what of the record it leads to (kind and
    slug, the nearest first), or which days, or the words that must stand in the text (`terms`: any of them)."""

    what: str
    typed: str
    label: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    span: Span | None = None
    terms: tuple[Term, ...] = ()
    also: tuple[Term, ...] = ()
    """The words by which the record's texts call it: a family name, an issue's name."""
    scale: float = 1.0
    definition: str = ""
    """What the glossary says that it is."""

    @property
    def weight(self) -> float:
        """How selective it is among the parts of a query."""
        return WEIGHTS[self.what] * self.scale

    def slugs(self, kind: str) -> tuple[str, ...]:
        """What it leads to of one kind."""
        return tuple(slug for of, slug in self.leads if of == kind)

    @property
    def first(self) -> str:
        """The kind that it leads to first; nothing where it is days or words."""
        return self.leads[0][0] if self.leads else ""

    @property
    def chip(self) -> str:
        """What a reader calls it: person, side, issue, treaty, negotiation, place, kind, stance, date, words."""
        if self.span is not None:
            return "date"
        return CHIPS.get(self.first, "words")

    @property
    def is_words(self) -> bool:
        """Whether it stands for nothing but itself."""
        return self.what == "word"


type Clause = tuple[QueryPart, ...]
"""Parts any of which is enough: one, but for `a OR b`."""


@dataclass(frozen=True)
class Meaning:
    """What a query means: `clauses` all of which are wanted, terms that are `excluded`, the kind of find that is
    `wanted` first, what is asked about the people named (`asks`: counterparts, when), the small words `ignored`, and
    the misspelt words that were put right (`righted`: typed, meant)."""

    typed: str
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Term, ...] = ()
    wanted: str = ""
    asks: str = ""
    ignored: tuple[str, ...] = ()
    righted: tuple[tuple[str, str], ...] = ()
    was_cut: bool = False
    """Whether the query has more parts than are looked for."""

    @cached_property
    def parts(self) -> tuple[QueryPart, ...]:
        """Every part, in the order of the query."""
        return tuple(part for clause in self.clauses for part in clause)

    def of(self, chip: str) -> Iterator[QueryPart]:
        """The parts that a reader calls so."""
        return (part for part in self.parts if part.chip == chip)

    def slugs(self, kind: str) -> tuple[str, ...]:
        """Everything of one kind that some part leads to, each once."""
        return tuple(dict.fromkeys(slug for part in self.parts for slug in part.slugs(kind)))

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides asked for, as the record codes them."""
        return tuple(slug.upper() for slug in self.slugs("sides"))

    @property
    def span(self) -> Span | None:
        """The days that all parts of days have in common; None where there are none."""
        spans = [part.span for part in self.parts if part.span]
        if not spans:
            return None
        first, last = max(one.earliest for one in spans), min(one.latest for one in spans)
        return Span(first, last) if first <= last else None

    @property
    def marked(self) -> tuple[Term, ...]:
        """The words to be marked in what is found."""
        return tuple(term for part in self.parts for term in (*part.terms, *part.also))


def weight(clause: Clause) -> float:
    """How selective a clause is."""
    return max(part.weight for part in clause)
