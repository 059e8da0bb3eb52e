"""Parses days, months, seasons, years, decades and their ranges at the start of a query's words, in English and
Russian. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.domain.dates import MONTHS, Span, day_before, describe_day
from timeline.search import language

YEAR = re.compile(r"(19[4-9]\d|20[0-4]\d)")
SHORT_YEAR = re.compile(r"[’'ʼ`](\d\d)\b")
DECADE = re.compile(r"((?:19|20)?\d0)s")
RUSSIAN_DECADE = re.compile(r"(?:19|20)?\d0-?(?:е|х|ые|ых|м|ми)[.,;:?!]*", re.IGNORECASE)
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})[.,;:?!]*")
ISO_DAY = re.compile(r"\d{4}[-./](0?[1-9]|1[0-2])[-./]\d{1,2}\b")
LEAST, MOST = date(1940, 1, 1), date(2049, 12, 31)
DASHES = frozenset("-–—")
LONGEST = 12
"""The most words of a date that are read."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at the start of some words: its precision (day, month, year, years), its span, the number of words it
    takes, its name, and the other span that its digits can mean (10/11/1986), if any."""

    fine: str
    span: Span
    taken: int
    label: str
    other: Span | None = None
    is_range: bool = False
    """Whether it is two dates with what lies between them."""


def _span(first: date, after: date) -> Span:
    return Span(first, after - timedelta(days=1))


def _month(year: int, month: int, *, months: int = 1) -> Span:
    end = month - 1 + months
    return _span(date(year, month, 1), date(year + end // 12, end % 12 + 1, 1))


def _years(first: int, last: int) -> Span:
    return Span(date(first, 1, 1), date(last, 12, 31))


def _day(year: int, month: int, day: str) -> Span | None:
    try:
        found = date(year, month, int(day))
    except ValueError:
        return None
    return Span(found, found)


def _found(fine: str, span: Span | None, taken: int) -> Dated | None:
    return Dated(fine, span, taken, words_of(span, fine)) if span else None


def _year(word: str, typed: str) -> int | None:
    """The year that a word is: 1986, or two digits after an apostrophe."""
    if YEAR.fullmatch(word):
        return int(word)
    return _full(match[1]) if (match := SHORT_YEAR.match(typed)) and word == match[1] else None


def _full(digits: str) -> int:
    """A year of two digits as one of four: the record begins in the 1940s."""
    return int(digits) if len(digits) == 4 else (1900 if int(digits) >= 40 else 2000) + int(digits)


def dated(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """The date that the words begin with, with words before (`since`, `early`) and after it (`or earlier`); None if
    they begin with none. `typed` has the text that each word comes from."""
    words, typed = words[:LONGEST], typed[:LONGEST]
    between = language.BETWEEN.length(words, typed)
    if between and (found := _ranged(words[between:], typed[between:])) and found.is_range:
        return replace(found, taken=found.taken + between)
    return _bounded(words, typed) or _ranged(words, typed)


def _bounded(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """A date open at one end: before 1972, after 2019, 1972 or earlier."""
    bound, before = _bound(language.BEFORE_A_DATE, words, typed)
    if bound and (found := _ranged(words[before:], typed[before:])):
        return _open(found, bound, found.taken + before)
    found = _ranged(words, typed)
    if found is None:
        return None
    bound, after = _bound(language.AFTER_A_DATE, words[found.taken :], typed[found.taken :])
    return _open(found, bound, found.taken + after) if bound else None


def _bound(known: Mapping[str, language.Phrases], words: Sequence[str], typed: Sequence[str]) -> tuple[str, int]:
    """Which end of a date is open by the words that these begin with, and how many they are."""
    return next(((bound, taken) for bound, some in known.items() if (taken := some.length(words, typed))), ("", 0))


def _open(found: Dated, bound: str, taken: int) -> Dated:
    """A date open at one end. `before` and `after` exclude the date itself, `until` and `since` do not."""
    first, last = found.span.earliest, found.span.latest
    span = {
        "before": Span(LEAST, day_before(first)),
        "until": Span(LEAST, last),
        "since": Span(first, MOST),
        "after": Span(min(last + timedelta(days=1), MOST), MOST),
    }[bound]
    return Dated("years", span, taken, f"{bound} {found.label}")


def _ranged(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """A date, or two with a word or a dash between them: 1985 to 1987, between May and July 1985."""
    first = _one(words, typed)
    if first is None:
        return None
    place = first.taken
    gap = language.TO.length(words[place:], typed[place:])
    if not gap and typed[place - 1][-1:] not in DASHES:
        return first
    last = _one(words[place + gap :], typed[place + gap :])
    return (last and _joined(first, last, place + gap + last.taken)) or first


def _joined(first: Dated, last: Dated, taken: int) -> Dated | None:
    if first.span.earliest > last.span.latest:
        return None
    span = Span(first.span.earliest, last.span.latest)
    label = (
        words_of(span, "years") if {first.fine, last.fine} <= {"year", "years"} else f"{first.label} to {last.label}"
    )
    return Dated("years", span, taken, label, is_range=True)


def _one(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """One date, with the word for year that may follow it in Russian."""
    part = language.PARTS_OF_YEARS.get(words[0]) if words else None
    start = int(part is not None)
    found = _plain(words[start:], typed[start:]) if len(words) > start else None
    if found is None or (part is not None and found.fine not in {"year", "years"}):
        return _season(words, typed)
    taken = start + found.taken
    taken += int(taken < len(words) and words[taken] in language.YEAR)
    return _narrowed(replace(found, taken=taken), words[0], part) if part is not None else replace(found, taken=taken)


def _narrowed(found: Dated, word: str, part: int) -> Dated:
    """The early, middle or late third of a decade or year."""
    first, last = found.span.earliest.year, found.span.latest.year
    label = f"{language.THIRDS[part]} {found.label}"
    if first == last:
        return replace(found, fine="years", span=_month(first, 1 + 4 * part, months=4), label=label)
    edges = ((0, 3), (4, 6), (7, 9))[part]
    return replace(found, span=_years(first + edges[0], first + edges[1]), label=label)


def _season(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """Spring 1986; the winter of a year ends in the next."""
    month = language.SEASONS.get(words[0]) if words else None
    if month is None:
        return None
    place = 1 + int(len(words) > 1 and words[1] == "of")
    year = _year(words[place], typed[place]) if place < len(words) else None
    if year is None:
        return None
    taken = place + 1 + int(place + 1 < len(words) and words[place + 1] in language.YEAR)
    return Dated("month", _month(year, month, months=3), taken, f"{language.SEASON_NAMES[month]} {year}")


def _plain(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    word = words[0]
    if (found := _decade(words, typed)) is not None:
        return found
    if NUMERIC.fullmatch(typed[0]) and len(words) > 2:
        return _numeric(typed[0])
    if word in language.MONTHS:
        return _from_month(language.MONTHS[word], words, typed)
    if DAY.fullmatch(word) and (found := _from_day(words, typed)):
        return found
    year = _year(word, typed[0])
    return _from_year(year, [*words[1:], "", "", ""], typed) if year else None


def _decade(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """1980s, 80s, eighties, 80-е."""
    start, taken = language.DECADES.get(words[0]), 1
    if match := DECADE.fullmatch(words[0]):
        start = _full(match[1])
    elif RUSSIAN_DECADE.fullmatch(typed[0]):
        start, taken = _full(re.sub(r"\D", "", typed[0])), 1 + int(words[0].isdigit())
    return Dated("years", _years(start, start + 9), taken, f"{start}s") if start and 1940 <= start <= 2040 else None


def _numeric(typed: str) -> Dated | None:
    """11.10.1986 is the 11th of October; 10/11/1986 too, for Americans write the month first, unless no month has that
    number: then the other span is what it means to others."""
    match = NUMERIC.fullmatch(typed)
    if match is None:
        return None
    first, last, year = match[1], match[3], _full(match[4])
    day_first, month_first = _day(year, int(last), first), _day(year, int(first), last)
    if not LEAST.year <= year <= MOST.year:
        return None
    if match[2] == "." or month_first is None:
        return _found("day", day_first or month_first, 3)
    found = _found("day", month_first, 3)
    return replace(found, other=day_first) if found and day_first != month_first else found


def _numbers(words: Sequence[str], typed: Sequence[str], start: int) -> tuple[list[str], int]:
    """The numbers of one day or two at `start`, and the place after them: 11, 11 12, 11 and 12."""
    days: list[str] = []
    place = start
    while len(days) < 2 and place < len(words) and DAY.fullmatch(words[place]):
        days.append(words[place])
        start = place + 1
        place = start + language.TO.length(words[start:], typed[start:])
    return days, start


def _from_day(words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """12 October 1986, 12th of October 1986, 11-12 October 1986."""
    days, place = _numbers(words, typed, 0)
    place += int(place < len(words) and words[place] == "of")
    if place + 1 >= len(words) or words[place] not in language.MONTHS:
        return None
    last = words[place + 1]
    year = _full(last) if re.fullmatch(r"\d\d", last) else _year(last, typed[place + 1])
    return _days(year, language.MONTHS[words[place]], days, place + 2) if year else None


def _days(year: int, month: int, days: Sequence[str], taken: int) -> Dated | None:
    """One day of a month, or the first and the last of some."""
    spans = [_day(year, month, match[1]) for one in days if (match := DAY.fullmatch(one))]
    first, last = spans[0], spans[-1]
    if first is None or last is None or first.earliest > last.latest:
        return None
    if first == last:
        return _found("day", first, taken)
    label = f"{first.earliest.day}–{describe_day(last.latest)}"
    return Dated("month", Span(first.earliest, last.latest), taken, label)


def _from_month(month: int, words: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """October 1986, October 12, 1986, October 11-12, 1986."""
    days, place = _numbers(words, typed, 1)
    if days and (year := _year(words[1], typed[1])):
        days, place = [], 1
    else:
        year = _year(words[place], typed[place]) if place < len(words) else None
    if year is None:
        return None
    return _days(year, month, days, place + 1) if days else _found("month", _month(year, month), place + 1)


def _from_year(year: int, following: Sequence[str], typed: Sequence[str]) -> Dated | None:
    """1986, 1986 October, 1986-10, 1986-10-12, 1985-87."""
    if following[0] in language.MONTHS and not YEAR.fullmatch(following[1]):
        month = language.MONTHS[following[0]]
        if DAY.fullmatch(following[1]) and (span := _day(year, month, following[1])):
            return _found("day", span, 3)
        return _found("month", _month(year, month), 2)
    dashed = bool(re.search(r"\d\s*[-–—/.]\s*\d", typed[0]))
    if dashed and ISO_DAY.match(typed[0]) and (span := _day(year, int(following[0]), following[1])):
        return _found("day", span, 3)
    if dashed and re.fullmatch(r"\d{2}|\d{4}", following[0]):
        last = int(following[0]) if len(following[0]) == 4 else year // 100 * 100 + int(following[0])
        if year <= last <= MOST.year:
            return _found("years", _years(year, last), 2)
        if len(following[0]) == 2 and 1 <= int(following[0]) <= 12:
            return _found("month", _month(year, int(following[0])), 2)
    return _found("year", _years(year, year), 1)


def words_of(span: Span, fine: str) -> str:
    """A span in a reader's words."""
    first, last = span.earliest, span.latest
    if fine == "day":
        return describe_day(first)
    if fine == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def described(span: Span) -> str:
    """A span as exactly as it is known: a day, a month, a year or years."""
    first, last = span.earliest, span.latest
    if first == last:
        return describe_day(first)
    return words_of(span, "month" if (first.year, first.month) == (last.year, last.month) else "years")
