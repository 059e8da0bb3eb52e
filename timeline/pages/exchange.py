"""Statements facing each other: Washington left, Moscow right, third parties after them; grouped by issue or by
meeting. No query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from timeline.models import Position
from timeline.pages.cards import sides_in_order
from timeline.vocabulary import Side


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side said, oldest first; where it moved by that, from which stance (`before`) to which (`after`)."""

    side: str
    positions: tuple[Position, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Group[H]:
    """The statements under one heading; `silent`: the two sides that were asked for and said nothing."""

    heading: H
    voices: tuple[Voice, ...]
    silent: tuple[str, ...] = ()

    @property
    def faces(self) -> str:
        """Which of the two sides spoke: the layout of the group."""
        spoke = [voice.side for voice in self.voices if voice.side in Side.values]
        return "both" if len(spoke) == 2 else spoke[0].lower() if spoke else "none"


def voices(positions: Iterable[Position]) -> tuple[Voice, ...]:
    """The positions by side: Washington, Moscow, then third parties."""
    listed = list(positions)
    order = sides_in_order(position.side for position in listed)
    order.sort(key=lambda side: side not in Side.values)
    return tuple(Voice(side, tuple(one for one in listed if one.side == side)) for side in order)


def grouped[H](
    positions: Iterable[Position], heading: Callable[[Position], H], *, present: Iterable[str] = ()
) -> list[Group[H]]:
    """The positions under their headings, headings in the order of their first position.

    `present` are the sides that were there, to be named where they are silent.
    """
    expected = [side for side in sides_in_order(present) if side in Side.values]
    gathered: dict[H, list[Position]] = {}
    for position in positions:
        gathered.setdefault(heading(position), []).append(position)
    return [
        Group(head, voices(stated), tuple(side for side in expected if side not in {one.side for one in stated}))
        for head, stated in gathered.items()
    ]
