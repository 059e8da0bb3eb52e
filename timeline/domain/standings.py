"""Where a side stood on an issue on a day, and how far apart two sides were: pure functions over positions already
read. Imports vocabulary only; pages, chart and API import it.

A side's *last word* on a day is its latest position stated on or before that day. Its *standing* is the stance of its
last word for SILENCE years, six; from the day after that the side is *silent since* its last word, and has no standing
until it speaks again: what was said in 1986 says nothing about 2011. A standing's *value* is +1 (supports), 0
(conditional) or -1 (opposes) toward the issue's question, and none while the side is silent or unclear. The *distance*
of two sides is the absolute difference of their values: 0 (together) to 2 (opposed), none if either has no value or the
issue is not comparable.

The same rule in SQL is IssueQuerySet.with_standings, and in memory index/standings.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from timeline.domain.vocabulary import Stance

SILENCE = 6
"""Years for which a side's last word is its standing. No other module knows the number."""
VALUES: dict[str, int] = {Stance.SUPPORTS: 1, Stance.CONDITIONAL: 0, Stance.OPPOSES: -1}


class StanceLike(Protocol):
    """What a step needs from a position."""

    @property
    def stance(self) -> str: ...  # noqa: D102


class PositionLike(StanceLike, Protocol):
    """What a standing needs from a position; Position provides it."""

    @property
    def earliest(self) -> date: ...  # noqa: D102
    @property
    def latest(self) -> date: ...  # noqa: D102
    @property
    def public_id(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Step[P: StanceLike]:
    """A side's last word is `position` from the day `since` on, until the next step."""

    since: date
    position: P

    @property
    def value(self) -> int | None:
        """+1, 0, -1, or None if the position is unclear."""
        return value(self.position.stance)


class StanceChange[P: StanceLike](NamedTuple):
    """A clear position whose stance differs from that of `before`, the previous clear one; `last_word`, which may be
    unclear, is the position just before it."""

    before: P
    last_word: P
    position: P


def value(stance: str | None) -> int | None:
    """+1 supports, 0 conditional, -1 opposes toward the issue's question; None for unclear and for silence."""
    return VALUES.get(stance) if stance else None


def years_after(day: date, years: int) -> date:
    """The same day that many years later (earlier if negative), clamped to the calendar; 28 February for 29
    February."""
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        return date.max if years > 0 else date.min
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def last_day(said: date) -> date:
    """The last day on which a position stated on the day `said` is its side's standing, if nothing is said after it."""
    return years_after(said, SILENCE)


def first_day(on: date) -> date:
    """The first day whose last word is still a standing on the day `on`: `last_day(said) >= on` from it onwards."""
    day = years_after(on, -SILENCE)
    return day if last_day(day) >= on or day == date.min else day + timedelta(days=1)


def is_silent(said: date, *, on: date) -> bool:
    """Whether a side whose last word was stated on the day `said` is silent on the day `on`."""
    return last_day(said) < on


def _order(position: PositionLike) -> tuple[date, date, str]:
    """By the latest day on which a position can have been stated; on ties the more precise date, then the id, comes
    last."""
    return position.latest, position.earliest, position.public_id


def last_word[P: PositionLike](positions: Iterable[P], *, on: date) -> P | None:
    """The last position of one side on one issue at the end of the day `on`, however old; None before its first.

    `positions` are one side's on one issue, in any order. A position counts from the last day that its date can mean:
    one of February 2013 from 28 February 2013, because only then is it certain to have been stated. An unclear position
    counts: it ends the standing before it.
    """
    return max((position for position in positions if position.latest <= on), key=_order, default=None)


def standing[P: PositionLike](positions: Iterable[P], *, on: date) -> P | None:
    """The position that determines one side's standing on one issue at the end of the day `on`: its last word, unless
    that is older than SILENCE years; None while the side is silent."""
    word = last_word(positions, on=on)
    return None if word is None or is_silent(word.latest, on=on) else word


def steps[P: PositionLike](positions: Iterable[P]) -> list[Step[P]]:
    """One side's last words on one issue over time, oldest step first; at most one step per day.

    `last_word(positions, on=day)` is the position of the last step not after the day, for every day.
    """
    by_day = {position.latest: position for position in sorted(positions, key=_order)}
    return [Step(day, position) for day, position in by_day.items()]


def changes[P: StanceLike](series: Iterable[Step[P]]) -> list[StanceChange[P]]:
    """Where a side's clear stance differs from its previous clear one, however long ago that was, oldest first."""
    found: list[StanceChange[P]] = []
    clear = word = None
    for step in series:
        if step.value is not None:
            if clear and word and clear.stance != step.position.stance:
                found.append(StanceChange(clear, word, step.position))
            clear = step.position
        word = step.position
    return found


def distance(us: str | None, ru: str | None, *, comparable: bool = True) -> int | None:
    """How far apart two stances are: 0, 1 or 2; None if either side is silent (None) or unclear, or the issue is not
    comparable. Symmetric."""
    here, there = value(us), value(ru)
    if not comparable or here is None or there is None:
        return None
    return abs(here - there)
