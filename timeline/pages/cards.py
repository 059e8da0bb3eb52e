"""A meeting as a card: the sides that were there or spoke, each with its heads and its most telling statement."""

from collections.abc import Iterable
from dataclasses import dataclass

from timeline.models import Meeting, Participation, Position
from timeline.vocabulary import Role, Side, Speech, Stance

ORDER = {Side.US.value: 0, Side.RU.value: 2}


@dataclass(frozen=True, slots=True)
class Delegation:
    """One side of a meeting; its heads, its other members, whom else it brought to the table, what it said."""

    side: str
    heads: tuple[Participation, ...]
    members: tuple[Participation, ...]
    met: tuple[Participation, ...]
    positions: tuple[Position, ...]

    @property
    def statement(self) -> Position | None:
        """The one position to show where there is room for one: a head's before others', a clear stance before an
        unclear one, direct speech before reported; then the first."""
        heads = {one.official_id for one in self.heads}
        return min(
            self.positions,
            key=lambda one: (
                one.stance == Stance.UNCLEAR,
                one.holder_id not in heads,
                one.speech != Speech.DIRECT,
                one.ordinal,
            ),
            default=None,
        )

    @property
    def named(self) -> tuple[Participation, ...]:
        """Whom to name first: the heads, or where none is known the members, or those who were met."""
        return self.heads or self.members or self.met


def sides_in_order(sides: Iterable[str]) -> list[str]:
    """Washington first, Moscow last, third parties between."""
    return sorted(set(sides), key=lambda side: (ORDER.get(side, 1), side))


def delegations(meeting: Meeting) -> list[Delegation]:
    """The sides of a meeting that selectors.meetings has loaded, Washington first and Moscow last. No query."""
    present = list(meeting.participations.all())
    stated = list(meeting.positions.all())
    drawn = []
    for side in sides_in_order([one.side for one in present] + [one.side for one in stated]):
        mine = [one for one in present if one.side == side]
        drawn.append(
            Delegation(
                side,
                tuple(one for one in mine if one.role == Role.HEAD),
                tuple(one for one in mine if one.role == Role.MEMBER),
                tuple(one for one in mine if one.role == Role.MET),
                tuple(one for one in stated if one.side == side),
            )
        )
    return drawn
