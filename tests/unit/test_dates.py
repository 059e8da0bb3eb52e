"""EDTF dates: their bounds, their words, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import dates


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
        ("1969-11", "1972-05-26~", "November 1969 – about 26 May 1972"),
        ("1959-09-25/1959-09-27", "", "25–27 September 1959"),
    ],
)
def test_a_date_is_said_no_finer_than_it_is_written(start: str, end: str, said: str) -> None:
    assert dates.describe(start, end) == said


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(dates.DateError, match="lies before the start"):
        dates.span("1986-10-12", "1986-10-11")


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
