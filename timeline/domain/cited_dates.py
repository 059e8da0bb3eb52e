"""Dates as citations write them: as text (Chicago, APA) and in files (BibTeX, RIS, CSL-JSON), from EDTF.

Pure: imports dates only. Each says no more than the source does: doubt stays doubt (*ca.*), a decade stays a decade, an
interval keeps its end; if a format cannot express what is known, its date is coarser, never finer.
"""

from timeline.domain import dates

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that BibTeX defines, unbraced, so that every style can write them in its own way."""
DASH = "\N{EN DASH}"


def american(written: str) -> str:
    """The date as American style manuals write it: `October 14, 1986`, `ca. February 2013`, `September 25–27, 1959`."""
    return _text(written, year_first=False)


def year_first(written: str) -> str:
    """The date as APA writes it: `1986, October 14`."""
    return _text(written, year_first=True)


def plain(written: str) -> str:
    """The date for programs that read ISO 8601 and show anything else as it is: `1986-10-14`, else as in `american`."""
    return dates.iso(written) or american(written)


def _about(text: str) -> str:
    return "" if dates.is_certain(text) else "ca. "


def _text(written: str, *, year_first: bool) -> str:
    first, last = dates.ends(written)
    if first == last:
        return _about(first) + _point(first, year_first=year_first)
    if dates.is_certain(first) == dates.is_certain(last):
        return _about(first) + _interval(first, last, year_first=year_first)
    one, other = (_about(end) + _point(end, year_first=year_first) for end in (first, last))
    return f"{one}{DASH}{other}"


def _point(text: str, *, year_first: bool) -> str:
    """A date without a slash, its doubt left out."""
    parts = dates.known(text)
    return _dated(parts[0], _month_and_day(parts), year_first) if parts else dates.year_words(text[:4])


def _interval(first: str, last: str, *, year_first: bool) -> str:
    """Two ends; a year (and month) that they share is written once."""
    one, other = dates.known(first), dates.known(last)
    if not one or one[:1] != other[:1] or not len(one) == len(other) > 1:
        return f"{_point(first, year_first=year_first)}{DASH}{_point(last, year_first=year_first)}"
    end = str(other[2]) if one[:2] == other[:2] else _month_and_day(other)
    return _dated(one[0], f"{_month_and_day(one)}{DASH}{end}", year_first)


def _month_and_day(parts: tuple[int, ...]) -> str:
    return " ".join((dates.MONTHS[parts[1] - 1], *map(str, parts[2:]))) if parts[1:] else ""


def _dated(year: int, rest: str, year_first: bool) -> str:
    if not rest:
        return f"{year:04}"
    if year_first:
        return f"{year:04}, {rest}"
    return f"{rest}, {year:04}" if rest[-1].isdigit() else f"{rest} {year:04}"


# Files.


def bibtex(written: str) -> dict[str, str]:
    """The BibTeX fields for the date, with their braces: `year`, `month` and `day` as far as both ends of an
    interval share them, for every style; and `date` in EDTF, for biblatex, if that says more."""
    first, last = dates.ends(written)
    one, other = dates.known(first), dates.known(last)
    fields = {"year": f"{{{_bibtex_year(first, last)}}}"}
    if one[:1] == other[:1] and len(one) == len(other) > 1:
        months = dict.fromkeys(MONTHS[parts[1] - 1] for parts in (one, other))
        fields["month"] = ' # "--" # '.join(months)
        if len(months) == 1 and len(one) > 2:
            fields["day"] = f"{{{'--'.join(dict.fromkeys((str(one[2]), str(other[2]))))}}}"
    if first != last or not one or not dates.is_certain(first):
        fields["date"] = f"{{{'/'.join(dict.fromkeys((_biblatex(first), _biblatex(last))))}}}"
    return fields


def _bibtex_year(first: str, last: str) -> str:
    years = [_about(end) + dates.year_words(end[:4]) for end in (first, last)]
    return "--".join(dict.fromkeys(years))


def _biblatex(text: str) -> str:
    """The date in the part of EDTF that biblatex reads (level 1): nothing after the first unknown part."""
    parts = dates.known(text)
    mark = text[-1] if not dates.is_certain(text) else ""
    year = f"{parts[0]:04}" if parts else text[:4]
    return "-".join((year, *(f"{part:02}" for part in parts[1:]))) + mark


def ris(written: str) -> tuple[str, str]:
    """The year (empty if unknown) and the date in RIS: year, month and day of the first end, then in words what
    these do not say."""
    first, last = dates.ends(written)
    parts = dates.known(first)
    year = f"{parts[0]:04}" if parts else ""
    month, day = (*(f"{part:02}" for part in parts[1:]), "", "")[:2]
    is_all = first == last and parts and dates.is_certain(first)
    return year, f"{year}/{month}/{day}/{'' if is_all else dates.describe(written)}"


def csl(written: str) -> dict[str, object]:
    """The date variable of CSL-JSON: one or two ends as `date-parts`; a decade or century as its first and last
    year. `circa` if anything is in doubt."""
    first, last = dates.ends(written)
    parts = [list(dates.known(first)) or [dates.parse(first).earliest.year]]
    end = list(dates.known(last)) or [dates.parse(last).latest.year]
    if first != last or end != parts[0]:
        parts.append(end)
    is_sure = dates.is_certain(written) and all(map(dates.known, (first, last)))
    return {"date-parts": parts} | ({} if is_sure else {"circa": True})
