"""Where a side stood on an issue on a day, and how far apart two sides were: pure functions over positions already
read. Imports vocabulary only; pages, chart and API import it.

A side's *standing* on a day is the stance of its latest position stated on or before that day. Its *value* is +1
(supports), 0 (conditional) or -1 (opposes) toward the issue's question, and none while the side is silent or unclear.
The *distance* of two sides is the absolute difference of their values: 0 (together) to 2 (opposed), none where either
has no value or the issue cannot be compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from timeline.vocabulary import Stance

VALUES: dict[str, int] = {Stance.SUPPORTS: 1, Stance.CONDITIONAL: 0, Stance.OPPOSES: -1}


class Taken(Protocol):
    """What a step needs to know of a position."""

    @property
    def stance(self) -> str: ...  # noqa: D102


class Stated(Taken, Protocol):
    """What a standing needs to know of a position; a Position has it."""

    @property
    def earliest(self) -> date: ...  # noqa: D102
    @property
    def latest(self) -> date: ...  # noqa: D102
    @property
    def public_id(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Step[P: Taken]:
    """A side stood as `position` says from the day `since` on, until the next step."""

    since: date
    position: P

    @property
    def value(self) -> int | None:
        """+1, 0, -1, or None where the position is unclear."""
        return value(self.position.stance)


def value(stance: str | None) -> int | None:
    """+1 supports, 0 conditional, -1 opposes toward the issue's question; None for unclear and for silence."""
    return VALUES.get(stance) if stance else None


def _order(position: Stated) -> tuple[date, date, str]:
    """By the day a position was stated at the latest; of one such day the finer date, then the id, comes last."""
    return position.latest, position.earliest, position.public_id


def standing[P: Stated](positions: Iterable[P], *, on: date) -> P | None:
    """The position that one side's standing on one issue rests on at the end of the day `on`; None while it is silent.

    `positions` are one side's on one issue, in any order. A position counts from the last day that its date can mean:
    one of February 2013 from 28 February 2013, for only then has it surely been stated. An unclear position counts:
    it ends the standing before it.
    """
    return max((position for position in positions if position.latest <= on), key=_order, default=None)


def steps[P: Stated](positions: Iterable[P]) -> list[Step[P]]:
    """One side's standing on one issue over time, oldest step first; at most one step a day.

    `standing(positions, on=day)` is the position of the last step not after the day, for every day.
    """
    by_day = {position.latest: position for position in sorted(positions, key=_order)}
    return [Step(day, position) for day, position in by_day.items()]


def turns[P: Taken](series: Iterable[Step[P]]) -> list[Step[P]]:
    """The steps at which the stance differs from the step before: when the side moved. The first step is none."""
    return [after for before, after in pairwise(series) if after.position.stance != before.position.stance]


def distance(us: str | None, ru: str | None, *, comparable: bool = True) -> int | None:
    """How far apart two stances are: 0, 1 or 2; None where either side is silent (None) or unclear, or the issue is not
    comparable. Symmetric."""
    here, there = value(us), value(ru)
    if not comparable or here is None or there is None:
        return None
    return abs(here - there)
