"""Reads of officials: posts and activity, whom they faced, what they said; the terms of heads of state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Min, Prefetch, Q, Window
from django.db.models.fetch_modes import FETCH_RAISE
from django.db.models.functions import RowNumber

from timeline.domain.vocabulary import NOT_HELD, Side, Speech
from timeline.models import Alias, Issue, Leader, Meeting, Official, Participation, Position, Post
from timeline.querysets import MeetingQuerySet, OfficialQuerySet, PositionQuerySet
from timeline.selectors.meetings import in_brief as meetings_in_brief
from timeline.selectors.positions import positions


def leaders() -> list[Leader]:
    """Both sides' terms of office in order, with officials. 1 query."""
    return list(Leader.objects.select_related("official").fetch_mode(FETCH_RAISE).order_by("side", "earliest"))


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A counterpart of an official: the number of shared meetings, and the first and last day."""

    slug: str
    name: str
    side: str
    meetings: int
    first: date
    last: date


def official(slug: str) -> Official:
    """An official with aliases, posts in chronological order, and activity. 3 queries."""
    return (
        Official.objects.with_activity()
        .prefetch_related(
            Prefetch("aliases", Alias.objects.order_by("ordinal")),
            Prefetch("posts", Post.objects.order_by(F("earliest").asc(nulls_first=True), "ordinal")),
        )
        .fetch_mode(FETCH_RAISE)
        .get(slug=slug)
    )


def officials(rows: OfficialQuerySet) -> OfficialQuerySet:
    """The officials of a filtered queryset (already annotated with activity) by family name, with posts. 2 queries."""
    return (
        rows.by_family_name()
        .prefetch_related(Prefetch("posts", Post.objects.order_by(F("earliest").desc(nulls_last=True), "ordinal")))
        .fetch_mode(FETCH_RAISE)
    )


def meetings_of(official: Official, others: Iterable[str] = ()) -> MeetingQuerySet:
    """The meetings that an official and all of the others (slugs) took part in, in brief. 2 queries."""
    rows = Meeting.objects.with_any_official([official.slug])
    for slug in others:
        rows = rows.with_any_official([slug])
    return meetings_in_brief(rows)


@dataclass(frozen=True, slots=True)
class PostAtMeetings:
    """A post as sources give it at meetings: the first and last day, and the number of meetings."""

    title: str
    first: date
    last: date
    meetings: int


def posts_at_meetings(official: Official) -> list[PostAtMeetings]:
    """The posts that sources give an official at meetings, by first day. 1 query."""
    named = Participation.objects.filter(official=official).exclude(post="").order_by()
    rows = named.values_list("post").annotate(
        first=Min("meeting__earliest"), last=Max("meeting__latest"), times=Count("pk")
    )
    return [PostAtMeetings(*row) for row in rows.order_by("first", "post")]


def issues_of(official: Official) -> list[tuple[str, int]]:
    """The name of each issue an official spoke on and the number of statements, most first. 1 query."""
    said = Position.objects.filter(holder=official).order_by().values_list("issue__name")
    return list(said.annotate(number=Count("pk")).order_by("-number", "issue__ordinal"))


def days_of(official: Official) -> list[date]:
    """The last day of every meeting an official took part in and of every statement they made. 1 query."""
    met = Participation.objects.filter(official=official).exclude(meeting__status__in=NOT_HELD).order_by()
    said = Position.objects.filter(holder=official).order_by()
    return list(met.values_list("meeting__latest", flat=True).union(said.values_list("latest", flat=True)))


def said_by_issue(
    official: Official, *, most: int, full: int, **asked: Iterable[str]
) -> dict[Issue, tuple[int, list[Position]]]:
    """For each issue, how many of an official's positions meet all the conditions (querysets.stated), and the latest
    of them, newest first: up to `most` on the `full` issues with the most positions, which come first, and one on each
    of the others. At most 2 queries."""
    held = Position.objects.filter(holder=official).stating(**asked)
    totals = dict(
        held.order_by().values_list("issue").annotate(number=Count("pk")).order_by("-number", "issue__ordinal")
    )
    if not totals:
        return {}
    place = Window(
        RowNumber(),
        partition_by=F("issue"),
        order_by=[F("earliest").desc(), F("latest").desc(), F("public_id").desc()],
    )
    latest = positions().filter(holder=official).stating(**asked).annotate(place=place)
    latest = latest.filter(Q(place=1) | Q(place__lte=most, issue__in=list(totals)[:full]))
    said: dict[int, list[Position]] = {key: [] for key in totals}
    for position in latest.newest_first():
        said[position.issue_id].append(position)
    return {stated[0].issue: (totals[key], stated) for key, stated in said.items()}


def stances_of(official: Official, **asked: Iterable[str]) -> list[tuple[int, str, str, str, date, date, str]]:
    """An official's positions that meet all the conditions (querysets.stated), each as issue (key), public id, stance,
    date as written, first and last day, speech. 1 query."""
    rows = Position.objects.filter(holder=official).stating(**asked).order_by("earliest", "latest", "public_id")
    return list(rows.values_list("issue_id", "public_id", "stance", "date", "earliest", "latest", "speech"))


def positions_of(official: Official) -> PositionQuerySet:
    """The positions an official took, oldest first. 1 query."""
    return positions().filter(holder=official)


def telling(official: Official) -> Position | None:
    """A representative statement of an official: the latest verified one in their own words, else the latest in their
    own words, else the latest. At most 3 queries."""
    held = positions_of(official).newest_first()
    spoken = held.filter(speech=Speech.DIRECT)
    return spoken.exclude(proof_hash="").first() or spoken.first() or held.first()


def counterparts(of: Official) -> list[Counterpart]:
    """Whom an official faced on another side at meetings that took place, most often first. 1 query."""
    mine = Participation.objects.filter(official=of).exclude(meeting__status__in=NOT_HELD)
    rows = (
        Participation.objects.filter(meeting__in=mine.values("meeting_id"))
        .exclude(side=of.side)
        .order_by()
        .values_list("official__slug", "official__name", "side")
        .annotate(times=Count("meeting"), first=Min("meeting__earliest"), last=Max("meeting__latest"))
        .order_by("-times", "first", "official__slug")
    )
    return [Counterpart(*row) for row in rows]


def speakers() -> list[tuple[str, str, str]]:
    """Slug, name and side of everyone the record quotes, by family name. 1 query."""
    held = Official.objects.filter(pk__in=Position.objects.exclude(holder=None).values("holder_id"))
    return list(held.by_family_name().values_list("slug", "name", "side"))


def by_slug(slugs: Iterable[str]) -> dict[str, Official]:
    """The officials by slug. 1 query."""
    return {official.slug: official for official in Official.objects.filter(slug__in=list(slugs))}


def family_names(slugs: Iterable[str]) -> dict[str, str]:
    """The officials' family names by slug. 1 query."""
    return dict(Official.objects.filter(slug__in=list(slugs)).values_list("slug", "family_name"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two officials, Washington's and Moscow's, who faced each other: slugs, names, number of meetings, first day."""

    washington: str
    washington_name: str
    moscow: str
    moscow_name: str
    meetings: int
    first: date


def pairs(*, most: int) -> list[Pair]:
    """The pairs who faced each other most often at meetings that took place, most often first. 1 query."""
    there = "meeting__participations"
    rows = (
        Participation.objects.filter(side=Side.US, **{f"{there}__side": Side.RU})
        .exclude(meeting__status__in=NOT_HELD)
        .order_by()
        .values_list("official__slug", "official__name", f"{there}__official__slug", f"{there}__official__name")
        .annotate(times=Count("meeting"), first=Min("meeting__earliest"))
        .order_by("-times", "first", "official__slug", f"{there}__official__slug")
    )
    return [Pair(*row) for row in rows[:most]]
