"""The reads behind the record's own pages: one meeting, official, issue, source or statement with all that its page
shows. Like selectors: few queries, everything loaded (a missing relation raises), no request, no presentation.

Raises the model's DoesNotExist where a slug is unknown; pages turn that into 404.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet, Window
from django.db.models.fetch_modes import FETCH_RAISE
from django.db.models.functions import Coalesce, ExtractYear, RowNumber

from timeline.domain import dates, folding
from timeline.domain.vocabulary import MeetingStatus, Side, Speech
from timeline.models import (
    Alias,
    Article,
    Issue,
    Meeting,
    MeetingIssue,
    Negotiation,
    Official,
    Participation,
    Position,
    Post,
    Report,
    Treaty,
)
from timeline.querysets import ArticleQuerySet, MeetingQuerySet, OfficialQuerySet, PositionQuerySet, TreatyQuerySet
from timeline.selectors import shared as selectors

NOT_HELD = (MeetingStatus.CANCELLED, MeetingStatus.PLANNED)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Somebody whom an official faced: at how many meetings, the first and the last day."""

    slug: str
    name: str
    side: str
    meetings: int
    first: date
    last: date


def meeting(slug: str) -> Meeting:
    """A meeting with everything of selectors.meetings. 7 queries."""
    return selectors.meetings(Meeting.objects.filter(slug=slug)).get()


def meeting_by_key(key: int | None) -> Meeting | None:
    """The meeting that a row refers to, as `meeting` gives it; None for none. At most 7 queries."""
    return selectors.meetings(Meeting.objects.filter(pk=key)).first() if key else None


def neighbours(of: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """The meetings before and after in the same negotiation, in the order of the timeline. 2 queries."""
    track = Meeting.objects.filter(negotiation_id=of.negotiation_id)
    key = (of.earliest, of.latest, of.slug)

    def beyond(comparison: str) -> Q:
        day, end, slug = (f"{name}__{comparison}" for name in ("earliest", "latest", "slug"))
        return (
            Q(**{day: key[0]})
            | Q(earliest=key[0]) & Q(**{end: key[1]})
            | Q(earliest=key[0], latest=key[1]) & Q(**{slug: key[2]})
        )

    return track.filter(beyond("lt")).newest_first().first(), track.filter(beyond("gt")).chronological().first()


def meetings_in_brief(rows: MeetingQuerySet) -> MeetingQuerySet:
    """The meetings of a queryset, oldest first, with negotiation and participants, for one line each. 2 queries."""
    return (
        rows.chronological()
        .select_related("negotiation")
        .prefetch_related(Prefetch("participations", selectors.participations()))
        .fetch_mode(FETCH_RAISE)
    )


def official(slug: str) -> Official:
    """An official with aliases, posts in the order of their years, and activity. 3 queries."""
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
    """The officials of a filtered queryset (which has their activity) by family name, with their posts. 2 queries."""
    return (
        rows.by_family_name()
        .prefetch_related(Prefetch("posts", Post.objects.order_by(F("earliest").desc(nulls_last=True), "ordinal")))
        .fetch_mode(FETCH_RAISE)
    )


def meetings_of(official: Official) -> MeetingQuerySet:
    """The meetings an official took part in, in brief. 2 queries."""
    return meetings_in_brief(Meeting.objects.with_any_official([official.slug]))


def days_of(official: Official) -> list[date]:
    """The last day of every meeting that an official took part in and of every statement of theirs. 1 query."""
    met = Participation.objects.filter(official=official).exclude(meeting__status__in=NOT_HELD).order_by()
    said = Position.objects.filter(holder=official).order_by()
    return list(met.values_list("meeting__latest", flat=True).union(said.values_list("latest", flat=True)))


def said_by_issue(
    official: Official, *, most: int, full: int, **asked: Iterable[str]
) -> dict[Issue, tuple[int, list[Position]]]:
    """On each issue how many positions an official took that are all that is asked for (querysets.stated), and the
    latest of them, newest first: `most` on the `full` issues spoken of most, which come first, and one on the others.
    2 queries."""
    held = Position.objects.filter(holder=official).stating(**asked)
    totals = dict(
        held.order_by().values_list("issue").annotate(number=Count("pk")).order_by("-number", "issue__ordinal")
    )
    place = Window(
        RowNumber(),
        partition_by=F("issue"),
        order_by=[F("earliest").desc(), F("latest").desc(), F("public_id").desc()],
    )
    latest = selectors.positions().filter(holder=official).stating(**asked).annotate(place=place)
    latest = latest.filter(Q(place=1) | Q(place__lte=most, issue__in=list(totals)[:full]))
    said: dict[int, list[Position]] = {key: [] for key in totals}
    for position in latest.newest_first():
        said[position.issue_id].append(position)
    return {stated[0].issue: (totals[key], stated) for key, stated in said.items()}


def stances_of(official: Official, **asked: Iterable[str]) -> list[tuple[int, str, str, str, date, date, str]]:
    """Each position an official took that is all that is asked for (querysets.stated): issue (key), public id, stance,
    date as written, first and last day, speech. 1 query."""
    rows = Position.objects.filter(holder=official).stating(**asked).order_by("earliest", "latest", "public_id")
    return list(rows.values_list("issue_id", "public_id", "stance", "date", "earliest", "latest", "speech"))


def positions_of(official: Official) -> PositionQuerySet:
    """The positions an official took, oldest first. 1 query."""
    return selectors.positions().filter(holder=official)


def counterparts(of: Official) -> list[Counterpart]:
    """Whom an official faced at meetings that took place, on another side than theirs; most often first. 1 query."""
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


def issue(slug: str) -> Issue:
    """An issue with its activity. 1 query."""
    return Issue.objects.with_activity().get(slug=slug)


def issues(rows: QuerySet[Issue]) -> list[Issue]:
    """The issues of a filtered queryset in the order of the reference list, with their activity. 1 query."""
    return list(rows.with_activity().listed())  # type: ignore[attr-defined]  # an IssueQuerySet


def listed_issues() -> list[Issue]:
    """All issues in the order of the reference list, without their activity. 1 query."""
    return list(Issue.objects.listed())


def positions_on(issue: Issue) -> PositionQuerySet:
    """The positions on an issue, for a FilterSet to narrow."""
    return Position.objects.filter(issue=issue)


def holders_on(issue: Issue) -> list[tuple[str, str]]:
    """Slug and name of everyone who took a position on an issue, by family name. 1 query."""
    held = Official.objects.filter(pk__in=Position.objects.filter(issue=issue).values("holder_id"))
    return list(held.by_family_name().values_list("slug", "name"))


def positions_in_order(keys: Iterable[int]) -> list[Position]:
    """The positions of these keys, oldest first, with issue, holder, article and meeting. 1 query."""
    return list(selectors.positions().filter(pk__in=list(keys)))


def negotiation(slug: str) -> Negotiation:
    """A negotiation with its treaties and its number of meetings. 2 queries."""
    return (
        Negotiation.objects.with_activity()
        .prefetch_related(Prefetch("treaties", Treaty.objects.order_by("earliest", "slug")))
        .get(slug=slug)
    )


def negotiations(rows: QuerySet[Negotiation]) -> list[Negotiation]:
    """The negotiations of a filtered queryset by their first year, with treaties and activity. 2 queries."""
    return list(
        rows.with_activity()  # type: ignore[attr-defined]  # a NegotiationQuerySet
        .order_by("earliest", "ordinal")
        .prefetch_related(Prefetch("treaties", Treaty.objects.order_by("earliest", "slug")))
    )


def treaty(slug: str) -> Treaty:
    """A treaty with its negotiation. 1 query."""
    return Treaty.objects.select_related("negotiation").fetch_mode(FETCH_RAISE).get(slug=slug)


def treaty_named(slug: str) -> Treaty | None:
    """The treaty of a slug, bare; None where there is none. 1 query, none for no slug."""
    return Treaty.objects.filter(slug=slug).first() if slug else None


def treaties(rows: TreatyQuerySet) -> list[Treaty]:
    """The treaties of a filtered queryset by signature, with negotiation and meeting. 1 query."""
    return list(rows.select_related("negotiation", "signed_at").chronological().fetch_mode(FETCH_RAISE))


def before_signature(of: Treaty) -> MeetingQuerySet:
    """The last twelve meetings of a treaty's negotiation up to its signature, oldest first, in brief. 3 queries."""
    earlier = of.negotiation.meetings.filter(earliest__lte=of.earliest)
    if of.signed_at_id is not None:
        earlier = earlier.exclude(pk=of.signed_at_id)
    return meetings_in_brief(Meeting.objects.filter(pk__in=[row.pk for row in earlier.newest_first()[:12]]))


def article(slug: str) -> Article:
    """A source. 1 query."""
    return Article.objects.with_activity().get(slug=slug)


def articles(rows: ArticleQuerySet) -> ArticleQuerySet:
    """The sources of a filtered queryset, newest first, with their number of positions. 1 query."""
    return rows.with_activity().newest_first()


def reports_of(article: Article) -> list[Report]:
    """The meetings that a source reports, in its order, with what it says of participants and issues. 4 queries."""
    said = {
        "participations": selectors.participations().filter(article=article),
        "agenda": MeetingIssue.objects.filter(article=article)
        .select_related("issue")
        .fetch_mode(FETCH_RAISE)
        .order_by("ordinal", "pk"),
    }
    met = Meeting.objects.select_related("negotiation").fetch_mode(FETCH_RAISE)
    met = met.prefetch_related(*(Prefetch(name, rows, to_attr=f"told_{name}") for name, rows in said.items()))
    return list(
        Report.objects.filter(article=article).prefetch_related(Prefetch("meeting", met)).order_by("ordinal", "pk")
    )


def positions_in(article: Article) -> list[Position]:
    """The positions that a source gives, in its order. 1 query."""
    return list(selectors.positions().filter(article=article).order_by("ordinal", "public_id"))


def position(public_id: str) -> Position:
    """A position with issue, holder, article and meeting. 1 query."""
    return selectors.positions().get(public_id=public_id)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a position on its issue: its side's statements before and after, the other side's nearest."""

    before: Position | None
    after: Position | None
    opposite: Position | None


def around(of: Position, other: str) -> Around:
    """The statements around a position, in the order in which standings count them; `other` is the side across the
    table. The nearest is one of the same meeting if there is one, else the nearest in time. At most 5 queries."""
    on_issue = selectors.positions().filter(issue_id=of.issue_id)
    mine, theirs = on_issue.filter(side=of.side).exclude(pk=of.pk), on_issue.filter(side=other)
    until = Q(latest__lt=of.latest) | Q(latest=of.latest, earliest__lt=of.earliest)
    until |= Q(latest=of.latest, earliest=of.earliest, public_id__lt=of.public_id)
    # The bound on the last day follows from the order: said besides, it lets the database walk its index from there.
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
    """The holder's post as the meeting's sources give it, or the only one held that day; else nothing. 2 queries."""
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


def names_in_the_record() -> set[str]:
    """Folded words of names: officials' (with their posts), issues', negotiations', treaties', cities'. 5 queries."""
    rows: list[str] = []
    for model in (Official, Issue, Negotiation):
        rows += model.objects.values_list("search_text", flat=True)
    rows += map(folding.fold, Treaty.objects.values_list("name", flat=True))
    rows += map(folding.fold, Meeting.objects.order_by().values_list("city", flat=True).distinct())
    return {word for row in rows for word in row.split()}


def counts() -> dict[str, int]:
    """Rows of each noun. 7 queries."""
    return {
        "meetings": Meeting.objects.count(),
        "officials": Official.objects.count(),
        "positions": Position.objects.count(),
        "issues": Issue.objects.count(),
        "negotiations": Negotiation.objects.count(),
        "treaties": Treaty.objects.count(),
        "articles": Article.objects.count(),
    }


def positions_by_key(keys: Iterable[int]) -> dict[int, Position]:
    """The positions by their keys. 1 query."""
    return {position.pk: position for position in selectors.positions().filter(pk__in=list(keys))}


@dataclass(frozen=True, slots=True)
class Brief:
    """A position as a picture names it: `who` spoke, `written` its date as the source has it."""

    public_id: str
    side: str
    stance: str
    who: str
    written: str
    speech: str

    @property
    def words(self) -> str:
        """Who and when: `Ronald Reagan, 12 October 1986`; where it is a paraphrase, `…, as reported`."""
        reported = "" if self.speech == Speech.DIRECT else ", as reported"
        return f"{self.who}, {dates.describe(self.written)}{reported}"


def briefs(keys: Iterable[int]) -> dict[int, Brief]:
    """The positions by their keys, in brief. 1 query."""
    rows = Position.objects.filter(pk__in=list(keys)).order_by()
    who = Coalesce("holder__name", "attributed_to")
    return {
        key: Brief(*said) for key, *said in rows.values_list("pk", "public_id", "side", "stance", who, "date", "speech")
    }


def meetings_by_key(keys: Iterable[int]) -> dict[int, Meeting]:
    """The meetings by their keys, bare. 1 query."""
    return Meeting.objects.in_bulk(list(keys))


def speakers() -> list[tuple[str, str, str]]:
    """Slug, name and side of everyone whom the record quotes, by family name. 1 query."""
    held = Official.objects.filter(pk__in=Position.objects.exclude(holder=None).values("holder_id"))
    return list(held.by_family_name().values_list("slug", "name", "side"))


def officials_by_slug(slugs: Iterable[str]) -> dict[str, Official]:
    """The officials by slug. 1 query."""
    return {official.slug: official for official in Official.objects.filter(slug__in=list(slugs))}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two officials, Washington's and Moscow's, who faced each other: slugs, names, at how many meetings, from when."""

    washington: str
    washington_name: str
    moscow: str
    moscow_name: str
    meetings: int
    first: date


def pairs(*, most: int) -> list[Pair]:
    """The pairs who faced each other most often at meetings that took place, busiest first. 1 query."""
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


def by_year(rows: QuerySet[Any]) -> dict[int, int]:
    """Rows a year, by the first day that each can mean. 1 query."""
    counted = rows.order_by().annotate(year=ExtractYear("earliest")).values_list("year").annotate(Count("pk"))
    return dict(counted.order_by("year"))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds of each year: meetings, statements of either side, sources published."""

    meetings: dict[int, int]
    washington: dict[int, int]
    moscow: dict[int, int]
    sources: dict[int, int]


def coverage() -> Coverage:
    """The record by year. 4 queries."""
    return Coverage(
        by_year(Meeting.objects.all()),
        by_year(Position.objects.filter(side=Side.US)),
        by_year(Position.objects.filter(side=Side.RU)),
        by_year(Article.objects.all()),
    )
