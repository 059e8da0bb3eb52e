"""Finds dates in a text and resolves them against the day of publication, as EDTF no finer than the text."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.desk.reading.calendar_words import (
    FUTURE,
    MONTHS_EN,
    MONTHS_RU,
    NUMBERS,
    PAST,
    WEEKDAYS_EN,
    WEEKDAYS_RU,
    WILL,
    DateForm,
    date_forms,
)
from timeline.desk.reading.spans import FoundSpan, SpanChoice
from timeline.desk.reading.story import StoryDays
from timeline.desk.reading.words import TextInWords
from timeline.domain import dates

type Parts = Mapping[str, str | None]

MONTH_FORMS = tuple(re.compile(f"(?:{en}|{ru})", re.IGNORECASE) for en, ru in zip(MONTHS_EN, MONTHS_RU, strict=True))
WEEKDAY_FORMS = tuple(
    re.compile(f"(?:{en}|{ru})", re.IGNORECASE) for en, ru in zip(WEEKDAYS_EN, WEEKDAYS_RU, strict=True)
)
NEAR = {"yesterday": -1, "tomorrow": 1, "вчера": -1, "завтра": 1,
        "позавчера": -2, "послезавтра": 2}  # fmt: skip
BACK = re.compile("last|past|previous|прошл|минувш", re.IGNORECASE)
AHEAD = re.compile("next|coming|следующ|будущ|ближайш|предстоящ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateContext:
    """What a date is resolved against: the day of publication, whether it is known to the day, which way the sentence
    looks (-1 past, 1 future, 0 unknown), and the year named last, if long past."""

    published: date
    is_day: bool
    direction: int
    year: int | None


def month_number(word: str) -> int:
    """The number of a month's name, in any form. Raises StopIteration if it is none."""
    return next(number for number, form in enumerate(MONTH_FORMS, start=1) if form.fullmatch(word))


def _direction(words: TextInWords, start: int, end: int) -> int:
    """Whether the sentence speaks of the past (-1) or the future (1) at a date: the cue nearest before it, or else the
    first behind it."""
    first, last = words.sentence_span(words.sentence_at(start))
    before, after = words.text[first:start], words.text[end:last]
    nearest = [(match.end(), way) for form, way in ((FUTURE, 1), (PAST, -1)) for match in form.finditer(before)]
    if nearest:
        return max(nearest)[1]
    following = [(match.start(), way) for form, way in ((WILL, 1), (PAST, -1)) for match in form.finditer(after)]
    return min(following)[1] if following else 0


def _year_for(month: int, day: int, context: DateContext, which: str) -> int:
    """The year of a date written without one."""
    around = context.published
    years = (around.year - 1, around.year, around.year + 1)
    apart = {year: (year - around.year) * 365 + (month - around.month) * 30.4 + (day - around.day) for year in years}
    if BACK.search(which):
        return max(year for year in years if apart[year] < 0)
    if AHEAD.search(which) or (context.direction > 0 and abs(apart[around.year]) > 45):
        return min(year for year in years if apart[year] >= 0)
    return min(years, key=lambda year: (abs(apart[year]), year))


def _dated(parts: Parts, context: DateContext, *, month: str = "month", day: str = "day") -> tuple[int, int, int, bool]:
    """Year, month, day (0 if not written) and whether the year is written."""
    number, on = month_number(parts[month] or ""), int(parts.get(day) or 0)
    if year := parts.get("year"):
        return int(year), number, on, True
    if which := parts.get("of_year"):
        return _year_of(which, context), number, on, True
    if context.year is not None:
        return context.year, number, on, False
    return _year_for(number, on or 15, context, parts.get("which") or ""), number, on, False


def _edtf(year: int, month: int = 0, day: int = 0) -> str:
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _year_of(which: str, context: DateContext) -> int:
    """The year of a month *of last year*, *прошлого года*."""
    return context.published.year + (-1 if BACK.search(which) else 1 if AHEAD.search(which) else 0)


def _reason(is_written: bool, context: DateContext) -> str:
    return "as written" if is_written else f"the year nearest to {context.published.isoformat()}"


type Resolved = tuple[str, float, str] | None


def _day(parts: Parts, context: DateContext) -> Resolved:
    year, month, day, is_written = _dated(parts, context)
    return _edtf(year, month, day), 1.0 if is_written else 0.9, _reason(is_written, context)


def _numbers(parts: Parts, context: DateContext) -> Resolved:
    return _edtf(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0)), 1.0, "as written"


def _days(parts: Parts, context: DateContext) -> Resolved:
    year, month, day, is_written = _dated(parts, context)
    last = _edtf(year, month, int(parts["day2"] or 0))
    return f"{_edtf(year, month, day)}/{last}", 1.0 if is_written else 0.9, _reason(is_written, context)


def _two_months(parts: Parts, context: DateContext) -> Resolved:
    year, month, day, is_written = _dated(parts, context, month="month2", day="day2")
    first = month_number(parts["month"] or "")
    begun = _edtf(year - (first > month), first, int(parts["day"] or 0))
    return f"{begun}/{_edtf(year, month, day)}", 1.0 if is_written else 0.9, _reason(is_written, context)


def _month(parts: Parts, context: DateContext) -> Resolved:
    year, month, _, is_written = _dated(parts, context)
    return _edtf(year, month), 1.0 if is_written else 0.85, _reason(is_written, context)


def _part(parts: Parts, context: DateContext) -> Resolved:
    year, month, _, is_written = _dated(parts, context)
    return f"{_edtf(year, month)}~", 0.9, f"{parts['part']} of the month; {_reason(is_written, context)}"


def _weekday(parts: Parts, context: DateContext) -> Resolved:
    if not context.is_day:
        return None
    wanted = _weekday_number(parts)
    which = parts.get("which") or parts.get("after") or ""
    back = (context.published.weekday() - wanted) % 7
    if AHEAD.search(which):
        found, why = context.published + timedelta(days=(-back) % 7 or 7), "the next one after"
    elif BACK.search(which):
        found, why = context.published - timedelta(days=back or 7), "the last one before"
    elif context.direction > 0:
        found, why = context.published + timedelta(days=(-back) % 7), "the sentence looks ahead: the first one from"
    else:
        found, why = context.published - timedelta(days=back), "the last one up to"
    return found.isoformat(), 0.85, f"{why} {context.published.isoformat()}"


def _weekday_number(parts: Parts) -> int:
    return next(number for number, form in enumerate(WEEKDAY_FORMS) if form.fullmatch(parts["weekday"] or ""))


def _near(parts: Parts, context: DateContext) -> Resolved:
    if not context.is_day:
        return None
    found = context.published + timedelta(days=NEAR.get((parts["near"] or "").lower(), 0))
    return found.isoformat(), 0.85, f"counted from {context.published.isoformat()}"


def _moved_months(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def _unit(parts: Parts, context: DateContext) -> Resolved:
    which, unit = parts["which"] or "", (parts["unit"] or "").lower()
    step = -1 if BACK.search(which) else 1 if AHEAD.search(which) else 0
    why = f"counted from {context.published.isoformat()}"
    if unit.startswith(("year", "год")):
        return _edtf(context.published.year + step), 0.8, why
    if unit.startswith(("month", "месяц")):
        return _edtf(*_moved_months(context.published, step)), 0.85, why
    if not context.is_day:
        return None
    monday = context.published - timedelta(days=context.published.weekday() - 7 * step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", 0.8, why


def _ago(parts: Parts, context: DateContext) -> Resolved:
    written, unit = (parts["count"] or "").lower(), (parts["unit"] or "").lower()
    count, why = NUMBERS.get(written) or int(written), f"counted from {context.published.isoformat()}"
    if unit.startswith(("year", "год", "лет")):
        return f"{context.published.year - count}~", 0.7, why
    if unit.startswith(("month", "месяц")):
        return f"{_edtf(*_moved_months(context.published, -count))}~", 0.7, why
    if not context.is_day:
        return None
    is_weeks = unit.startswith(("week", "недел"))
    found = context.published - timedelta(days=count * (7 if is_weeks else 1))
    return found.isoformat() + ("~" if is_weeks else ""), 0.75, why


def _year(parts: Parts, context: DateContext) -> Resolved:
    return parts["year"] or "", 0.8, "a year as written"


def _part_year(parts: Parts, context: DateContext) -> Resolved:
    return f"{parts['year']}~", 0.8, "a part of the year"


def _decade(parts: Parts, context: DateContext) -> Resolved:
    return f"{(parts['decade'] or '')[:3]}X{'~' if parts['part'] else ''}", 0.8, "a decade as written"


RESOLVERS: dict[str, Callable[[Parts, DateContext], Resolved]] = {
    "iso": _numbers, "dotted": _numbers, "two-months": _two_months, "days": _days, "day": _day, "part": _part,
    "month": _month, "and-month": _month, "weekday": _weekday, "near": _near, "unit": _unit, "ago": _ago,
    "part-year": _part_year, "decade": _decade, "year": _year,
}  # fmt: skip


def _valid(edtf: str) -> bool:
    try:
        return dates.is_plausible(dates.parse(edtf))
    except dates.DateError:
        return False


DATELINE = 60
"""How many characters from the start a dateline is looked for: `MOSCOW, Feb 19`."""


def _dateline(edtf: str, published: date) -> date | None:
    """The day of writing, if it lies shortly before the publication: words like *today* count from it."""
    written = dates.parse(edtf).latest
    return written if timedelta() <= published - written <= timedelta(days=3) else None


def _of_story(form: DateForm, text: str, context: DateContext, story: StoryDays) -> SpanChoice | None:
    """What a weekday or *the next day* means in a story that the text tells; None for other forms."""
    parts = form.parts
    if form.kind == "told":
        return story.told(form.written, parts["count"] or parts["count_ru"] or parts["count_after"] or "")
    if form.kind == "weekday" and context.is_day and not (parts["which"] or parts.get("after")):
        return story.weekday(text[max(form.start - 60, 0) : form.start], _weekday_number(parts), context.published)
    return None


def _choices(form: DateForm, text: str, context: DateContext, story: StoryDays) -> tuple[SpanChoice, ...]:
    """What a form of a date may mean, the likeliest first; empty if nothing."""
    resolved = RESOLVERS[form.kind](form.parts, context) if form.kind in RESOLVERS else None
    every = _of_story(form, text, context, story), SpanChoice(*resolved) if resolved else None
    return tuple(one for one in every if one and _valid(one.value))


def dates_in(words: TextInWords, published: str) -> Iterator[FoundSpan]:
    """The dates of a text, in its order, with the EDTF that each means. `published`: EDTF."""
    day = dates.parse(published)
    is_day = day.earliest == day.latest
    named: tuple[int, int] | None = None
    datelined: date | None = None
    story = StoryDays()
    for form in date_forms(words.text):
        direction = _direction(words, form.start, form.end)
        far = named is not None and direction <= 0 and named[1] < day.earliest.year - 1 and form.start - named[0] < 300
        base = datelined or (day.latest if is_day else day.earliest)
        context = DateContext(base, is_day, direction, named[1] if far and named else None)
        choices = _choices(form, words.text, context, story)
        if year := form.parts.get("year"):
            named = form.start, int(year)
        if not choices:
            continue
        if form.kind == "day" and form.start < DATELINE and is_day:
            datelined = _dateline(choices[0].value, day.latest)
        story.note(form.kind, choices[0].value, base, direction)
        yield FoundSpan(form.start + form.lead, form.end, "date", choices)
