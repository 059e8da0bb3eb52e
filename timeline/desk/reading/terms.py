"""Finds the record's places, treaties and issues in a text, and says on which issues a passage bears."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from timeline.desk.reading.lookup import RecordLookup, term_key
from timeline.desk.reading.spans import FoundQuotation, FoundSpan, SpanChoice, SpanKind
from timeline.desk.reading.words import TextInWords, listed, phrase

LONGEST = 12
"""The most words of a phrase that are looked up."""
IN = listed("in to at from near outside via of for в из под до на")
MOST_ISSUES = 4


def places(words: TextInWords, record: RecordLookup) -> Iterator[FoundSpan]:
    """The cities of the record, by every name. Surer behind a preposition: *Moscow* alone may be a government."""
    keys = tuple(word.key for word in words.words)
    index = 0
    while index < len(keys):
        size, cities = record.places.at(keys[index : index + 4]) if words.words[index].is_capital else (0, ())
        if not size:
            index += 1
            continue
        is_located = index == 0 or keys[index - 1] in IN or words.words[index].start == 0
        score, reason = (0.95, "behind a preposition") if is_located else (0.65, "may stand for a government")
        choices = tuple(SpanChoice(city, score, f"{city}, {reason}") for city in cities)
        yield FoundSpan(words.words[index].start, words.words[index + size - 1].end, "place", choices)
        index += size


def _term_span(words: TextInWords, index: int, size: int, leads: Iterable[str]) -> FoundSpan | None:
    """The span of a term: of the first treaty or issue that it leads to, the others as further choices."""
    listed = [lead.partition("/") for lead in leads]
    kind: SpanKind = "treaty" if listed[0][0] == "treaties" else "issue"
    named = words.text[words.words[index].start : words.words[index + size - 1].end]
    choices = [
        SpanChoice(slug, 0.9 - 0.15 * min(place, 4), f"the record leads from “{named}” to it")
        for place, (noun, _, slug) in enumerate(listed)
        if noun == listed[0][0]
    ]
    return FoundSpan(words.words[index].start, words.words[index + size - 1].end, kind, tuple(choices))


def terms(words: TextInWords, record: RecordLookup) -> tuple[list[FoundSpan], frozenset[int]]:
    """The treaties and the terms of issues; and the indexes of the words of those of two words and more."""
    keys = tuple(term_key(word.key) for word in words.words)
    found: list[FoundSpan] = []
    taken: set[int] = set()
    index = 0
    while index < len(keys):
        size, leads = record.terms.at(keys[index : index + LONGEST])
        is_short = size == 1 and (len(keys[index]) < 3 or (len(keys[index]) < 6 and not _is_like_a_name(words, index)))
        if not size or is_short:
            index += 1
            continue
        if span := _term_span(words, index, size, leads):
            found.append(span)
            if size > 1:
                taken.update(range(index, index + size))
        index += size
    return found, frozenset(taken)


def _is_like_a_name(words: TextInWords, index: int) -> bool:
    """Whether a short word is written like an abbreviation or a name: ABM, SALT; not salt."""
    return words.words[index].text.isupper() or words.words[index].text[0].isupper()


def issues_of(passage: str, record: RecordLookup) -> tuple[SpanChoice, ...]:
    """The issues that a passage bears on, the likeliest first: by the terms in it, and by the words that it shares with
    past statements."""
    keys = tuple(map(term_key, phrase(passage)))
    scores: dict[str, float] = defaultdict(float)
    because: dict[str, list[str]] = defaultdict(list)
    for index in range(len(keys)):
        size, leads = record.terms.at(keys[index : index + LONGEST])
        if size > 1 or (size and len(keys[index]) > 2):
            for place, lead in enumerate(one for one in leads if one.startswith("issues/")):
                slug = lead.removeprefix("issues/")
                scores[slug] += 2.5 * size**0.5 / (1 + place)
                because[slug].append(" ".join(keys[index : index + size]))
        for slug, weight in record.issue_words.get(keys[index], {}).items():
            scores[slug] += weight / 2
            if weight > 1:
                because[slug].append(keys[index])
    best = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:MOST_ISSUES]
    return tuple(
        SpanChoice(slug, round(score / (score + 2), 2), "shares " + ", ".join(dict.fromkeys(because[slug][:6])))
        for slug, score in best
        if score > 1 and because[slug]
    )


def context(words: TextInWords, quotation: FoundQuotation) -> str:
    """A quotation with the sentences that it stands in."""
    first = words.sentence_span(words.sentence_at(quotation.start))[0]
    last = words.sentence_span(words.sentence_at(max(quotation.end - 1, 0)))[1]
    return words.text[first:last]
