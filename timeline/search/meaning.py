"""How a query was understood: its parts, each with its meaning. Pure: no query, no request."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from timeline.domain.dates import Span
from timeline.fulltext import Term

WEIGHTS = {
    "person": 3.5,
    "topic": 3.0,
    "term": 3.0,
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
"""How selective a part is, in the ranking of what matches."""
MARKS = dict.fromkeys(map(ord, '"“”„«»'))
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
"""The name shown to readers for a part, by the kind that it refers to first."""


@dataclass(frozen=True)
class QueryPart:
    """One part of a query: as it was `typed`, its meaning in words (`label`), and either what it refers to in the
    record (`leads`: kind and slug, the nearest first), or a `span` of days, or the `terms` of which a text must contain
    one."""

    what: str
    typed: str
    label: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    span: Span | None = None
    other_span: Span | None = None
    """The other span that a date in digits can mean: 10/11/1986."""
    terms: tuple[Term, ...] = ()
    also: tuple[Term, ...] = ()
    """The words that the record's texts use for it: a family name, an issue's name."""
    namesakes: tuple[str, ...] = ()
    """The officials of this name who are not meant, by slug."""
    scale: float = 1.0
    definition: str = ""
    """Its definition in the glossary."""

    @property
    def weight(self) -> float:
        """How selective it is among the parts of a query."""
        return WEIGHTS[self.what] * self.scale

    def slugs(self, kind: str) -> tuple[str, ...]:
        """The slugs of one kind that it refers to."""
        return tuple(slug for of, slug in self.leads if of == kind)

    @property
    def first(self) -> str:
        """The kind that it refers to first; empty for days and words."""
        return self.leads[0][0] if self.leads else ""

    @property
    def chip(self) -> str:
        """The name shown to readers: person, side, issue, treaty, negotiation, place, kind, stance, date, term,
        words."""
        if self.span is not None:
            return "date"
        if self.is_narrow:
            return "term"
        return CHIPS.get(self.first, "words")

    @property
    def is_narrow(self) -> bool:
        """Whether only texts that hold it are meant, and not all on what it refers to."""
        return self.what == "term"

    @property
    def quoted(self) -> str:
        """As typed, in quotation marks."""
        return f"“{self.typed.translate(MARKS).strip()}”"

    @property
    def is_words(self) -> bool:
        """Whether it is only words, without any other meaning."""
        return self.what == "word"

    @property
    def is_quoted(self) -> bool:
        """Whether it is a phrase in quotes: word for word, in a text's own words."""
        return self.is_words and any(term.exact for term in self.terms)


type Clause = tuple[QueryPart, ...]
"""Alternative parts, any of which may match: one, except for `a OR b`."""


@dataclass(frozen=True)
class Meaning:
    """What a query means: the `clauses` that must all match, the `excluded` terms, the kind of result `wanted` first,
    the question about what it names (`asks`: see asking.py), the `ignored` stop words, and the spelling
    corrections (`righted`: typed, meant)."""

    typed: str
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Term, ...] = ()
    wanted: str = ""
    asks: str = ""
    ignored: tuple[str, ...] = ()
    righted: tuple[tuple[str, str], ...] = ()
    widened: tuple[tuple[str, str], ...] = ()
    """The terms that no text holds, each with the name of the wider one that is searched for."""
    was_cut: bool = False
    """Whether the query has more parts than are searched for."""

    @cached_property
    def parts(self) -> tuple[QueryPart, ...]:
        """All parts, in the order of the query."""
        return tuple(part for clause in self.clauses for part in clause)

    def of(self, chip: str) -> Iterator[QueryPart]:
        """The parts with this `chip`."""
        return (part for part in self.parts if part.chip == chip)

    def slugs(self, kind: str) -> tuple[str, ...]:
        """The slugs of one kind that any part refers to, without duplicates."""
        return tuple(dict.fromkeys(slug for part in self.parts for slug in part.slugs(kind)))

    @property
    def is_of_everything(self) -> bool:
        """Whether all of one kind is asked about: the latest meeting, how many treaties."""
        return bool(self.wanted) and self.asks in {"first", "latest", "number"}

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides in the query, as codes of the record."""
        return tuple(slug.upper() for slug in self.slugs("sides"))

    @property
    def span(self) -> Span | None:
        """The intersection of the spans of all parts; None if there are none or they do not overlap."""
        spans = [part.span for part in self.parts if part.span]
        if not spans:
            return None
        first, last = max(one.earliest for one in spans), min(one.latest for one in spans)
        return Span(first, last) if first <= last else None

    @property
    def marked(self) -> tuple[Term, ...]:
        """The terms to highlight in the results."""
        return tuple(one for part in self.parts for term in (*part.terms, *part.also) for one in term.choices)


def weight(clause: Clause) -> float:
    """How selective a clause is."""
    return max(part.weight for part in clause)
