"""Bands, the overview and the road of a narrow screen."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_lanes import WINDOW
from timeline.chart import bands, overview, road
from timeline.chart.life import State
from timeline.chart.scale import Scale
from timeline.domain.dates import Span
from timeline.domain.marks import Period


def period(key: str, first: date, last: date | None, *, solid: date | None = None, weight: float = 0) -> Period:
    return Period(key, (f"The full name of {key}", key), first, last, solid, weight)


def test_a_treaty_is_hatched_until_it_is_in_force() -> None:
    inf = period("INF", date(1987, 1, 1), None, solid=date(1990, 1, 1))

    (band,), left_out = bands.packed([inf], Scale(WINDOW), most_rows=3)

    assert left_out == 0
    assert round(band.x) == 50
    assert [(part.state, round(part.width)) for part in band.parts] == [(State.SIGNED, 25), (State.FORCE, 25)]


def test_a_treaty_never_in_force_is_hatched_to_its_end() -> None:
    (band,), _ = bands.packed([period("SALT II", date(1979, 6, 18), date(1985, 12, 31))], Scale(WINDOW), most_rows=1)

    assert band.x == 0
    assert [part.state for part in band.parts] == [State.SIGNED]


def test_heavier_treaties_come_first_where_rows_are_few() -> None:
    both = [
        period("light", date(1982, 1, 1), None, weight=1),
        period("heavy", date(1983, 1, 1), None, weight=2),
    ]

    drawn, left_out = bands.packed(both, Scale(WINDOW), most_rows=1)

    assert [band.key for band in drawn] == ["heavy"]
    assert left_out == 1


@given(st.lists(st.tuples(st.integers(-3000, 4300), st.integers(1, 5000), st.integers(0, 5)), max_size=40))
def test_bands_of_a_row_never_overlap(given_: list[tuple[int, int, int]]) -> None:
    periods = [
        period(
            f"Treaty {n}",
            WINDOW.earliest + timedelta(days=start),
            WINDOW.earliest + timedelta(days=start + length),
            weight=weight,
        )
        for n, (start, length, weight) in enumerate(given_)
    ]

    drawn, left_out = bands.packed(periods, Scale(WINDOW), most_rows=4)

    inside = [one for one in periods if one.latest is None or one.latest >= WINDOW.earliest]
    assert len(drawn) + left_out == len([one for one in inside if one.earliest <= WINDOW.latest])
    for one, other in combinations(drawn, 2):
        assert one.row < 4
        assert one.row != other.row or one.end <= other.x or other.end <= one.x


def test_a_term_is_named_where_its_name_fits() -> None:
    terms = [
        Period("a", ("Leonid Brezhnev", "Brezhnev"), date(1964, 10, 14), date(1982, 11, 10), date(1964, 10, 14)),
        Period("b", ("Yuri Andropov", "Andropov"), date(1982, 11, 12), date(1984, 2, 9), date(1982, 11, 12)),
        Period("c", ("Konstantin Chernenko", "Chernenko"), date(1984, 2, 13), date(1984, 5, 1), None),
    ]

    drawn = bands.in_row(terms, Scale(WINDOW))

    assert [band.label for band in drawn] == ["Brezhnev", "Andropov", ""]


def test_the_overview_has_a_bar_for_every_year() -> None:
    bars = overview.bars({1986: 2}, {1985: 4, 1986: 8}, Scale(WINDOW), Span(date(1986, 3, 1), date(1987, 2, 1)))

    assert [bar.year for bar in bars] == list(range(1981, 1993))
    assert [bar.year for bar in bars if bar.inside] == [1986, 1987]
    assert (bars[5].matching_share, bars[5].total_share) == (0.25, 1)
    assert round(sum(bar.width for bar in bars), 6) == 100


def test_one_meeting_among_thousands_is_seen_in_the_overview() -> None:
    bars = overview.bars({1985: 1}, {1985: 1, 1986: 5000}, Scale(WINDOW), WINDOW)

    assert [bar.matching_height for bar in bars[3:6]] == [0, 1, 0]
    assert [bar.total_height for bar in bars[3:6]] == [0, 1, overview.HEIGHT - 4]


@given(st.integers(28, 26298))
def test_the_stages_are_few_and_follow_each_other(length: int) -> None:
    window = Span(date(1955, 1, 1), date(1955, 1, 1) + timedelta(days=length - 1))
    divided = road.division(window)
    number = len(divided.spans)

    drawn = road.stages(divided, [2] * number, [[]] * number, ([], []), [])

    assert 1 <= number <= road.MOST_STAGES
    assert [stage.more for stage in drawn] == [2] * number
    assert drawn[0].window.earliest <= window.earliest
    assert drawn[-1].window.latest >= window.latest
    assert all(one.window.latest < other.window.earliest for one, other in pairwise(drawn))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (
            date(1955, 1, 1),
            date(2026, 12, 31),
            ["1950s", "1960s", "1970s", "1980s", "1990s", "2000s", "2010s", "2020s"],
        ),
        (date(1984, 1, 1), date(1986, 12, 31), ["1984", "1985", "1986"]),
        (date(1986, 9, 1), date(1986, 11, 30), ["Sep", "Oct", "Nov"]),
        (date(1986, 10, 1), date(1986, 10, 31), ["Oct"]),
    ],
)
def test_a_step_down_leads_from_decades_to_years_and_months(first: date, last: date, labels: list[str]) -> None:
    divided = road.division(Span(first, last))
    number = len(divided.spans)

    assert [one.label for one in road.stages(divided, [0] * number, [[]] * number, ([], []), [])] == labels


def test_who_was_in_office_is_named_where_it_changes() -> None:
    terms = [
        Period("a", ("Leonid Brezhnev", "Brezhnev"), date(1964, 10, 14), date(1982, 11, 10), date(1964, 10, 14)),
        Period("b", ("Yuri Andropov", "Andropov"), date(1982, 11, 12), date(1984, 2, 9), date(1982, 11, 12)),
    ]
    divided = road.division(Span(date(1980, 1, 1), date(1983, 12, 31)))

    drawn = road.stages(divided, [0] * 4, [[]] * 4, ([], terms), [])

    assert [one.moscow for one in drawn] == ["Brezhnev", "", "Brezhnev, Andropov", "Andropov"]


def test_treaties_are_bracketed_from_signature_to_end() -> None:
    treaty = period("SALT", date(1981, 5, 1), date(1983, 2, 1), solid=date(1982, 1, 1))
    divided = road.division(Span(date(1980, 1, 1), date(1984, 12, 31)))

    drawn = road.stages(divided, [0] * 5, [[]] * 5, ([], []), [treaty])

    assert [one.brackets for one in drawn] == [("",), ("begin",), ("run",), ("end",), ("",)]
    assert [one.events for one in drawn] == [(), ("SALT signed",), ("SALT in force",), ("SALT ended",), ()]


def test_treaties_in_force_all_the_time_are_told_apart_from_the_others() -> None:
    old = period("old", date(1960, 1, 1), None, solid=date(1963, 1, 1))
    older = period("older", date(1950, 1, 1), date(1995, 1, 1), solid=date(1951, 1, 1))
    signed = period("signed", date(1979, 1, 1), None)
    ended = period("ended", date(1960, 1, 1), date(1985, 1, 1), solid=date(1960, 1, 1))
    unknown = replace(old, key="unknown", fades_from=date(1963, 1, 1))
    suspended = replace(old, key="suspended", suspended_from=date(1990, 1, 1))

    lasting, others = bands.throughout([old, older, signed, ended, unknown, suspended], WINDOW)

    assert [one.key for one in lasting] == ["older", "old"]
    assert [one.key for one in others] == ["signed", "ended", "unknown", "suspended"]
    assert bands.throughout([old, ended], WINDOW) == ([], [old, ended])
