"""Dates as the sources give them: EDTF (Library of Congress, ISO 8601-2), kept as written and as the first and last day
they can mean. Imports nothing else of the program; everything else may import it.

The record's profile of EDTF: a year, month or day, parts of it unknown (`198X`, `1962-10-XX`, `2008-XX-04`), marked
approximate `~`, uncertain `?` or both `%`; or a closed interval of two of these. Seasons, open intervals, sets and
clock times are refused: each would need a first and last day that no source gives.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
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
YEARS = (1945, 2050)
"""The first and last year that the record can cover: a year with a mistyped digit or century (`9986`, `0086`,
`1886`, `2086`) lies outside. The loader refuses such years; pictures draw nothing outside, whatever a database
holds."""
ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
FORMS = "write a date as 1986, 1986-10 or 1986-10-12, with ~ (approximate) or ? (uncertain) behind it where it is so"


class DateError(ValueError):
    """A text that is not a date in the record's EDTF profile; its message says what to write."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date can mean, both inclusive."""

    earliest: date
    latest: date

    def meets(self, other: "Span") -> bool:
        """Whether they have a day in common."""
        return self.earliest <= other.latest and other.earliest <= self.latest


PLAUSIBLE = Span(date(YEARS[0], 1, 1), date(YEARS[1], 12, 31))
"""All the days of YEARS."""


def is_plausible(span: Span) -> bool:
    """Whether the whole span lies in YEARS."""
    return PLAUSIBLE.earliest <= span.earliest and span.latest <= PLAUSIBLE.latest


def day_before(day: date) -> date:
    """The day before; the calendar's first day, which has none, is returned unchanged."""
    return date.fromordinal(max(day.toordinal() - 1, 1))


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a written date: its parts, as numbers where they are known."""

    year: str
    month: int | None
    day: int | None
    mark: str


def _match(text: str) -> re.Match[str]:
    match = POINT.fullmatch(text)
    if match is None:
        raise DateError(f"{text!r} is not a date; {FORMS}")
    return match


def _numbers(part: str | None, least: int, most: int) -> range:
    """The numbers from least to most that a part's digits can mean, ascending; all of them if the part is not
    written."""
    low, high = ((part or "X").replace("X", digit) for digit in "09")
    if not part or part == "XX":
        return range(least, most + 1)
    return range(max(int(low), least), min(int(high), most) + 1)


def _days(match: re.Match[str], step: Literal[1, -1]) -> Iterator[date]:
    """The days that a point can mean, in chronological or (-1) reverse order."""
    for year in _numbers(match["year"], 1, 9999)[::step]:
        for month in _numbers(match["month"], 1, 12)[::step]:
            for day in _numbers(match["day"], 1, monthrange(year, month)[1])[::step]:
                yield date(year, month, day)


def _bounds(text: str) -> Span:
    """First and last day of one point: the first that exists in the calendar, from either end."""
    match = _match(text)
    first, last = next(_days(match, 1), None), next(_days(match, -1), None)
    if first is None or last is None:
        raise DateError(f"{text!r} is not a day of the calendar; {FORMS}")
    return Span(first, last)


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
    """The span from the first day of `start` to the last day of `end` (of `start` if there is no end).

    Raises DateError if either is not a date or the end lies before the start.
    """
    first, last = parse(start), parse(end or start)
    if last.latest < first.earliest:
        raise DateError(f"the end {end!r} lies before the start {start!r}")
    return Span(first.earliest, last.latest)


def is_certain(text: str) -> bool:
    """Whether no part of the written date is marked approximate or uncertain."""
    return not any(mark in text for mark in "~?%")


def is_exact(text: str) -> bool:
    """Whether the text names a single day, without doubt."""
    return is_certain(text) and parse(text).earliest == parse(text).latest


def ends(start: str, end: str = "") -> tuple[str, str]:
    """The first and last end as written, each a date without a slash; a date that is not an interval is both.

    The texts must be dates.
    """
    first, _, last = start.partition("/")
    return first, (end.rpartition("/")[2] or last or first)


def known(text: str) -> tuple[int, ...]:
    """Year, month and day of a date without a slash, up to the first unknown part: (1962, 10) for `1962-10-XX`,
    (2008,) for `2008-XX-04`, empty for `198X`. Raises DateError if it is not a date."""
    match = _match(text)
    parts: list[int] = []
    for part in (match["year"], match["month"], match["day"]):
        if part is None or "X" in part:
            break
        parts.append(int(part))
    return tuple(parts)


def precision(text: str) -> Precision:
    """How precise the written date is (for an interval, its first end). Raises DateError if it is not a date."""
    first = text.partition("/")[0]
    if parts := known(first):
        return ("year", "month", "day")[len(parts) - 1]
    return "century" if _match(first)["year"].endswith("XX") else "decade"


def iso(text: str) -> str:
    """The date in ISO 8601 (`1986-10-12`, `1986-10`, `1986`) if that says the same as EDTF; empty if a part is
    unknown or in doubt, or if it is an interval. The text must be a date."""
    return text if ISO.fullmatch(text) else ""


def _point(text: str) -> _Point:
    match = _match(text)
    month, day = match["month"], match["day"]
    return _Point(
        year=match["year"],
        month=int(month) if month not in (None, "XX") else None,
        day=int(day) if day not in (None, "XX") else None,
        mark=match["mark"] or "",
    )


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`."""
    ending = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def year_words(year: str) -> str:
    """A year as written, in words: `1986`, `1980s`; for a century `between 1900 and 1999`, because `1900s` is a
    decade."""
    if year.endswith("XX"):
        return f"between {year[:2]}00 and {year[:2]}99"
    return f"{year.replace('X', '0')}s" if "X" in year else year


def _some_year(year: str) -> str:
    """An unknown year, after a day or month that is known: `of a year in the 1980s`."""
    words = year_words(year)
    return f"of a year {words if year.endswith('XX') else f'in the {words}'}"


def _bare_words(point: _Point) -> str:
    is_known = "X" not in point.year
    if point.month is None and point.day is None:
        return year_words(point.year)
    if point.month is None:
        year = f"in {point.year}" if is_known else _some_year(point.year)
        return f"the {ordinal(point.day or 0)} of a month {year}"
    month = MONTHS[point.month - 1] if point.day is None else f"{point.day} {MONTHS[point.month - 1]}"
    return f"{month} {point.year if is_known else _some_year(point.year)}"


def _marked(words: str, marks: str) -> str:
    about = "about " if "~" in marks or "%" in marks else ""
    doubt = " (uncertain)" if "?" in marks or "%" in marks else ""
    return f"{about}{words}{doubt}"


def _joined(first: _Point, last: _Point) -> str:
    """Two ends in words, with shared parts written once: 19–21 November 1985, 28 May – 2 June 1988, May–June 1974."""
    if first == last:
        return _bare_words(first)
    if first.year == last.year and "X" not in first.year and first.month and last.month:
        if first.month == last.month and first.day and last.day:
            return f"{first.day}\N{EN DASH}{_bare_words(last)}"
        if first.day:
            return f"{first.day} {MONTHS[first.month - 1]} \N{EN DASH} {_bare_words(last)}"
        if not first.day and not last.day:
            return f"{MONTHS[first.month - 1]}\N{EN DASH}{_bare_words(last)}"
    is_century = any(one.year.endswith("XX") for one in (first, last))
    if not is_century and not any((first.month, first.day, last.month, last.day)):
        return f"{_bare_words(first)}\N{EN DASH}{_bare_words(last)}"
    return f"{_bare_words(first)} \N{EN DASH} {_bare_words(last)}"


@lru_cache(maxsize=4096)
def describe(start: str, end: str = "") -> str:
    """A date in words for readers, no more precise than it is written: `19–21 November 1985`, `about May 1986`.

    Raises DateError when a text is outside the record's profile.
    """
    first, last = map(_point, ends(start, end))
    if first.mark == last.mark:
        return _marked(_joined(first, last), first.mark)
    return f"{_marked(_bare_words(first), first.mark)} \N{EN DASH} {_marked(_bare_words(last), last.mark)}"


def describe_day(day: date) -> str:
    """One day in words for readers: `12 October 1986`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def whole_years(first: date, last: date) -> Span:
    """From 1 January of the first day's year to 31 December of the last day's."""
    return Span(date(first.year, 1, 1), date(last.year, 12, 31))


def whole_months(first: date, last: date) -> int:
    """The number of whole months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def interval(first: date, last: date, *, is_rough: bool = False) -> str:
    """How long after one day another was, in words: `9 days later`, `14 months later`, `4 years and 9 months later`.
    `is_rough`: one of the two is not known to the day."""
    days = (last - first).days
    months = whole_months(first, last)
    years, rest = divmod(months, 12)
    if days < 1:
        return "at the same time" if is_rough else "the same day"
    if months < 2:
        said = _counted(days, "day")
    elif months < 24:
        said = _counted(months, "month")
    else:
        said = _counted(years, "year") + (f" and {_counted(rest, 'month')}" if rest else "")
    return f"{'about ' if is_rough else ''}{said} later"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
