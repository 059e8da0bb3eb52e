"""The geometry of standings: segments, disagreements, rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter

from hypothesis import given
from hypothesis import strategies as st

from timeline.chart import standing
from timeline.chart.scale import Scale, thinned
from timeline.domain import standings
from timeline.domain.dates import Span

END = date(2026, 1, 1)
DAYS = st.dates(min_value=date(1955, 1, 1), max_value=END)
SCALE = Scale(Span(date(1955, 1, 1), END))


@dataclass(frozen=True)
class Step:
    since: date
    value: int | None


def _steps(pairs: dict[date, int | None]) -> list[Step]:
    return [Step(day, value) for day, value in sorted(pairs.items())]


STEPS = st.dictionaries(DAYS, st.sampled_from([1, 0, -1, None]), max_size=12).map(_steps)


def test_a_standing_is_drawn_until_the_next_word() -> None:
    steps = [Step(date(1980, 1, 1), 1), Step(date(1982, 1, 1), -1)]

    first, second = standing.segments(steps, until=date(1983, 1, 1))

    assert (first.since, first.until, first.value) == (date(1980, 1, 1), date(1982, 1, 1), 1)
    assert (second.since, second.until, second.value) == (date(1982, 1, 1), date(1983, 1, 1), -1)


def test_a_standing_breaks_off_where_the_side_falls_silent() -> None:
    (segment,) = standing.segments([Step(date(1972, 2, 29), 1)], until=END)

    assert segment.until == date(1978, 2, 28)


def test_an_unclear_word_breaks_the_standing_off_at_once() -> None:
    steps = [Step(date(1980, 1, 1), 1), Step(date(1981, 1, 1), None)]

    assert [segment.until for segment in standing.segments(steps, until=END)] == [date(1981, 1, 1)]


@given(STEPS)
def test_legs_do_not_overlap_and_none_is_longer_than_the_silence(steps: list[Step]) -> None:
    drawn = standing.segments(steps, until=END)

    assert all(segment.since <= segment.until <= END for segment in drawn)
    assert all(before.until <= after.since for before, after in pairwise(drawn))
    assert all(segment.until - segment.since <= timedelta(days=366 * standings.SILENCE) for segment in drawn)


@given(STEPS, DAYS)
def test_a_clear_standing_is_drawn_as_long_as_it_is_one(steps: list[Step], day: date) -> None:
    said = [step for step in steps if step.since <= day < END]
    stands = [step for step in said[-1:] if standings.last_day(step.since) > day and step.value is not None]

    assert [
        segment.step for segment in standing.segments(steps, until=END) if segment.since <= day < segment.until
    ] == stands


@given(STEPS, DAYS)
def test_joining_legs_changes_nothing_that_is_drawn(steps: list[Step], day: date) -> None:
    drawn = standing.segments(steps, until=END)
    inside = [segment for segment in drawn if segment.since <= day < segment.until]
    joined = [segment for segment in standing.runs(drawn) if segment.since <= day < segment.until]

    assert [segment.value for segment in joined] == [segment.value for segment in inside]


@given(STEPS, STEPS, DAYS)
def test_a_gap_is_where_both_are_drawn_apart_and_nowhere_else(us: list[Step], ru: list[Step], day: date) -> None:
    here, there = (standing.runs(standing.segments(steps, until=END)) for steps in (us, ru))
    found = [gap.values for gap in standing.disagreements(here, there) if gap.since <= day < gap.until]

    one = [segment.value for segment in here if segment.since <= day < segment.until]
    other = [segment.value for segment in there if segment.since <= day < segment.until]

    assert found == ([(one[0], other[0])] if one and other and one != other else [])


def test_a_row_draws_both_lines_their_moves_and_the_distance_between() -> None:
    scale = Scale(Span(date(2000, 1, 1), date(2009, 12, 31)))
    us = standing.segments([Step(date(2000, 1, 1), 1), Step(date(2005, 1, 1), -1)], until=date(2009, 12, 31))
    ru = standing.segments([Step(date(2000, 1, 1), -1), Step(date(2005, 1, 1), -1)], until=date(2009, 12, 31))

    row = standing.row(us, ru, scale, comparable=True)

    assert row.washington.standings == "M0 6.5H500.1M500.1 30.5H999.7"
    assert row.washington.moves == "M500.1 6.5V30.5"
    assert row.moscow.standings == "M0 33.5H999.7"
    assert row.moscow.moves == ""
    assert row.distance == "M0 8H500.1V32H0Z"


def test_what_cannot_be_compared_has_no_distance() -> None:
    scale = Scale(Span(date(2000, 1, 1), date(2009, 12, 31)))
    us = standing.segments([Step(date(2000, 1, 1), 1)], until=END)
    ru = standing.segments([Step(date(2000, 1, 1), -1)], until=END)

    assert standing.row(us, ru, scale, comparable=False).distance == ""


def test_few_steps_are_all_drawn() -> None:
    steps = _steps({date(1980, 1, 1): 1, date(1980, 1, 2): -1})

    assert thinned(steps, SCALE, most=2, day=attrgetter("since")) == steps


@given(st.dictionaries(DAYS, st.sampled_from([1, 0, -1, None]), min_size=5, max_size=40).map(_steps))
def test_of_many_steps_the_last_of_each_equal_part_is_drawn(steps: list[Step]) -> None:
    drawn = thinned(steps, SCALE, most=4, day=attrgetter("since"))

    assert len(drawn) <= 4
    assert drawn == sorted(drawn, key=lambda step: step.since)
    assert drawn[-1] == steps[-1]
