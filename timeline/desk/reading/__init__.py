"""Reads a source's text by rules: who and what of the record is in it, on which days, in whose words.

Pure: a text and the record's lists go in, spans with choices, scores and reasons come out. No request, no database.
`record_lookup` builds what texts are compared with, once; `read` takes some ten milliseconds for a thousand words.
"""

from dataclasses import replace

from timeline.desk.reading.days import dates_in
from timeline.desk.reading.lookup import RecordLookup, record_lookup
from timeline.desk.reading.meetings import reported
from timeline.desk.reading.people import officials
from timeline.desk.reading.quotations import quotations
from timeline.desk.reading.roles import roles
from timeline.desk.reading.spans import ReadText
from timeline.desk.reading.strangers import strangers
from timeline.desk.reading.terms import context, issues_of, places, terms
from timeline.desk.reading.words import CYRILLIC, in_words
from timeline.domain import dates

__all__ = ["ReadText", "RecordLookup", "language_of", "read", "record_lookup"]

OPENING = 3
"""How many sentences open a text: who is named there is likely whom it is about."""


def language_of(text: str) -> str:
    """`ru` where most letters are Cyrillic, else `en`."""
    letters = sum(map(str.isalpha, text))
    return "ru" if len(CYRILLIC.findall(text)) * 2 > letters else "en"


def read(text: str, record: RecordLookup, *, published: str, language: str = "") -> ReadText:
    """Everything found in a text. `published`: EDTF, against which dates without a year are resolved. Raises DateError
    if it is none."""
    words = in_words(text)
    found_terms, taken = terms(words, record)
    year = dates.parse(published).earliest.year
    people = list(officials(words, record, year=year, taken=taken))
    people = sorted([*people, *roles(words, people, record, year=year)], key=lambda one: one.start)
    found_dates = list(dates_in(words, published))
    found_places = [
        one
        for one in places(words, record)
        if not any(person.start < one.end and one.start < person.end for person in people)
    ]
    spans = [*people, *found_dates, *found_places, *found_terms]
    spans += strangers(words, spans)
    spans.sort(key=lambda one: (one.start, -one.end))
    said = tuple(
        replace(one, issues=issues_of(context(words, one), record)) for one in quotations(words, people, record)
    )
    opening = words.sentences[min(OPENING, len(words.sentences) - 1)]
    meetings, draft = reported(spans, published, opening, record)
    return ReadText(text, published, language or language_of(text), tuple(spans), said, meetings, draft)
