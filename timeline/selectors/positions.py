"""Reads of positions: in full for a statement, in brief for a picture, and the neighbours of one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.fetch_modes import FETCH_RAISE
from django.db.models.functions import Coalesce

from timeline.domain import dates
from timeline.domain.citations import credited
from timeline.domain.vocabulary import Speech
from timeline.models import Participation, Position, Post
from timeline.querysets import PositionQuerySet


def positions() -> PositionQuerySet:
    """Positions with issue, holder, article and meeting, oldest first."""
    return (
        Position.objects.select_related("issue", "holder", "article", "meeting")
        .fetch_mode(FETCH_RAISE)
        .order_by("earliest", "latest", "public_id")
    )


def in_order(keys: Iterable[int]) -> list[Position]:
    """The positions with these keys, oldest first, with issue, holder, article and meeting. 1 query."""
    return list(positions().filter(pk__in=list(keys)))


def position(public_id: str) -> Position:
    """A position with issue, holder, article and meeting. 1 query."""
    return positions().get(public_id=public_id)


def by_id(public_ids: Iterable[str]) -> dict[str, Position]:
    """The positions with these public ids, by id, with issue, holder, article and meeting. 1 query; none for no id."""
    wanted = set(public_ids)
    return {one.public_id: one for one in positions().filter(public_id__in=wanted)} if wanted else {}


def counterpart(of: Position) -> Position | None:
    """The other side's position of a joint statement; None of any other. 1 query, of a joint statement alone."""
    if not of.joint:
        return None
    same = positions().filter(article_id=of.article_id, issue_id=of.issue_id, quote=of.quote, joint=True)
    return same.exclude(side=of.side).first()


@dataclass(frozen=True, slots=True)
class Around:
    """A position's neighbours on its issue: its side's previous and next statements, the other side's nearest."""

    before: Position | None
    after: Position | None
    opposite: Position | None


def around(of: Position, other: str) -> Around:
    """The statements around a position, in the order that standings use; `other` is the side across the table. The
    nearest is one from the same meeting if there is one, else the nearest in time; of a joint statement one in other
    words. At most 5 queries."""
    on_issue = positions().filter(issue_id=of.issue_id)
    mine, theirs = on_issue.filter(side=of.side).exclude(pk=of.pk), on_issue.filter(side=other)
    if of.joint:
        theirs = theirs.exclude(article_id=of.article_id, quote=of.quote, joint=True)
    until = Q(latest__lt=of.latest) | Q(latest=of.latest, earliest__lt=of.earliest)
    until |= Q(latest=of.latest, earliest=of.earliest, public_id__lt=of.public_id)
    # The bound on the last day is implied; stated explicitly, it lets the database start its index scan there.
    before, after = mine.filter(until, latest__lte=of.latest), mine.filter(~until, latest__gte=of.latest)
    order = ("latest", "earliest", "public_id")
    opposite = theirs.filter(meeting_id=of.meeting_id).first() if of.meeting_id is not None else None
    if opposite is None:
        near = (
            theirs.filter(latest__lte=of.latest).order_by("-latest", "-public_id").first(),
            theirs.filter(latest__gt=of.latest).order_by("latest", "public_id").first(),
        )
        found = [one for one in near if one is not None]
        opposite = min(found, key=lambda one: abs((one.latest - of.latest).days), default=None)
    return Around(before.order_by(*order).last(), after.order_by(*order).first(), opposite)


def in_which_post(position: Position) -> str:
    """The holder's post as the meeting's sources give it, or the only post held that day, else empty. 2 queries."""
    if position.holder_id is None:
        return ""
    if position.meeting_id is not None:
        told = Participation.objects.filter(meeting=position.meeting_id, official=position.holder_id)
        if post := told.values_list("post", flat=True).first():
            return post
    held = Post.objects.filter(official=position.holder_id).filter(
        Q(earliest__lte=position.latest) & (Q(latest__gte=position.earliest) | Q(latest__isnull=True))
    )
    titles = list(held.values_list("title", flat=True)[:2])
    return titles[0] if len(titles) == 1 else ""


def by_key(keys: Iterable[int]) -> dict[int, Position]:
    """The positions by key. 1 query."""
    return {position.pk: position for position in positions().filter(pk__in=list(keys))}


@dataclass(frozen=True, slots=True)
class Brief:
    """A position as a picture labels it: `who` is the speaker, `written` the date as the source gives it."""

    public_id: str
    side: str
    stance: str
    who: str
    written: str
    speech: str
    joint: bool

    @property
    def words(self) -> str:
        """Who and when: `Ronald Reagan, 12 October 1986`; for a paraphrase, `…, as reported`."""
        reported = "" if self.speech == Speech.DIRECT else ", as reported"
        return f"{credited(self.who, joint=self.joint)}, {dates.describe(self.written)}{reported}"


def briefs(keys: Iterable[int]) -> dict[int, Brief]:
    """The positions by key, in brief. 1 query."""
    rows = Position.objects.filter(pk__in=list(keys)).order_by()
    who = Coalesce("holder__name", "attributed_to")
    columns = ("pk", "public_id", "side", "stance", who, "date", "speech", "joint")
    return {key: Brief(*said) for key, *said in rows.values_list(*columns)}
