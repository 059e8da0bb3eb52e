"""Parses days, months, years and decades at the start of a query's words. Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from timeline.domain.dates import MONTHS, Span, describe_day
from timeline.search import language

YEAR = re.compile(r"(19[4-9]\d|20[0-4]\d)")
DECADE = re.compile(r"((?:19|20)?\d0)s")
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
ISO_DAY = re.compile(r"\d{4}-(0?[1-9]|1[0-2])-\d{1,2}\b")
LEAST, MOST = date(1940, 1, 1), date(2049, 12, 31)


def _month(year: int, month: int) -> Span:
    after = date(year + month // 12, month % 12 + 1, 1)
    return Span(date(year, month, 1), after - timedelta(days=1))


def _years(first: int, last: int) -> Span:
    return Span(date(first, 1, 1), date(last, 12, 31))


def _day(year: int, month: int, day: str) -> Span | None:
    try:
        found = date(year, month, int(day))
    except ValueError:
        return None
    return Span(found, found)


def dated(words: Sequence[str], typed: Sequence[str]) -> tuple[str, Span, int] | None:
    """The date that the words begin with: its precision (day, month, year, years), span and number of words."""
    word, *rest = words[:5]
    following = [*rest, "", "", ""]
    if match := DECADE.fullmatch(word):
        start = int(match[1]) if len(match[1]) == 4 else 1900 + int(match[1])
        return ("years", _years(start, start + 9), 1) if 1940 <= start <= 2040 else None
    if word in language.MONTHS:
        return _from_month(language.MONTHS[word], following)
    if (match := DAY.fullmatch(word)) and following[0] in language.MONTHS and YEAR.fullmatch(following[1]):
        span = _day(int(following[1]), language.MONTHS[following[0]], match[1])
        return ("day", span, 3) if span else None
    if YEAR.fullmatch(word):
        return _from_year(int(word), following, typed)
    return None


def _from_month(month: int, following: Sequence[str]) -> tuple[str, Span, int] | None:
    if YEAR.fullmatch(following[0]):
        return "month", _month(int(following[0]), month), 2
    if (match := DAY.fullmatch(following[0])) and YEAR.fullmatch(following[1]):
        span = _day(int(following[1]), month, match[1])
        return ("day", span, 3) if span else None
    return None


def _from_year(year: int, following: Sequence[str], typed: Sequence[str]) -> tuple[str, Span, int]:
    if following[0] in language.MONTHS and not DAY.fullmatch(following[1]):
        return "month", _month(year, language.MONTHS[following[0]]), 2
    dashed = bool(re.search(r"\d\s*[-–—/]\s*\d", typed[0]))
    if dashed and ISO_DAY.match(typed[0]) and (span := _day(year, int(following[0]), following[1])):
        return "day", span, 3
    if dashed and re.fullmatch(r"\d{2}|\d{4}", following[0]):
        last = int(following[0]) if len(following[0]) == 4 else year // 100 * 100 + int(following[0])
        if year <= last <= MOST.year:
            return "years", _years(year, last), 2
        if len(following[0]) == 2 and 1 <= int(following[0]) <= 12:
            return "month", _month(year, int(following[0])), 2
    if following[0] in language.TO | {"and"} and YEAR.fullmatch(following[1]) and year <= int(following[1]):
        return "years", _years(year, int(following[1])), 3
    return "year", _years(year, year), 1


def words_of(span: Span, fine: str) -> str:
    """A span in a reader's words."""
    first, last = span.earliest, span.latest
    if fine == "day":
        return describe_day(first)
    if fine == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year:
        return str(first.year)
    if last == MOST or last.year == date.max.year:
        return f"from {first.year}"
    return f"up to {last.year}" if first == LEAST else f"{first.year}–{last.year}"
