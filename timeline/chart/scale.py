"""Time along a line: where a day lies in a window, which ticks fit, and the windows reached by zooming and panning."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from timeline.domain.dates import MONTHS, Span

NARROWEST = 600
"""Pixels: the width of the narrowest plot that is drawn; labels are laid out for it."""
SHORTEST_WINDOW = 28
"""Days: the window is never narrower than about a month."""
MOST_TICKS = 13


class Scale:
    """A window of time drawn from 0 (the start of its first day) to 100 (the end of its last day), in percent;
    `days` is its length in days, both ends included."""

    __slots__ = ("_first", "_percent", "days", "window")

    def __init__(self, window: Span) -> None:
        self.window = window
        self._first = window.earliest.toordinal()
        self.days = window.latest.toordinal() - self._first + 1
        self._percent = 100 / self.days

    def at(self, day: date) -> float:
        """Percent at which a day begins; below 0 or above 100 outside the window."""
        return (day.toordinal() - self._first) * self._percent

    def extent(self, earliest: date, latest: date) -> tuple[float, float]:
        """Percent from the start of the first day to the end of the last, clipped to the window."""
        left = min(max(0.0, self.at(earliest)), 100.0)
        return left, max(left, min(100.0, self.at(latest) + self._percent))


def thinned[T](items: Sequence[T], scale: Scale, *, most: int, day: Callable[[T], date]) -> Sequence[T]:
    """The items, oldest first; if there are more than `most`, the last in each of `most` equal parts of the window: no
    picture can show more, and no page should be larger. `day` says where an item is drawn."""
    if len(items) <= most:
        return items
    return list({min(int(scale.at(day(item)) * most / 100), most - 1): item for item in items}.values())


class Tick(NamedTuple):
    """A line across the picture and its label; `major` if a larger unit begins there."""

    x: float
    label: str
    major: bool


def year_start(year: int) -> date:
    """1 January."""
    return date(year, 1, 1)


def year_end(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months(window: Span, size: int, *, most: int = 100_000) -> list[Span]:
    """Bins of `size` whole months, from the one the window begins in to the one it ends in; bins of years begin at
    multiples of their length. Empty if there are more than `most`."""
    first, last = _month_number(window.earliest) // size * size, _month_number(window.latest)
    numbers = range(first, last + 1, size)
    return [Span(_month(n), month_end(_month(n + size - 1))) for n in numbers] if len(numbers) <= most else []


def weeks(window: Span) -> list[Span]:
    """The weeks, Monday to Sunday, from the one the window begins in to the one it ends in."""
    monday = window.earliest.toordinal() - window.earliest.weekday()
    starts = range(monday, window.latest.toordinal() + 1, 7)
    return [Span(_day(start), _day(start + 6)) for start in starts]


def _day(ordinal: int) -> date:
    """The date with that ordinal, clamped to the calendar."""
    return date.fromordinal(max(date.min.toordinal(), min(ordinal, date.max.toordinal())))


def _month(number: int) -> date:
    """The first day of the month with that number, clamped to the calendar."""
    number = max(_month_number(date.min), min(number, _month_number(date.max)))
    return date(number // 12, number % 12 + 1, 1)


def _months(window: Span, step: int) -> list[date]:
    """The first day of every `step`th month in the window, counted from January."""
    first = window.earliest.year * 12 + window.earliest.month - 1
    last = window.latest.year * 12 + window.latest.month - 1
    starts = (date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1) if number % 12 % step == 0)
    return [day for day in starts if day >= window.earliest]


def _years(window: Span, step: int) -> list[date]:
    years = range(window.earliest.year, window.latest.year + 1)
    return [day for year in years if year % step == 0 and (day := year_start(year)) >= window.earliest]


def _days(window: Span, step: int) -> list[date]:
    """Every `step`th day of each month, counted from the first; the last is left out if it would crowd the next
    month."""
    days = (window.earliest + timedelta(days=n) for n in range((window.latest - window.earliest).days + 1))
    return [day for day in days if (day.day - 1) % step == 0 and day.day <= 31 - step // 2]


def ticks(scale: Scale, *, most: int = MOST_TICKS) -> list[Tick]:
    """The ticks that fit the window, at most so many: days, months, quarters, years, or steps of years."""
    for step in (1, 2, 7, 14):
        if scale.days <= 70 and len(found := _days(scale.window, step)) <= most:
            return [Tick(scale.at(day), _day_label(day, found), day.day == 1) for day in found]
    for step in (1, 3, 6):
        if scale.days < 366 * 8 and len(found := _months(scale.window, step)) <= most:
            return [Tick(scale.at(day), _month_label(day), day.month == 1) for day in found]
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if len(found := _years(scale.window, step)) <= most:
            return [Tick(scale.at(day), str(day.year), day.year % 10 == 0) for day in found]
    return []


def _day_label(day: date, found: list[date]) -> str:
    named = day == found[0] or day.day == 1
    return f"{day.day} {MONTHS[day.month - 1][:3]}" if named else str(day.day)


def _month_label(day: date) -> str:
    return str(day.year) if day.month == 1 else MONTHS[day.month - 1][:3]


def snapped(window: Span, *, whole: Span) -> Span:
    """The window moved to the nearest round ends (years, months or days, by its length) within the whole.

    It keeps its length as closely as round ends allow, so that zooming in and out again leads back.
    """
    length = (window.latest - window.earliest).days + 1
    if length > 366 * 4:
        first = _day(window.earliest.toordinal() + 182).year * 12
        return _months_within(first, round(length / 365.25) * 12, whole)
    if length > 31 * 4:
        return _months_within(_month_number(_day(window.earliest.toordinal() + 15)), round(length / 30.44), whole)
    if length <= 31:
        return _months_within(_month_number(centre(window)), 1, whole)
    return Span(max(window.earliest, whole.earliest), min(window.latest, whole.latest))


def _months_within(first: int, count: int, whole: Span) -> Span:
    """`count` whole months from the month numbered `first`, shifted into the whole."""
    low, high = _month_number(whole.earliest), _month_number(whole.latest)
    first = max(low, min(first, high - count + 1))
    last = min(first + count - 1, high)
    return Span(_month(first), month_end(_month(last)))


def _around(centre: date, length: int, *, whole: Span) -> Span:
    """A window of `length` days around a day, shifted back into the whole if it would leave it."""
    length = max(SHORTEST_WINDOW, min(length, (whole.latest - whole.earliest).days + 1))
    earliest_ordinal = centre.toordinal() - length // 2
    earliest_ordinal = max(whole.earliest.toordinal(), min(earliest_ordinal, whole.latest.toordinal() - length + 1))
    return Span(date.fromordinal(earliest_ordinal), date.fromordinal(earliest_ordinal + length - 1))


def centre(window: Span) -> date:
    """The day in the middle."""
    return date.fromordinal((window.earliest.toordinal() + window.latest.toordinal() + 1) // 2)


def year_around(day: date, *, whole: Span) -> Span:
    """The calendar year of a day, within the whole."""
    return Span(max(year_start(day.year), whole.earliest), min(year_end(day.year), whole.latest))


def month_around(day: date) -> Span:
    """The month of a day."""
    return Span(day.replace(day=1), month_end(day))


def resized(window: Span, days: int, *, whole: Span) -> Span:
    """A window of about `days` days around the same centre."""
    return snapped(_around(centre(window), days, whole=whole), whole=whole)


def zoomed(window: Span, factor: float, *, whole: Span) -> Span:
    """The window widened (factor over 1) or narrowed (under 1) around its centre."""
    days = (window.latest - window.earliest).days + 1
    return resized(window, round(days * factor), whole=whole)


def panned(window: Span, share: float, *, whole: Span) -> Span:
    """The window moved by a share of its length (negative: back in time) within the whole; its length is kept."""
    days = (window.latest - window.earliest).days + 1
    by_years = window == Span(year_start(window.earliest.year), year_end(window.latest.year))
    by_months = window.earliest.day == 1 and window.latest == month_end(window.latest)
    if by_years:
        return _panned_months(window, round(days / 365.25 * share) * 12 or (12 if share > 0 else -12), whole=whole)
    if by_months:
        return _panned_months(window, round(days / 30.44 * share) or (1 if share > 0 else -1), whole=whole)
    shift = round(days * share) or (1 if share > 0 else -1)
    low = whole.earliest.toordinal() - window.earliest.toordinal()
    high = whole.latest.toordinal() - window.latest.toordinal()
    moved = timedelta(days=max(low, min(shift, high)))
    return Span(window.earliest + moved, window.latest + moved)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _panned_months(window: Span, months: int, *, whole: Span) -> Span:
    """A window of whole months moved by months, so that a year stays a year and a month a month."""
    low = _month_number(whole.earliest) - _month_number(window.earliest)
    high = _month_number(whole.latest) - _month_number(window.latest)
    moved = max(low, min(months, high))
    first = _month_number(window.earliest) + moved
    return _months_within(first, _month_number(window.latest) - _month_number(window.earliest) + 1, whole)


def edtf_window(window: Span) -> tuple[str, str]:
    """The window's ends as EDTF, in the shortest form: years, months or days."""
    first, last = window.earliest, window.latest
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04d}", f"{last.year:04d}"
    if first.day == 1 and last == month_end(last):
        return first.isoformat()[:7], last.isoformat()[:7]
    return first.isoformat(), last.isoformat()
