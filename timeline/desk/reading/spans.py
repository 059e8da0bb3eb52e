"""What the reader finds in a text: spans with kinds, choices and reasons. Imports nothing else of the program."""

from dataclasses import dataclass
from typing import Literal

type SpanKind = Literal["official", "person", "place", "date", "issue", "treaty", "quotation"]

SURE = 0.6
"""The score from which a span's first choice is proposed as found; below it the editor is only asked."""


@dataclass(frozen=True, slots=True)
class SpanChoice:
    """What a span may refer to: a slug, a city's name or a date (EDTF), how sure that is (0 to 1), and why."""

    value: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A stretch of the text, by offsets, and what it may refer to: the surest choice first, at least one."""

    start: int
    end: int
    kind: SpanKind
    choices: tuple[SpanChoice, ...]

    @property
    def value(self) -> str:
        """The surest choice's value."""
        return self.choices[0].value

    @property
    def score(self) -> float:
        """The surest choice's score."""
        return self.choices[0].score


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """Words between quotation marks: their offsets, whose they are, and on which issues they may bear.

    `speaker` is an official's slug; `attributed_to` the source's words for somebody without a name; both are empty
    where nobody is named. `side` is the speaker's, empty if unknown.
    """

    start: int
    end: int
    speaker: str
    attributed_to: str
    side: str
    score: float
    reason: str
    issues: tuple[SpanChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingCandidate:
    """A meeting of the record that the text may report: how sure (0 to 1), and the reasons."""

    slug: str
    title: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting that the record lacks, as far as the text gives it."""

    slug: str
    title: str
    start: str
    end: str
    city: str
    country: str
    officials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadText:
    """Everything found in a text, in its order; meetings by score. `draft` where no candidate is likely enough."""

    text: str
    published: str
    language: str
    spans: tuple[FoundSpan, ...]
    quotations: tuple[FoundQuotation, ...]
    meetings: tuple[MeetingCandidate, ...]
    draft: MeetingDraft | None

    def of_kind(self, kind: SpanKind) -> tuple[FoundSpan, ...]:
        """The spans of one kind, in the text's order."""
        return tuple(span for span in self.spans if span.kind == kind)
