"""EDTF dates: their bounds, their words, and what is refused."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.domain import dates


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1986-10-12", date(1986, 10, 12), date(1986, 10, 12)),
        ("1986-10", date(1986, 10, 1), date(1986, 10, 31)),
        ("1988-02", date(1988, 2, 1), date(1988, 2, 29)),
        ("1969", date(1969, 1, 1), date(1969, 12, 31)),
        ("2002-02~", date(2002, 2, 1), date(2002, 2, 28)),
        ("2013-02-15?", date(2013, 2, 15), date(2013, 2, 15)),
        ("1969%", date(1969, 1, 1), date(1969, 12, 31)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
        ("1962-10-XX", date(1962, 10, 1), date(1962, 10, 31)),
        ("1962-XX-XX", date(1962, 1, 1), date(1962, 12, 31)),
        ("1959-09-25/1959-09-27", date(1959, 9, 25), date(1959, 9, 27)),
        ("19XX-02-29", date(1904, 2, 29), date(1996, 2, 29)),
        ("196X-02-29", date(1960, 2, 29), date(1968, 2, 29)),
        ("2008-XX-04", date(2008, 1, 4), date(2008, 12, 4)),
        ("2008-XX-31", date(2008, 1, 31), date(2008, 12, 31)),
        ("200X-04-04", date(2000, 4, 4), date(2009, 4, 4)),
        ("200X-XX-30", date(2000, 1, 30), date(2009, 12, 30)),
        ("00XX", date(1, 1, 1), date(99, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_date_spans_the_days_it_can_mean(text: str, earliest: date, latest: date) -> None:
    assert dates.parse(text) == dates.Span(earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1962-10-1X",
        "2002-02-30",
        "1986-13",
        "1986-00",
        "1985-21",
        "1958-10/..",
        "/1958",
        "[1985,1986]",
        "1986-10-12T10:00:00",
        "0000",
        " 1986",
        "1986\n",
        "１９８６",
        "1986-10-12/1986-10-11",
        "1986-10-00",
        "200X-04-31",
        "2007-02-29",
        "1900-02-29",
        "18XX-02-30",
        "000X-13",
    ],
)
def test_what_has_no_first_and_last_day_is_refused_with_advice(text: str) -> None:
    with pytest.raises(dates.DateError, match=r"write|ends before it starts"):
        dates.parse(text)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("1985-11-19", "1985-11-21", "19–21 November 1985"),
        ("1988-05-28", "1988-06-02", "28 May – 2 June 1988"),
        ("1991-12-30", "1992-01-02", "30 December 1991 – 2 January 1992"),
        ("1981-11-30", "1981-12", "30 November – December 1981"),
        ("1974-05", "1974-06", "May–June 1974"),
        ("1969", "1972", "1969–1972"),
        ("1986-05~", "", "about May 1986"),
        ("2013-02-15?", "", "15 February 2013 (uncertain)"),
        ("1969%", "", "about 1969 (uncertain)"),
        ("198X", "", "1980s"),
        ("1962-10-XX", "", "October 1962"),
        ("1962-XX-XX", "", "1962"),
        ("1962-10-15", "1962-10-XX", "15 October \N{EN DASH} October 1962"),
        ("198X-04", "", "April of a year in the 1980s"),
        ("200X-04-04", "", "4 April of a year in the 2000s"),
        ("2008-XX-04", "", "the 4th of a month in 2008"),
        ("2008-XX-11", "", "the 11th of a month in 2008"),
        ("2008-XX-22~", "", "about the 22nd of a month in 2008"),
        ("200X-XX-03", "", "the 3rd of a month of a year in the 2000s"),
        ("19XX-02-29", "", "29 February of a year between 1900 and 1999"),
        ("19XX", "", "between 1900 and 1999"),
        ("190X", "", "1900s"),
        ("196X", "198X", "1960s\N{EN DASH}1980s"),
        ("200X-04-04", "200X-04-06", "4 April of a year in the 2000s \N{EN DASH} 6 April of a year in the 2000s"),
        ("1969-11", "1972-05-26~", "November 1969 – about 26 May 1972"),
        ("1959-09-25/1959-09-27", "", "25–27 September 1959"),
    ],
)
def test_a_date_is_said_no_finer_than_it_is_written(start: str, end: str, said: str) -> None:
    assert dates.describe(start, end) == said


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(dates.DateError, match="lies before the start"):
        dates.span("1986-10-12", "1986-10-11")


POINTS = st.builds(
    lambda year, month, day, mark: "-".join(part for part in (year, month, day) if part) + mark,
    st.one_of(
        st.integers(0, 9999).map("{:04}".format), st.integers(0, 999).map("{:03}X".format), st.just("19XX"),
        st.integers(0, 99).map("{:02}XX".format),
    ),
    st.one_of(st.integers(1, 12).map("{:02}".format), st.just("XX"), st.just("02")),
    st.one_of(st.integers(0, 32).map("{:02}".format), st.just("XX"), st.just("29"), st.just("")),
    st.sampled_from(["", "~", "?", "%"]),
)  # fmt: skip
"""Points of the profile, most with a month and a day, among them many that the calendar has in some years only."""


def matching(pattern: str) -> list[date]:
    """By brute force: every day of the calendar that the pattern can mean, an X being any digit."""
    written = pattern.rstrip("~?%")
    digits = written + "XXXX-XX-XX"[len(written) :]
    low, high = (int(digits[:4].replace("X", digit)) for digit in "09")
    days = (date.fromordinal(number) for number in range(*_ordinals(max(low, 1), high)))
    return [day for day in days if all(p in ("X", d) for p, d in zip(digits, day.isoformat(), strict=True))]


def _ordinals(first: int, last: int) -> tuple[int, int]:
    return (date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1) if first <= last else (1, 1)


@settings(max_examples=60)  # a century is 36,525 days to look at
@given(POINTS)
@example("19XX-02-29")
@example("18XX-02-30")
@example("0000")
@example("00XX-02-29")
def test_a_date_spans_what_the_calendar_has_of_its_pattern(text: str) -> None:
    days = matching(text)

    if not days:
        with pytest.raises(dates.DateError, match="not a day of the calendar"):
            dates.parse(text)
    else:
        assert dates.parse(text) == dates.Span(days[0], days[-1])
        assert len(dates.known(text.rstrip("~?%"))) < 3 or len(days) == 1


@settings(max_examples=60)
@given(POINTS)
def test_what_is_known_holds_on_every_day_that_a_date_can_mean(text: str) -> None:
    days = matching(text)
    parts = dates.known(text)

    assert all((day.year, day.month, day.day)[: len(parts)] == parts for day in days)
    assert not dates.iso(text) or dates.iso(text) == text.rstrip("~?%") == text


@pytest.mark.parametrize(
    ("text", "known", "precision", "iso"),
    [
        ("1986-10-12", (1986, 10, 12), "day", "1986-10-12"),
        ("1986-10", (1986, 10), "month", "1986-10"),
        ("1986", (1986,), "year", "1986"),
        ("1962-10-XX", (1962, 10), "month", ""),
        ("1986~", (1986,), "year", ""),
        ("2008-XX-04", (2008,), "year", ""),
        ("200X-04-04", (), "decade", ""),
        ("198X", (), "decade", ""),
        ("19XX-02-29", (), "century", ""),
    ],
)
def test_a_date_is_known_no_finer_than_from_its_year_on(
    text: str, known: tuple[int, ...], precision: str, iso: str
) -> None:
    assert (dates.known(text), dates.precision(text), dates.iso(text)) == (known, precision, iso)


@pytest.mark.parametrize(
    ("start", "end", "both"),
    [
        ("1986-10-11", "", ("1986-10-11", "1986-10-11")),
        ("1986-10-11", "1986-10-12", ("1986-10-11", "1986-10-12")),
        ("1959-09-25/1959-09-27", "", ("1959-09-25", "1959-09-27")),
        ("1959-09-25/1959-09-26", "1959-09-26/1959-09-27~", ("1959-09-25", "1959-09-27~")),
    ],
)
def test_the_ends_of_a_date_stay_as_written(start: str, end: str, both: tuple[str, str]) -> None:
    assert dates.ends(start, end) == both


@given(st.text(max_size=30))
def test_any_text_is_a_span_or_a_date_error(text: str) -> None:
    try:
        span = dates.parse(text)
    except dates.DateError:
        return
    assert span.earliest <= span.latest
    assert dates.describe(text)


@given(st.dates())
def test_a_day_is_its_own_span(day: date) -> None:
    assert dates.parse(day.isoformat()) == dates.Span(day, day)
