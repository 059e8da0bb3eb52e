"""A meeting as a card, in markup.py's way: the sides that were there or spoke, each with its heads and its most telling
statement.

A card's markup is the same wherever it is listed and changes only with the release, so it is kept under both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.core.cache import cache
from django.utils.safestring import SafeString

from timeline import selectors, vocabulary
from timeline.models import Meeting, Participation, Position, Release
from timeline.pages.markup import escaped, safe
from timeline.templatetags.record import side_class, when
from timeline.vocabulary import MeetingKind, MeetingStatus, Role, Side, Speech, Stance

KEPT_FOR = 24 * 3600
"""Seconds."""
NOBODY = '<span class="table__nobody">nobody named</span>'
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
            kept[names[meeting.pk]] = _card(meeting)
        if release:
            cache.set_many({names[key]: kept[names[key]] for key in missing}, KEPT_FOR)
    return [kept[names[key]] for key in keys]


def _card(meeting: Meeting) -> SafeString:
    """One meeting of a list: when, what, where, who faced whom, with one statement a side, and on which issues."""
    sides = delegations(meeting)
    stated: int = meeting.position_count  # type: ignore[attr-defined]  # an annotation of with_activity
    body = "".join(_side(side, is_told=stated > 0) for side in sides)
    summary = "" if sides else f'<p class="card__summary">{escape(meeting.summary)}</p>'
    tags = "".join(
        f'<li><a href="/issues/{item.issue.slug}/">{escaped(item.issue.name)}</a></li>' for item in meeting.agenda.all()
    )
    return safe(
        f'<li class="card" id="item-{meeting.slug}" data-status="{meeting.status}">\n'
        f'<p class="card__date">{when(meeting.start, meeting.end)}</p>\n'
        f'<div class="card__head">\n<h3 class="card__title"><a href="/meetings/{meeting.slug}/">{escape(meeting.title)}'
        f'</a></h3>\n<p class="card__facts">{_facts(meeting, stated)}</p>\n</div>\n'
        f'<div class="card__body">\n<div class="table" data-sides="{len(sides)}">\n{body}</div>\n{summary}'
        f'<ul class="tags">{tags}</ul>\n</div>\n</li>\n'
    )


def _facts(meeting: Meeting, stated: int) -> str:
    negotiation = meeting.negotiation
    held = meeting.status == MeetingStatus.HELD
    facts = [
        "" if held else f'<strong class="card__status">{MeetingStatus(meeting.status).label}</strong>',
        escaped(meeting.city),
        MeetingKind(meeting.kind).label,
        f'<a href="/negotiations/{negotiation.slug}/">{escaped(negotiation.name)}</a>',
        f"{stated} position{'' if stated == 1 else 's'}" if stated else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _side(side: Delegation, *, is_told: bool) -> str:
    """One side with its heads and its most telling statement; `is_told`: whether any side's words are on record."""
    capital = escaped(vocabulary.side_capital(side.side))
    named = ", ".join(
        f'<a href="/officials/{one.official.slug}/">{escaped(one.official.name)}</a>' for one in side.named
    )
    silent = f"No words of {capital}’s are on record here." if is_told else ""
    said = side.statement
    words = _statement(said) if said else f'<p class="table__silent">{silent}</p>'
    return (
        f'<section class="table__side" data-side="{side_class(side.side)}">\n<h4 class="table__who">'
        f'<span class="table__capital">{capital}</span> {named or NOBODY}</h4>\n{words}\n</section>\n'
    )


def _statement(said: Position) -> str:
    language = said.article.language
    lang = "" if language == "en" else f' lang="{escaped(language)}"'
    return (
        f'<p class="table__summary">{escape(said.summary)}</p>\n<p class="table__quote">'
        f'<a href="/positions/{said.public_id}/"><q{lang}>{escape(said.quote)}</q></a></p>'
    )


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
