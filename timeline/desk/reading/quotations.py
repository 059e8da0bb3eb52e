"""Finds what stands between quotation marks, and whose words it is: by said-verbs before or behind, and by what
continues an earlier quotation; and the turns of a dialogue, whose speakers stand before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.desk.reading.dialogue import Turn, turns
from timeline.desk.reading.lookup import RecordLookup
from timeline.desk.reading.spans import SURE, FoundQuotation, FoundSpan
from timeline.desk.reading.speakers import Speaker, SpeakerIndex
from timeline.desk.reading.speech_words import ACCORDING, AGAIN, SAID, side_in
from timeline.desk.reading.words import WORD, TextInWords

PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "‟": "”"}
CONJUNCTION = re.compile(r"[\s,”\"»]*(?:while|whereas|but|and|though|although|а|но|и|тогда как)\b", re.IGNORECASE)
"""What goes on with somebody else behind a quotation."""
LEAST_WORDS = 3
SUBJECT = 6
"""Before which word of a sentence its subject is named."""
REACH = 220
"""How many characters beyond a quotation are searched for its speaker."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a quotation is, how sure, and why."""

    speaker: Speaker | None
    score: float
    reason: str


def _closing(text: str, start: int, marks: str) -> int:
    """The offset of the mark that closes a quotation opened at `start`; -1 if none does in its paragraph."""
    opened, depth = text[start], 0
    for at in range(start + 1, len(text)):
        letter = text[at]
        if letter == "\n" and text[at : at + 2] == "\n\n":
            return -1
        if letter == "’" and marks == "’" and text[at + 1 : at + 2].isalpha():
            continue
        if letter in marks and not (opened == "‘" and letter == "’" and text[at + 1 : at + 2].isalpha()):
            if depth == 0:
                return at
            depth -= 1
        elif letter == opened and opened not in marks:
            depth += 1
    return -1


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of what stands between quotation marks, without the marks: three words at least. A quotation that
    opens anew with each paragraph and closes in the last gives each of its paragraphs."""
    at = 0
    while at < len(text):
        letter = text[at]
        is_open = letter in PAIRS and (at == 0 or not text[at - 1].isalnum())
        if not is_open or (letter == "‘" and not text[at + 1 : at + 2].isupper()):
            at += 1
            continue
        end = _closing(text, at, PAIRS[letter])
        if end < 0:
            paragraph = text.find("\n\n", at)
            end = paragraph if paragraph > 0 and text[paragraph:].lstrip()[:1] == letter else -1
        if end < 0:
            at += 1
            continue
        start, stop = at + 1, end - len(text[at + 1 : end]) + len(text[at + 1 : end].rstrip(" ,"))
        if sum(1 for _ in WORD.finditer(text, start, stop)) >= LEAST_WORDS:
            yield start, stop
        at = end + 1


def _behind(text: str, start: int, end: int, index: SpeakerIndex) -> Speaker | None:
    """The speaker named behind a quotation: “…,” Bolton said; “…,” said the Russian minister, Igor Ivanov."""
    zone = text[start:end]
    if not re.match(r"[\s,.?!”\"’»—–-]*[\w]", zone):
        return None
    if CONJUNCTION.match(zone):
        return None
    verb = SAID.search(zone) or ACCORDING.search(zone)
    if verb is None or len(WORD.findall(zone[: verb.start()])) > 14:
        return None
    before = [one for one in index.between(start, start + verb.start()) if one.end <= start + verb.start()]
    if before:
        return before[0]
    after = index.between(start + verb.end(), end)
    within = [one for one in after if len(WORD.findall(text[start + verb.end() : one.start])) <= 12]
    if any(one.slug for one in within[1:2]) and within and not within[0].slug and within[0].source:
        gap = text[within[0].end : within[1].start]
        if not gap.strip(" ,"):
            return within[1]
    return within[0] if within else None


def _ahead(text: str, start: int, end: int, index: SpeakerIndex) -> tuple[Speaker | None, bool]:
    """The speaker named in the sentence before a quotation opens, and whether the quotation is bound to the verb."""
    zone = text[start:end]
    according = list(ACCORDING.finditer(zone))
    verbs = list(SAID.finditer(zone))
    if according and (not verbs or according[-1].start() > verbs[-1].start()):
        after = index.between(start + according[-1].start(), end)
        return (after[0], True) if after else (None, False)
    if not verbs and zone.rstrip(' \n“„«"').endswith(":") and index.between(start, end):
        return index.between(start, end)[0], True
    for verb in reversed(verbs):
        before = [one for one in index.between(start, start + verb.start()) if one.end <= start + verb.start()]
        if before:
            return _subject(text, before, start + verb.start()), True
        after = index.between(start + verb.end(), end)
        if after:
            return after[0], True
    return None, False


def _subject(text: str, named: Sequence[Speaker], verb: int) -> Speaker:
    """Of those named before a verb, its subject: not one in a phrase with a preposition or behind another verb."""
    for one in reversed(named):
        before = text[max(one.start - 60, 0) : one.start]
        gap = text[one.end : verb]
        if (
            re.search(
                r"\b(?:with|to|of|and|by|for|against|between|с|для|к|от|и|president|minister)\s*$",
                before,
                re.IGNORECASE,
            )
            and len(named) > 1
        ):
            if re.fullmatch(r"[\s,]*(?:also\s+|then\s+|has\s+|had\s+)?", gap) and not re.search(
                r"\b(?:with|to|of|by|for|against|between|с|для|к|от)\s*$", before, re.IGNORECASE
            ):
                return one
            continue
        return one
    return named[0]


def _zones(words: TextInWords, spans: Sequence[tuple[int, int]], place: int) -> tuple[int, int, int, int]:
    """Where the speaker of a quotation may stand: from the sentence's start to it, and from it to the next stop."""
    start, end = spans[place]
    text = words.text
    first = words.sentence_span(words.sentence_at(start))[0]
    before = spans[place - 1][1] + 1 if place else 0
    paragraph = text.rfind("\n", 0, start) + 1
    later = spans[place + 1][0] - 1 if place + 1 < len(spans) else len(text)
    stop = words.sentence_span(words.sentence_at(min(end + 3, len(text) - 1)))[1]
    return max(first, before, paragraph, start - REACH), start - 1, end + 1, min(stop, later, end + REACH)


def _attributed(words: TextInWords, spans: Sequence[tuple[int, int]], place: int, index: SpeakerIndex) -> Attribution:
    """Whose words a quotation is, by its own sentence."""
    text = words.text
    first, opened, closed, last = _zones(words, spans, place)
    ends_sentence = bool(re.match(r"[.!?]", text[closed - 2 : closed - 1])) or text[closed : closed + 1] == "."
    if not (ends_sentence and not re.match(r"\s*[a-zа-я—–-]", text[closed:last])):
        behind = _behind(text, closed, last, index)
        if behind:
            return Attribution(behind, 0.95, f"named behind the quotation: “{_short(text[closed:last])}”")
    ahead, _ = _ahead(text, first, opened, index)
    if ahead:
        return Attribution(ahead, 0.9, f"named before the quotation: “{_short(text[first:opened])}”")
    opening = [one for one in index.between(first, opened) if len(WORD.findall(text[first : one.start])) <= SUBJECT]
    if opening:
        return Attribution(opening[0], 0.7, f"opens the sentence: “{_short(text[first:opened])}”")
    return Attribution(None, 0.0, "nobody is named in its sentence")


def _short(text: str) -> str:
    return " ".join(text.split())[:80].strip(' ,.”"»')


def _is_continued(words: TextInWords, earlier: tuple[int, int], later: tuple[int, int]) -> bool:
    """Whether a quotation goes on with what the one before began: nothing but its attribution between the two."""
    between = words.text[earlier[1] : later[0]]
    return len(WORD.findall(between)) <= 30 and between.count("\n\n") <= 1


def _share_sentence(words: TextInWords, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether two quotations stand in one sentence, as pieces of what somebody said."""
    return len({words.sentence_at(start) for start, _ in spans}) == len(spans) - 1


def _resolved(found: Attribution, index: SpeakerIndex, words: TextInWords) -> Attribution:
    """The attribution with whom a pronoun or a role means, or the source that “the source” was introduced as."""
    one = found.speaker
    if one is None or (one.slug and not one.is_role):
        return found
    if one.is_role:
        again = Speaker(one.start, one.end, "", words.text[one.start : one.end])
        introduced = index.introduced(again) if AGAIN.fullmatch(again.source) else None
        if introduced and any(each.slug == one.slug for each in index.between(introduced.end, one.start)):
            introduced = None  # the official was named since
        return Attribution(introduced or one, 0.75, f"“{again.source}”, named before")
    if one.source:
        introduced = index.introduced(one) if AGAIN.fullmatch(one.source) else None
        return Attribution(introduced, found.score, found.reason) if introduced else found
    meant = index.antecedent(one, words)
    if meant and AGAIN.fullmatch(meant.source):
        meant = index.introduced(meant) or meant
    word = words.text[one.start : one.end]
    return (
        Attribution(meant, 0.8, f"“{word}”: the last who was named") if meant else Attribution(None, 0.0, found.reason)
    )


def _side(one: Speaker, record: RecordLookup) -> str:
    """The side of a speaker; empty if unknown."""
    if one.slug:
        return record.names.people[one.slug].side
    return side_in(one.source)


def _of_turn(turn: Turn, text: str, record: RecordLookup) -> FoundQuotation:
    reason = f"named before the words, as in minutes: “{text[turn.speaker.start : turn.speaker.end]}”"
    side = record.names.people[turn.speaker.value].side
    return FoundQuotation(turn.start, turn.end, turn.speaker.value, "", side, 0.9, reason)


def quotations(words: TextInWords, officials: Sequence[FoundSpan], record: RecordLookup) -> list[FoundQuotation]:
    """The quotations of a text and the turns of its dialogues, in its order, each with its speaker."""
    spoken = [
        turn for turn in turns(words, officials) if len(WORD.findall(words.text[turn.start : turn.end])) >= LEAST_WORDS
    ]
    spans = [
        (start, end)
        for start, end in quoted(words.text)
        if not any(start < turn.end and turn.start < end for turn in spoken)
    ]
    found = [*_in_marks(words, spans, officials, record), *(_of_turn(turn, words.text, record) for turn in spoken)]
    return sorted(found, key=lambda one: one.start)


def _in_marks(
    words: TextInWords, spans: Sequence[tuple[int, int]], officials: Sequence[FoundSpan], record: RecordLookup
) -> Iterator[FoundQuotation]:
    """The quotations at these offsets, in the text's order, each with its speaker."""
    index = SpeakerIndex(words, officials, spans)
    own = [_resolved(_attributed(words, spans, place, index), index, words) for place in range(len(spans))]
    before: Attribution | None = None
    for place, (start, end) in enumerate(spans):
        found = own[place]
        if found.speaker is None and _share_sentence(words, spans[place : place + 2]):
            found = replace(own[place + 1], score=min(own[place + 1].score, 0.8))
        if found.speaker is None and before and before.speaker and _is_continued(words, spans[place - 1], (start, end)):
            found = Attribution(before.speaker, 0.8, "goes on with the quotation before")
        elif found.speaker is None:
            found = _last_speaker(index, start, words.text)
        one = found.speaker
        yield FoundQuotation(
            start, end, one.slug if one else "", one.source if one else "", _side(one, record) if one else "",
            found.score, found.reason,
        )  # fmt: skip
        before = found


def speaker_of(
    words: TextInWords, officials: Sequence[FoundSpan], record: RecordLookup, *, start: int, end: int
) -> FoundQuotation:
    """A passage that stands in no quotation marks, with whose words it reports: by the said-verbs of its sentence, or
    else the first official named in it."""
    index = SpeakerIndex(words, officials, [(start, end)])
    found = _resolved(_attributed(words, [(start, end)], 0, index), index, words)
    one = found.speaker
    if one is None:
        within = [each for each in officials if start <= each.start < end and each.score >= SURE]
        one = Speaker(within[0].start, within[0].end, within[0].value, "") if within else None
    slug, source, side = (one.slug, one.source, _side(one, record)) if one else ("", "", "")
    return FoundQuotation(start, end, slug, source, side, found.score, found.reason)


def _last_speaker(index: SpeakerIndex, start: int, text: str) -> Attribution:
    """A weak guess: the last person named shortly before."""
    earlier = [one for one in index.between(max(start - 400, 0), start + 1) if one.slug]
    if not earlier:
        return Attribution(None, 0.0, "nobody is named near it")
    return Attribution(earlier[-1], 0.4, "the last person named before it")
