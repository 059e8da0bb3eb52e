"""Time along a line."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.chart import lanes, road, scale
from timeline.chart.scale import MOST_TICKS, SHORTEST_WINDOW, Scale
from timeline.domain import standings
from timeline.domain.dates import Span

WHOLE = Span(date(1955, 1, 1), date(2026, 12, 31))


@st.composite
def windows(draw: st.DrawFn) -> Span:
    days = (WHOLE.latest - WHOLE.earliest).days + 1
    length = draw(st.integers(SHORTEST_WINDOW, days))
    start = draw(st.integers(0, days - length))
    return Span(WHOLE.earliest + timedelta(days=start), WHOLE.earliest + timedelta(days=start + length - 1))


def years(first: int, last: int) -> Span:
    return Span(date(first, 1, 1), date(last, 12, 31))


def test_a_window_runs_from_its_first_morning_to_its_last_night() -> None:
    drawn = Scale(years(1986, 1986))

    assert drawn.at(date(1986, 1, 1)) == 0
    assert drawn.at(date(1987, 1, 1)) == 100
    assert drawn.extent(date(1985, 6, 1), date(1987, 6, 1)) == (0, 100)
    assert drawn.extent(date(1990, 1, 1), date(1990, 1, 1)) == (100, 100)


@pytest.mark.parametrize(
    ("window", "labels"),
    [
        (WHOLE, ["1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        (years(1981, 1992), [str(year) for year in range(1981, 1993)]),
        (years(1986, 1986), ["1986", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
        (years(1986, 1988), ["1986", "Apr", "Jul", "Oct", "1987", "Apr", "Jul", "Oct", "1988", "Apr", "Jul", "Oct"]),
        (Span(date(1986, 10, 1), date(1986, 10, 31)), ["1 Oct", "8", "15", "22"]),
    ],
)
def test_ticks_fit_the_window(window: Span, labels: list[str]) -> None:
    assert [tick.label for tick in scale.ticks(Scale(window))] == labels


@given(windows())
def test_ticks_are_few_in_order_and_inside(window: Span) -> None:
    places = [tick.x for tick in scale.ticks(Scale(window))]

    assert 1 <= len(places) <= MOST_TICKS
    assert places == sorted(places)
    assert all(0 <= x < 100 for x in places)


@given(windows(), st.sampled_from([0.5, 2]))
def test_zooming_stays_within_the_whole_and_above_a_month(window: Span, factor: float) -> None:
    zoomed = scale.zoomed(window, factor, whole=WHOLE)

    assert WHOLE.earliest <= zoomed.earliest <= zoomed.latest <= WHOLE.latest
    assert (zoomed.latest - zoomed.earliest).days + 1 >= SHORTEST_WINDOW


def test_zooming_in_and_out_again_leads_back() -> None:
    inside = scale.zoomed(years(1981, 1992), 0.5, whole=WHOLE)

    assert inside == years(1984, 1989)
    assert scale.zoomed(inside, 2, whole=WHOLE) == years(1981, 1992)


@given(windows(), st.sampled_from([-0.5, 0.5]))
def test_panning_stays_within_the_whole_and_keeps_the_length(window: Span, share: float) -> None:
    moved = scale.panned(window, share, whole=WHOLE)

    assert WHOLE.earliest <= moved.earliest <= moved.latest <= WHOLE.latest
    assert abs((moved.latest - moved.earliest).days - (window.latest - window.earliest).days) <= 4


def test_a_year_pans_to_a_year_and_a_month_to_a_month() -> None:
    assert scale.panned(years(1986, 1986), 0.5, whole=WHOLE) == years(1987, 1987)
    assert scale.panned(Span(date(1986, 10, 1), date(1986, 10, 31)), -0.5, whole=WHOLE) == Span(
        date(1986, 9, 1), date(1986, 9, 30)
    )


@given(windows())
def test_a_window_survives_being_written(window: Span) -> None:
    from timeline.domain import dates

    start, end = scale.edtf_window(window)

    assert dates.span(start, end) == window


def test_a_month_from_a_longer_window_is_a_calendar_month() -> None:
    assert scale.resized(years(1986, 1986), 30, whole=WHOLE) == Span(date(1986, 7, 1), date(1986, 7, 31))


@given(st.sampled_from([date.min, date.max, date(1986, 10, 11)]), st.dates(), st.booleans())
@example(date.max, date.max, True)
@example(date.min, date.min, True)
def test_any_window_of_the_calendar_can_be_drawn(end: date, other: date, is_short: bool) -> None:
    first, last = sorted((end, end if is_short else other))
    window = Span(first, last)

    found = [lanes.bin_spans(window), road.division(window).spans, scale.weeks(Span(first, first))]

    assert all(bin_spans for bin_spans in found)
    assert all(before.latest < after.earliest for bin_spans in found for before, after in pairwise(bin_spans))
    assert all(0 <= tick.x <= 100 for tick in scale.ticks(Scale(window)))
    assert standings.years_after(end, standings.SILENCE) >= end
