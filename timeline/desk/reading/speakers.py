"""Those who may be speaking in a text: officials, somebody without a name, pronouns and whom they mean."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.desk.reading.spans import FoundSpan
from timeline.desk.reading.speech_words import AGAIN, PRONOUN, SAID, SOURCE
from timeline.desk.reading.words import TextInWords

ONE_PERSON = frozenset({"he", "she", "him", "her", "он", "она", "его", "ее", "её"})
SEVERAL = re.compile(
    r"(?:sources|officials|diplomats|negotiators|aides|members|participants|witnesses|officers|advis[eo]rs)\b",
    re.IGNORECASE,
)
"""Words for several people without a name, whom *he* does not mean."""
LEAST_SURE = 0.5
"""The score of a mention from which it may be the speaker."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in the text who may be speaking: where they are named, and the official's slug, or the words for a
    source without a name; for a pronoun both are empty."""

    start: int
    end: int
    slug: str
    source: str
    is_role: bool = False
    """Whether the official is not named here but called by their role."""


class SpeakerIndex:
    """Those who may speak, in the text's order, found by offset."""

    def __init__(self, words: TextInWords, officials: Sequence[FoundSpan], outside: Sequence[tuple[int, int]]) -> None:
        text = words.text
        named = [
            Speaker(
                one.start,
                one.end,
                one.value,
                "",
                is_role=text[one.start].islower() or text[one.start :].startswith("The "),
            )
            for one in officials
            if one.score >= LEAST_SURE
        ]
        taken = [(one.start, one.end) for one in officials]
        free = [
            Speaker(match.start(), match.end(), "", " ".join(match[0].split()))
            for match in SOURCE.finditer(text)
            if not any(match.start() < end and start < match.end() + 1 for start, end in taken)
        ]
        free = [one for one in free if not (_is_apposition(text, one, taken) or _is_predicate(text, one))]
        pronouns = [Speaker(match.start(), match.end(), "", "") for match in PRONOUN.finditer(text)]
        every = sorted([*named, *free, *pronouns], key=lambda one: one.start)
        self.speakers = [one for one in every if not any(start <= one.start < end for start, end in outside)]
        self.starts = [one.start for one in self.speakers]

    def between(self, start: int, end: int) -> list[Speaker]:
        """Those named between two offsets."""
        return self.speakers[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def introduced(self, again: Speaker) -> Speaker | None:
        """The source without a name that was introduced last, by the same noun, before it is mentioned again."""
        earlier = self.speakers[: bisect_left(self.starts, again.start)]
        noun = again.source.split()[-1].lower()[:8]
        same = {noun, "source", "official"} if noun == "interloc" else {noun}
        return next(
            (
                one
                for one in reversed(earlier)
                if one.source and not AGAIN.fullmatch(one.source) and any(word in one.source.lower() for word in same)
            ),
            None,
        )

    def antecedent(self, pronoun: Speaker, words: TextInWords) -> Speaker | None:
        """Whom a pronoun means: of the nearest sentence before it that names anybody, who speaks in it, or else its
        first."""
        earlier = [one for one in self.speakers[: bisect_left(self.starts, pronoun.start)] if one.slug or one.source]
        is_one = words.text[pronoun.start : pronoun.end].lower() in ONE_PERSON
        if is_one:
            earlier = [one for one in earlier if not SEVERAL.search(one.source)]
        if words.text[pronoun.start : pronoun.end].lower() in {"it", "they", "они"}:
            earlier = [one for one in earlier if one.source] or earlier
        if not earlier or pronoun.start - earlier[-1].start > 1200:
            return None
        last = words.sentence_at(earlier[-1].start)
        together = [one for one in earlier if words.sentence_at(one.start) == last]
        if is_one:
            together = [one for one in together if one.slug] or together
        speaking = [one for one in together if _speaks(one, words.text)]
        return (speaking or together)[0]


def _is_apposition(text: str, one: Speaker, named: Sequence[tuple[int, int]]) -> bool:
    """Whether words for somebody without a name belong to a name beside them: the negotiator, Yuli Kvitsinsky."""
    return any(
        not text[one.end : start].strip(" ,")
        if one.end <= start <= one.end + 3
        else not text[end : one.start].strip(" ,") and end <= one.start <= end + 3
        for start, end in named
    )


def _is_predicate(text: str, one: Speaker) -> bool:
    """Whether words for somebody without a name say what somebody was: he had been an officer."""
    return bool(
        re.search(r"\b(?:be|been|being|is|was|were|as|became|become)\s+$", text[max(one.start - 12, 0) : one.start])
    )


def _speaks(one: Speaker, text: str) -> bool:
    """Whether a said-verb stands right beside a name."""
    after, before = text[one.end : one.end + 30], text[max(one.start - 60, 0) : one.start]
    return bool(re.match(rf"[\s,]*(?:also\s+|had\s+|has\s+)?{SAID.pattern}", after, re.IGNORECASE)) or bool(
        re.search(rf"{SAID.pattern}(?:[\s,][\w.’'-]+){{0,8}}\s*$", before, re.IGNORECASE)
    )
