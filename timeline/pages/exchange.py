"""Statements facing each other: Washington on the left, Moscow on the right, third parties after them; grouped by issue
or meeting. No query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from timeline.domain.vocabulary import Side
from timeline.models import Position
from timeline.pages.meeting_cards import sides_in_order


class StanceAnswer(NamedTuple):
    """A stance and the answer it gives, in the issue's own words."""

    stance: str
    words: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side said, oldest first (`more`: number of statements omitted); if that changed its answer, the answers
    `before` and `after`, and the statement that the new one rests on (`resting`), if it is among these."""

    side: str
    positions: tuple[Position, ...]
    more: int = 0
    before: StanceAnswer | None = None
    after: StanceAnswer | None = None
    resting: Position | None = None


@dataclass(frozen=True, slots=True)
class StatementGroup[H]:
    """The statements under one heading; `silent`: those of the two sides that were expected but said nothing."""

    heading: H
    voices: tuple[Voice, ...]
    silent: tuple[str, ...] = ()

    @property
    def faces(self) -> str:
        """Which of the two sides spoke, which determines the group's layout."""
        spoke = [voice.side for voice in self.voices if voice.side in Side.values]
        return "both" if len(spoke) == 2 else spoke[0].lower() if spoke else "none"


def voices(positions: Iterable[Position], *, most: int | None = None) -> tuple[Voice, ...]:
    """The positions by side: Washington, Moscow, then third parties; at most `most` of each."""
    listed = list(positions)
    order = sides_in_order(position.side for position in listed)
    order.sort(key=lambda side: side not in Side.values)
    spoken = {side: [one for one in listed if one.side == side] for side in order}
    return tuple(Voice(side, tuple(said[:most]), len(said) - len(said[:most])) for side, said in spoken.items())


def grouped[H](
    positions: Iterable[Position],
    heading: Callable[[Position], H],
    *,
    present: Iterable[str] = (),
    most: int | None = None,
) -> list[StatementGroup[H]]:
    """The positions grouped by heading, in the order of each heading's first position.

    `present` lists the sides that were there, to be named if they are silent; at most `most` statements per side.
    """
    expected = [side for side in sides_in_order(present) if side in Side.values]
    gathered: dict[H, list[Position]] = {}
    for position in positions:
        gathered.setdefault(heading(position), []).append(position)
    return [
        StatementGroup(
            head,
            voices(stated, most=most),
            tuple(side for side in expected if side not in {one.side for one in stated}),
        )
        for head, stated in gathered.items()
    ]
