"""A claim: words of the text that become a position. What is guessed for it, and the proof that they stand there."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from timeline.desk.drafts import Draft, Fields
from timeline.desk.reading.quotations import speaker_of
from timeline.desk.reading.spans import FoundQuotation
from timeline.desk.reading.terms import issues_of
from timeline.desk.reading.words import in_words
from timeline.desk.record import DeskRecord
from timeline.domain import dates
from timeline.loader import quotations, untyped, validation
from timeline.loader.quotations import PLAIN_MARKS
from timeline.loader.schema import Proof

DOUBLE = '“”"«»„'
MARKS = DOUBLE + "‘’"


@dataclass(frozen=True, slots=True)
class TextRange:
    """A selection in a draft's text, by offsets."""

    start: int
    end: int


def by_lines(text: str, line: int, at: int, line_to: int, at_to: int) -> TextRange:
    """A selection given by lines and places in them, all from 1, the last included; as much of it as there is."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    first = starts[min(max(line, 1), len(starts)) - 1] + max(at, 1) - 1
    last = starts[min(max(line_to, 1), len(starts)) - 1] + max(at_to, 0)
    return trimmed(text, first, last)


def _is_outer(text: str, at: int, start: int, end: int) -> bool:
    """Whether a quotation mark at the edge of a selection has no partner within it, or at its other edge."""
    if text[at] not in MARKS:
        return False
    within = [place for place in range(start, end) if text[place] in DOUBLE]
    return text[at] not in DOUBLE or len(within) % 2 == 1 or within == [start, end - 1]


def trimmed(text: str, start: int, end: int) -> TextRange:
    """A selection within the text, without blanks and quotation marks around it, in whole words. A mark whose partner
    lies within it is left."""
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    start, end = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
    while start < end and (text[start].isspace() or _is_outer(text, start, start, end)):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–" or _is_outer(text, end - 1, start, end)):
        end -= 1
    while start < end and start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return TextRange(start, end)


def located(text: str, quote: str) -> TextRange | None:
    """Where a quotation stands in a text, white space and the shape of quotation marks apart; None if it does not."""
    letters = [(place, letter) for place, letter in enumerate(text.translate(PLAIN_MARKS)) if not letter.isspace()]
    wanted = "".join(quote.translate(PLAIN_MARKS).split())
    at = "".join(letter for _, letter in letters).find(wanted)
    return TextRange(letters[at][0], letters[at + len(wanted) - 1][0] + 1) if at >= 0 and wanted else None


def _quoted(draft: Draft, chosen: TextRange) -> FoundQuotation | None:
    """The quotation of the text that the selection lies in."""
    said = draft.reading.quotations
    return next((one for one in said if one.start <= chosen.start and chosen.end <= one.end + 1), None)


def _date(draft: Draft, record: DeskRecord, chosen: TextRange) -> str:
    """When it was said: a day that its sentence names, or else the last day of the meeting that ended shortly before
    the source was written, or else the source's own."""
    words = in_words(draft.text)
    first, last = words.sentence_span(words.sentence_at(chosen.start))
    own = dates.parse(draft.dated)
    said = [one for one in draft.reading.of_kind("date") if first <= one.start < last]
    past = [one.value for one in said if dates.parse(one.value).latest <= own.latest]
    exact = [value for value in past if dates.is_exact(value)]
    if exact:
        return exact[0]
    ended = _meeting_end(draft, record)
    if ended and timedelta() <= own.latest - ended < timedelta(days=10):
        return ended.isoformat()
    return draft.dated


def _meeting_end(draft: Draft, record: DeskRecord) -> date | None:
    """The last day of the draft's first meeting, if it is known."""
    if not draft.meetings:
        return None
    meeting = draft.meetings[0]
    known = record.lookup.meetings.get(str(meeting["slug"]))
    if known:
        return known.span.latest
    found = untyped.span(str(meeting.get("end") or meeting.get("start") or ""))
    return found.latest if found else None


def guessed(draft: Draft, record: DeskRecord, chosen: TextRange) -> Fields:
    """The fields of a position for the selection, as far as the text gives them."""
    words = in_words(draft.text)
    quoted = _quoted(draft, chosen)
    people = draft.reading.of_kind("official")
    said = quoted or speaker_of(words, people, record.lookup, start=chosen.start, end=chosen.end)
    first, last = words.sentence_span(words.sentence_at(chosen.start))
    passage = draft.text[min(first, chosen.start) : max(last, chosen.end)]
    issues = issues_of(passage, record.lookup)
    return {
        "holder": said.speaker,
        "attributed_to": "" if said.speaker else said.attributed_to,
        "side": said.side,
        "issue": issues[0].value if issues else "",
        "date": _date(draft, record, chosen),
        "meeting": str(draft.meetings[0]["slug"]) if draft.meetings else "",
        "speech": "direct" if quoted else "reported",
        "quote": " ".join(draft.text[chosen.start : chosen.end].split()),
    }


def proof(draft: Draft, quote: str) -> Proof | None:
    """The proof of a quotation, as `check_articles --write-proofs` makes it; None if the words do not stand there."""
    source = draft.source
    where = quotations.find(quote, source) if quote.strip() else None
    return quotations.proof(where, source, on=datetime.now(UTC).date()) if where else None


def proven(draft: Draft, claim: Fields) -> Fields:
    """The claim with its proof against the draft's text, no longer `not_found`; as it is if its words do not stand
    there. A proof that says the same stays, with the day on which the words were first found, and so does one against
    the source's page or an archive's copy, of which a text at hand says nothing: `check_articles --write-proofs` and
    `prove_sources` keep them too."""
    found = proof(draft, str(claim.get("quote", "")))
    old = claim.get("proof") or {}
    if found is None or old.get("against"):
        return claim
    new = as_data(found)
    is_same = all(old.get(key, "") == new[key] for key in new if key != "checked")
    kept = {key: value for key, value in claim.items() if key != "not_found"}
    return {**kept, "proof": old if is_same else new}


def prove_all(draft: Draft) -> None:
    """Prove every claim of the draft whose words stand in its text; the others stay as they are."""
    draft.positions[:] = [proven(draft, one) for one in draft.positions]


def is_missing(draft: Draft, claim: Fields) -> bool:
    """Whether a claim's words do not stand in the draft's text; of a draft without text nothing is known."""
    return bool(draft.text) and proof(draft, str(claim.get("quote", ""))) is None


def as_data(found: Proof) -> Fields:
    """A proof as plain data, by the keys of the file."""
    return {key: getattr(found, name) for name, key in validation.KEY_NAMES[Proof].items()}
