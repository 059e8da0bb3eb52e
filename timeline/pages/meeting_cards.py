"""A meeting as a card (see html.py): the sides that were there or spoke, each with its delegation and its most telling
statement, all on the same issue.

A card's markup depends on the release and on the issue, official and stance in the query, which form its cache key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.core.cache import cache
from django.utils.safestring import SafeString

from timeline import selectors
from timeline.domain import vocabulary
from timeline.domain.vocabulary import MeetingKind, MeetingStatus, Role, Side
from timeline.models import Issue, Meeting, Participation, Position, Release
from timeline.pages import chosen
from timeline.pages.chosen import NOTHING, Chosen, StatementFilter
from timeline.pages.html import counted, escaped, safe
from timeline.pages.statements import in_sentence, statement
from timeline.templatetags.record import side_class, when

KEPT_FOR = 24 * 3600
"""Cache TTL in seconds."""
NOBODY = '<span class="table__nobody">nobody named</span>'
ORDER = {Side.US.value: 0, Side.RU.value: 2}
ROLES = (Role.HEAD.value, Role.MEMBER.value, Role.MET.value)
ELSEWHERE = 3
"""Maximum number of other issues named on which a side spoke instead."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """One side of a meeting: its heads, other members, others who were met, and what it said."""

    side: str
    heads: tuple[Participation, ...]
    members: tuple[Participation, ...]
    met: tuple[Participation, ...]
    positions: tuple[Position, ...]

    @property
    def named(self) -> tuple[Participation, ...]:
        """Whom to name: the heads; if none are known, the members; else those who were met."""
        return self.heads or self.members or self.met


def rendered(keys: Sequence[int], release: Release | None, question: StatementFilter = NOTHING) -> list[SafeString]:
    """The cards of the meetings with these keys, in the order given, for the query's `question`. No database query if
    all are cached, else the 4 of selectors.meetings.listed.

    A rebuilt database assigns different primary keys, so the time it was loaded is part of the cache key.
    """
    under = f"card:{release.hash}:{release.loaded_at.timestamp()}:{question.key}" if release else "card:"
    names = {key: f"{under}:{key}" for key in keys}
    kept = cache.get_many(names.values()) if release else {}
    missing = [key for key, name in names.items() if name not in kept]
    if missing:
        for meeting in selectors.meetings.listed(missing):
            kept[names[meeting.pk]] = card(meeting, question)
        if release:
            cache.set_many({names[key]: kept[names[key]] for key in missing}, KEPT_FOR)
    return [kept[names[key]] for key in keys]


def card(meeting: Meeting, question: StatementFilter = NOTHING) -> SafeString:
    """One meeting in a list: when, what, where, who faced whom, what each side said, and on which issues. No query for
    a meeting from selectors.meetings.listed."""
    stated: int = meeting.position_count  # type: ignore[attr-defined]  # an annotation of with_activity
    present = _faced(meeting, [item.issue for item in meeting.agenda.all()], question, heading="h4")
    summary = "" if present else f'<p class="card__summary">{escape(meeting.summary)}</p>'
    return safe(
        f'<li class="card" id="item-{meeting.slug}" data-status="{meeting.status}">\n'
        f'<p class="card__date">{when(meeting.start, meeting.end)}</p>\n'
        f'<div class="card__head">\n<h3 class="card__title"><a href="/meetings/{meeting.slug}/">{escape(meeting.title)}'
        f'</a></h3>\n<p class="card__facts">{_facts(meeting, stated)}</p>\n</div>\n'
        f'<div class="card__body">\n{present}{summary}<ul class="tags">{_tags(meeting)}</ul>\n</div>\n</li>\n'
    )


def _tags(meeting: Meeting) -> str:
    """The issues discussed, then those only announced, as items of a list."""
    items = meeting.agenda.all()
    discussed = "".join(f"<li>{_link(item.issue)}</li>" for item in items if not item.announced)
    announced = ", ".join(_link(item.issue) for item in items if item.announced)
    return discussed + (f'<li class="muted">announced: {announced}</li>' if announced else "")


def _link(issue: Issue) -> str:
    return f'<a href="/issues/{issue.slug}/">{escaped(issue.name)}</a>'


def _facts(meeting: Meeting, stated: int) -> str:
    negotiation = meeting.negotiation
    held = meeting.status == MeetingStatus.HELD
    facts = [
        "" if held else f'<strong class="card__status">{escaped(MeetingStatus(meeting.status).label)}</strong>',
        escaped(meeting.city),
        escaped(MeetingKind(meeting.kind).label),
        f'<a href="/negotiations/{negotiation.slug}/">{escaped(negotiation.name)}</a>',
        escaped(counted(stated, "statement")) if stated else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def faced(meeting: Meeting, question: StatementFilter = NOTHING, *, heading: str) -> SafeString:
    """The sides of a meeting side by side, with `heading` as their heading element: the issue shown, and each side's
    delegation and statement on it. Empty if no side is known. No query if participations, positions and agenda are
    loaded."""
    return _faced(meeting, [item.issue for item in meeting.agenda.all()], question, heading=heading)


def _faced(meeting: Meeting, agenda: Sequence[Issue], question: StatementFilter, *, heading: str) -> SafeString:
    present, stated = list(meeting.participations.all()), list(meeting.positions.all())
    sides = _delegations(present, stated)
    if not sides:
        return safe("")
    found = chosen.choose(stated, present, agenda, question)
    body = "".join(_side(side, meeting, found, heading) for side in sides)
    return safe(f'{_question(found.issue)}<div class="table" data-sides="{len(sides)}">\n{body}</div>\n')


def _question(issue: Issue | None) -> str:
    """The issue and question that both columns are about."""
    if issue is None:
        return ""
    name = f'<a href="/issues/{issue.slug}/">{escaped(in_sentence(issue))}</a>'
    return f'<p class="table__question">On {name}: {escaped(issue.question)}</p>\n'


def _side(side: Delegation, meeting: Meeting, found: Chosen, heading: str) -> str:
    """One side: whom it sent, and what it said on the issue, or that nothing is on record."""
    capital = escaped(vocabulary.side_capital(side.side))
    said = found.said.get(side.side)
    words = statement(said, at=meeting, issue=False) if said else _silence(side, meeting, found)
    return (
        f'<section class="table__side" data-side="{side_class(side.side)}">\n'
        f'<{heading} class="table__capital">{capital}</{heading}>\n'
        f'<p class="table__delegation">{_delegation(side)}</p>\n{words}</section>\n'
    )


def _delegation(side: Delegation) -> str:
    named = ", ".join(
        f'<a href="/officials/{one.official.slug}/">{escaped(one.official.name)}</a>' for one in side.named
    )
    label = "Met with" if side.met and side.named is side.met else "Delegation"
    return f"{label}: {named or NOBODY}"


def _silence(side: Delegation, meeting: Meeting, found: Chosen) -> str:
    """A note that no words of a side on the issue are on record, and on which issues there are some."""
    if found.issue is None:
        return ""
    capital = escaped(vocabulary.side_capital(side.side))
    if not side.positions:
        return f'<p class="table__silent">No words of {capital}’s are on record here.</p>\n'
    links = [
        f'<a href="/meetings/{meeting.slug}/#issue-{one.slug}">{escaped(in_sentence(one))}</a>'
        for one in found.elsewhere.get(side.side, ())[:ELSEWHERE]
    ]
    if not links:
        return f'<p class="table__silent">No such words of {capital}’s are on record here.</p>\n'
    return (
        f'<p class="table__silent">No words of {capital}’s on {escaped(in_sentence(found.issue))} are on record here, '
        f"but on {', '.join(links)}.</p>\n"
    )


def sides_in_order(sides: Iterable[str]) -> list[str]:
    """Washington first, Moscow last, third parties between."""
    return sorted(set(sides), key=lambda side: (ORDER.get(side, 1), side))


def delegations(meeting: Meeting) -> list[Delegation]:
    """A meeting's sides, Washington first and Moscow last. Participations and positions must be loaded. No query."""
    return _delegations(list(meeting.participations.all()), list(meeting.positions.all()))


def _delegations(present: Iterable[Participation], stated: Iterable[Position]) -> list[Delegation]:
    people: dict[str, list[Participation]] = {}
    words: dict[str, list[Position]] = {}
    for one in present:
        people.setdefault(one.side, []).append(one)
    for said in stated:
        words.setdefault(said.side, []).append(said)
    drawn = []
    for side in sides_in_order([*people, *words]):
        heads, members, met = (tuple(one for one in people.get(side, ()) if one.role == role) for role in ROLES)
        drawn.append(Delegation(side, heads, members, met, tuple(words.get(side, ()))))
    return drawn
