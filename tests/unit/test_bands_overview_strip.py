"""Bands, the overview and the strip of a narrow screen."""

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_lanes import WINDOW
from timeline.chart import bands, overview, strip
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


@given(st.integers(28, 4383))
def test_the_strips_steps_are_few_and_follow_each_other(length: int) -> None:
    window = Span(WINDOW.earliest, WINDOW.earliest + timedelta(days=length - 1))
    number = len(strip.bin_spans(window))

    steps = strip.steps([2] * number, [[]] * number, window)

    assert 1 <= len(steps) <= strip.MOST_STEPS
    assert sum(step.count for step in steps) == 2 * number
    assert steps[0].window.earliest <= window.earliest
    assert all(one.window.latest < other.window.earliest for one, other in pairwise(steps))


def test_the_strip_shows_a_years_landmarks() -> None:
    counts = [0] * 12
    kinds: list[list[str]] = [[] for _ in counts]
    counts[4], kinds[4] = 5, ["summit", "signing", "summit", "summit"]

    steps = strip.steps(counts, kinds, WINDOW)

    (filled,) = [step for step in steps if step.count]
    assert (filled.label, filled.count, filled.shapes) == ("1985", 5, ("summit", "signing", "summit"))
