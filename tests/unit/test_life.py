"""What lasted, along a line: its parts, and how an end that nobody knows is drawn."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline.chart.life import Segment, State, parts
from timeline.chart.scale import Scale
from timeline.domain.dates import Span
from timeline.domain.marks import FADE, Period
from timeline.domain.standings import years_after

DECADE = Scale(Span(date(2010, 1, 1), date(2019, 12, 31)))
DAYS = st.dates(date(1955, 1, 1), date(2026, 12, 31))
MAYBE = st.none() | DAYS


def drawn(period: Period, scale: Scale = DECADE) -> list[tuple[str, int, int, bool]]:
    return [(part.state, round(part.x), round(part.end), part.fades) for part in parts(period, scale)]


def lasted(latest: date | None = None, **given: object) -> Period:
    return Period("one", ("One",), date(2010, 1, 1), latest, **{"solid_from": None, **given})  # type: ignore[arg-type]


def test_a_life_is_signed_then_in_force_then_suspended() -> None:
    period = lasted(None, solid_from=date(2012, 1, 1), suspended_from=date(2016, 1, 1))

    assert drawn(period) == [("signed", 0, 20, False), ("force", 20, 60, False), ("suspended", 60, 100, False)]


def test_what_goes_on_reaches_the_windows_end_and_what_ended_does_not() -> None:
    assert drawn(lasted(None, solid_from=date(2010, 1, 1))) == [("force", 0, 100, False)]
    assert drawn(lasted(date(2014, 12, 31), solid_from=date(2010, 1, 1))) == [("force", 0, 50, False)]


def test_an_end_that_nobody_knows_fades_out_and_does_not_reach_this_day() -> None:
    period = lasted(None, solid_from=date(2010, 1, 1), fades_from=date(2012, 1, 1))

    assert period.end == years_after(date(2012, 1, 1), FADE)
    assert drawn(period) == [("force", 0, 20, False), ("force", 20, 50, True)]


def test_what_was_signed_and_never_heard_of_again_fades_from_its_signature() -> None:
    assert drawn(lasted(None, fades_from=date(2010, 1, 1))) == [("signed", 0, 30, True)]


def test_a_point_is_one_part_without_duration() -> None:
    (point,) = parts(lasted(date(2010, 1, 1), is_point=True), DECADE)

    assert point.state == State.POINT
    assert point.width < 0.1


def test_what_lies_outside_the_window_has_no_part() -> None:
    later = Scale(Span(date(2030, 1, 1), date(2039, 12, 31)))

    assert parts(lasted(date(2014, 1, 1)), later) == []
    assert parts(lasted(None, fades_from=date(2014, 1, 1)), later) == []
    assert len(parts(lasted(None), later)) == 1


@given(DAYS, MAYBE, MAYBE, MAYBE, MAYBE, st.booleans(), DAYS, st.integers(28, 9000))
def test_the_parts_of_whatever_a_database_holds_follow_each_other(
    earliest: date,
    latest: date | None,
    solid: date | None,
    suspended: date | None,
    fades: date | None,
    is_point: bool,
    start: date,
    days: int,
) -> None:
    scale = Scale(Span(start, start + timedelta(days=days)))
    found = parts(Period("x", ("X",), earliest, latest, solid, 0, suspended, fades, is_point), scale)

    assert all(isinstance(one, Segment) and 0 <= one.x <= one.end <= 100 for one in found)
    assert all(before.end <= after.x + 1e-9 for before, after in pairwise(found))
