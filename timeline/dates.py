"""Dates as the sources give them: EDTF (Library of Congress, ISO 8601-2), kept as written and as the first and last day
they can mean. Imports vocabulary only; everything else may import it.

The record's profile of EDTF: a year, month or day, its last parts unknown (`198X`, `1962-10-XX`), marked approximate
`~`, uncertain `?` or both `%`; or a closed interval of two of these. Seasons, open intervals, sets and clock times are
refused: each would need a first and last day that no source gives.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

type Precision = Literal["day", "month", "year", "decade", "century"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # fmt: skip
POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>0[1-9]|1[0-2]|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[~?%])?"
)
FORMS = "write a date as 1986, 1986-10 or 1986-10-12, with ~ (approximate) or ? (uncertain) behind it where it is so"


class DateError(ValueError):
    """A text that is no date of the record's EDTF profile; its message says what to write."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date can mean, both inclusive."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a written date: its parts as numbers where they are known."""

    year: str
    month: int | None
    day: int | None
    mark: str


def _match(text: str) -> re.Match[str]:
    match = POINT.fullmatch(text)
    if match is None:
        raise DateError(f"{text!r} is not a date; {FORMS}")
    return match


def _calendar_span(match: re.Match[str]) -> Span:
    """First and last day of a point without unknown parts. Raises ValueError when there is no such day."""
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    if day:
        return Span(date(year, month, day), date(year, month, day))
    if month:
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Span(date(year, 1, 1), date(year, 12, 31))


def _library_span(text: str) -> Span:
    """First and last day of one point, by the edtf library. Raises ValueError and its like when it finds none."""
    import edtf  # 0.1 s, which a command or server that meets no such date is spared

    try:
        parsed = edtf.parse_edtf(text)
    except edtf.EDTFParseException as error:
        raise ValueError(text) from error
    return Span(date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))


def _bounds(text: str) -> Span:
    """First and last day of one point; one with unknown parts by the edtf library, whose errors become DateError.

    A point that has none is read here: the library's grammar takes 5 ms a date, seconds over the whole record.
    """
    match = _match(text)
    try:
        if "X" not in text and match["day"] != "00":
            return _calendar_span(match)
        return _library_span(text)
    except (ValueError, TypeError, OverflowError):
        raise DateError(f"{text!r} is not a day of the calendar; {FORMS}") from None


@lru_cache(maxsize=32_768)
def parse(text: str) -> Span:
    """The span that an EDTF text covers.

    Raises DateError when it is outside the record's profile or ends before it starts.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _bounds(start)
    if not start or not end or ".." in (start, end):
        raise DateError(f"{text!r} is open-ended; write both ends of an interval")
    span = Span(_bounds(start).earliest, _bounds(end).latest)
    if span.latest < span.earliest:
        raise DateError(f"{text!r} ends before it starts")
    return span


def span(start: str, end: str = "") -> Span:
    """The span from the first day of `start` to the last day of `end` (of `start` where there is no end).

    Raises DateError when either is no date or the end lies before the start.
    """
    first, last = parse(start), parse(end or start)
    if last.latest < first.earliest:
        raise DateError(f"the end {end!r} lies before the start {start!r}")
    return Span(first.earliest, last.latest)


def is_certain(text: str) -> bool:
    """Whether no part of the written date is marked approximate or uncertain."""
    return not any(mark in text for mark in "~?%")


def is_exact(text: str) -> bool:
    """Whether the text names one day and no doubt about it."""
    return is_certain(text) and parse(text).earliest == parse(text).latest


def precision(text: str) -> Precision:
    """How fine the written date is (of an interval: its first end). Raises DateError when it is no date."""
    match = _match(text.partition("/")[0])
    if match["day"] not in (None, "XX"):
        return "day"
    if match["month"] not in (None, "XX"):
        return "month"
    if match["year"].endswith("XX"):
        return "century"
    return "decade" if match["year"].endswith("X") else "year"


def _point(text: str) -> _Point:
    match = _match(text)
    month, day = match["month"], match["day"]
    return _Point(
        year=match["year"],
        month=int(month) if month not in (None, "XX") else None,
        day=int(day) if day not in (None, "XX") else None,
        mark=match["mark"] or "",
    )


def _year_words(year: str) -> str:
    return f"{year.replace('X', '0')}s" if "X" in year else year


def _bare_words(point: _Point) -> str:
    if point.month is None:
        return _year_words(point.year)
    if point.day is None:
        return f"{MONTHS[point.month - 1]} {_year_words(point.year)}"
    return f"{point.day} {MONTHS[point.month - 1]} {point.year}"


def _marked(words: str, marks: str) -> str:
    about = "about " if "~" in marks or "%" in marks else ""
    doubt = " (uncertain)" if "?" in marks or "%" in marks else ""
    return f"{about}{words}{doubt}"


def _joined(first: _Point, last: _Point) -> str:
    """Two ends in words, what they share written once: 19–21 November 1985, 28 May – 2 June 1988, May–June 1974."""
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return _bare_words(first)
    if first.year == last.year and first.month and last.month:
        if first.month == last.month and first.day and last.day:
            return f"{first.day}\N{EN DASH}{_bare_words(last)}"
        if first.day:
            return f"{first.day} {MONTHS[first.month - 1]} \N{EN DASH} {_bare_words(last)}"
        if not first.day and not last.day:
            return f"{MONTHS[first.month - 1]}\N{EN DASH}{_bare_words(last)}"
    if not first.month and not last.month:
        return f"{_bare_words(first)}\N{EN DASH}{_bare_words(last)}"
    return f"{_bare_words(first)} \N{EN DASH} {_bare_words(last)}"


@lru_cache(maxsize=4096)
def describe(start: str, end: str = "") -> str:
    """A date in a reader's words, no finer than it is written: `19–21 November 1985`, `about May 1986`.

    Raises DateError when a text is outside the record's profile.
    """
    first_text, slash, last_text = start.partition("/")
    first = _point(first_text)
    last = _point(end.rpartition("/")[2] or last_text) if (end or slash) else first
    if first.mark == last.mark:
        return _marked(_joined(first, last), first.mark)
    return f"{_marked(_bare_words(first), first.mark)} \N{EN DASH} {_marked(_bare_words(last), last.mark)}"


def describe_day(day: date) -> str:
    """One day in a reader's words: `12 October 1986`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
