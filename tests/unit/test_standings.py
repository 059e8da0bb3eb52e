"""Standings, steps and distances: pure functions, no database."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain import standings
from timeline.domain.vocabulary import Stance


@dataclass(frozen=True)
class Said:
    stance: str
    earliest: date
    latest: date
    public_id: str


def said(stance: str, day: date, *, until: date | None = None, public_id: str = "a") -> Said:
    return Said(stance, day, until or day, public_id)


days = st.dates(date(1955, 1, 1), date(2026, 12, 31))
positions = st.lists(
    st.builds(
        lambda stance, day, span, number: said(
            stance, day, until=day + timedelta(days=span), public_id=f"source-{number:08x}"
        ),
        st.sampled_from(Stance.values),
        days,
        st.sampled_from([0, 27, 364]),
        st.integers(0, 2**32 - 1),
    ),
    max_size=12,
    unique_by=lambda position: position.public_id,
)


def test_the_latest_position_not_after_the_day_is_the_standing() -> None:
    first, second = said("supports", date(1983, 5, 26)), said("opposes", date(1986, 10, 12))

    assert standings.standing([second, first], on=date(1986, 10, 11)) == first
    assert standings.standing([second, first], on=date(1986, 10, 12)) == second


def test_a_silent_side_has_no_standing() -> None:
    assert standings.standing([said("supports", date(1986, 10, 12))], on=date(1972, 1, 1)) is None


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(1986, 10, 12), date(1992, 10, 12)),
        (date(2008, 2, 29), date(2014, 2, 28)),
        (date(9998, 1, 1), date.max),
    ],
)
def test_six_years_after_its_last_word_a_side_falls_silent(day: date, last: date) -> None:
    position = said("supports", day)

    assert standings.standing([position], on=last) == position
    assert standings.last_word([position], on=last) == position
    assert standings.is_silent(day, on=last) is False
    if last < date.max:
        after = last + timedelta(days=1)
        assert standings.is_silent(day, on=after) is True
        assert standings.standing([position], on=after) is None
        assert standings.last_word([position], on=after) == position


def test_a_side_that_speaks_again_stands_by_its_new_word_alone() -> None:
    old, new = said("supports", date(1986, 10, 12)), said("opposes", date(2011, 6, 1))

    assert standings.standing([old, new], on=date(2011, 5, 31)) is None
    assert standings.standing([old, new], on=date(2011, 6, 1)) == new


def test_a_silent_side_is_no_distance_from_anybody() -> None:
    then, now = [said("supports", date(1986, 10, 12))], [said("opposes", date(2011, 1, 1))]
    here, there = standings.standing(then, on=date(2011, 6, 1)), standings.standing(now, on=date(2011, 6, 1))

    assert (here, there) == (None, now[0])
    assert standings.distance(None, "opposes") is None


@given(st.dates(), st.dates())
def test_the_first_day_of_a_standing_is_where_silence_ends(day: date, on: date) -> None:
    assert (day >= standings.first_day(on)) == (not standings.is_silent(day, on=on))


def test_a_month_counts_from_its_last_day() -> None:
    position = said("opposes", date(2013, 2, 1), until=date(2013, 2, 28))

    assert standings.standing([position], on=date(2013, 2, 27)) is None
    assert standings.standing([position], on=date(2013, 2, 28)) == position


def test_an_unclear_position_ends_the_standing_before_it() -> None:
    clear, unclear = said("supports", date(1986, 1, 1)), said("unclear", date(1987, 1, 1))

    rests_on = standings.standing([clear, unclear], on=date(1988, 1, 1))

    assert rests_on == unclear
    assert standings.value("unclear") is None


def test_of_one_last_day_the_finer_date_wins() -> None:
    vague = said("opposes", date(2013, 2, 1), until=date(2013, 2, 28), public_id="z")
    exact = said("supports", date(2013, 2, 28), public_id="a")

    assert standings.standing([exact, vague], on=date(2014, 1, 1)) == exact


def test_of_one_day_the_last_id_wins() -> None:
    one, other = said("opposes", date(2013, 2, 28), public_id="a"), said("supports", date(2013, 2, 28), public_id="b")

    assert standings.standing([other, one], on=date(2014, 1, 1)) == other


@pytest.mark.parametrize(
    ("us", "ru", "expected"),
    [
        ("supports", "supports", 0),
        ("supports", "conditional", 1),
        ("conditional", "opposes", 1),
        ("supports", "opposes", 2),
        ("unclear", "opposes", None),
        (None, "opposes", None),
        (None, None, None),
    ],
)
def test_distance_is_the_difference_of_the_values(us: str | None, ru: str | None, expected: int | None) -> None:
    assert standings.distance(us, ru) == expected
    assert standings.distance(ru, us) == expected


def test_an_issue_that_is_not_comparable_has_no_distance() -> None:
    assert standings.distance("supports", "opposes", comparable=False) is None


def test_a_change_is_from_one_clear_stance_to_another_whatever_was_unclear_between() -> None:
    series = standings.steps(
        [
            said("unclear", date(1969, 11, 17)),
            said("supports", date(1972, 5, 26)),
            said("supports", date(1979, 6, 18)),
            said("unclear", date(1981, 11, 18)),
            said("opposes", date(1983, 3, 23)),
            said("opposes", date(1986, 10, 12)),
        ]
    )

    [change] = standings.changes(series)

    assert change.position.latest == date(1983, 3, 23)
    assert change.before.latest == date(1979, 6, 18)
    assert change.last_word.latest == date(1981, 11, 18)


@given(positions, days)
def test_the_last_step_not_after_a_day_is_the_last_word_on_it(stated: list[Said], on: date) -> None:
    before = [step for step in standings.steps(stated) if step.since <= on]

    assert standings.last_word(stated, on=on) == (before[-1].position if before else None)


@given(positions, days)
def test_a_standing_is_the_last_word_and_at_most_six_years_old(stated: list[Said], on: date) -> None:
    word, stands = standings.last_word(stated, on=on), standings.standing(stated, on=on)

    assert stands in (None, word)
    assert (stands is None) == (word is None or word.latest.replace(day=1) < on.replace(year=on.year - 6, day=1)) or (
        word is not None and (word.latest.year + 6, word.latest.month) == (on.year, on.month)
    )


@given(positions)
def test_steps_rise_and_no_two_share_a_day(stated: list[Said]) -> None:
    since = [step.since for step in standings.steps(stated)]

    assert since == sorted(set(since))


@given(positions, days)
def test_the_order_of_the_positions_does_not_matter(stated: list[Said], on: date) -> None:
    assert standings.standing(stated, on=on) == standings.standing(reversed(stated), on=on)


@given(positions, days)
def test_what_is_said_after_the_day_changes_nothing(stated: list[Said], on: date) -> None:
    known = [position for position in stated if position.latest <= on]

    assert standings.standing(stated, on=on) == standings.standing(known, on=on)


@given(st.sampled_from([*Stance.values, None]), st.sampled_from([*Stance.values, None]))
def test_a_distance_is_symmetric_and_at_most_two(one: str | None, other: str | None) -> None:
    found = standings.distance(one, other)

    assert found == standings.distance(other, one)
    assert found in (None, 0, 1, 2)
