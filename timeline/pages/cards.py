"""A meeting as a card: the sides that were there or spoke, each with its heads and its most telling statement.

A card's markup is the same wherever it is listed and changes only with the release, so it is kept under both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from timeline import selectors
from timeline.models import Meeting, Participation, Position, Release
from timeline.vocabulary import Role, Side, Speech, Stance

KEPT_FOR = 24 * 3600
"""Seconds."""
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


def rendered(keys: Sequence[int], release: Release | None) -> list[SafeString]:
    """The cards of the meetings with these keys, in the order given. No query where all are kept, else the 4 of
    selectors.listed_meetings.

    A database that is made anew gives other keys, so that the time of its load is part of what a card is kept under.
    """
    under = f"card:{release.hash}:{release.loaded_at.timestamp()}" if release else "card:"
    names = {key: f"{under}:{key}" for key in keys}
    kept = cache.get_many(names.values()) if release else {}
    missing = [key for key, name in names.items() if name not in kept]
    if missing:
        for meeting in selectors.listed_meetings(missing):
            context = {"meeting": meeting, "delegations": delegations(meeting)}
            kept[names[meeting.pk]] = render_to_string("parts/_meeting_card.html", context)
        if release:
            cache.set_many({names[key]: kept[names[key]] for key in missing}, KEPT_FOR)
    return [kept[names[key]] for key in keys]


def sides_in_order(sides: Iterable[str]) -> list[str]:
    """Washington first, Moscow last, third parties between."""
    return sorted(set(sides), key=lambda side: (ORDER.get(side, 1), side))


def delegations(meeting: Meeting) -> list[Delegation]:
    """The sides of a meeting whose participations and positions are loaded, Washington first and Moscow last. No
    query."""
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
