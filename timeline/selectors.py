"""The reads that pages, feeds, exports and the API share: one function a question, answered with few queries and all
that its presenters need loaded (a missing relation raises instead of querying). No request, no presentation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Prefetch, QuerySet
from django.db.models.fetch_modes import FETCH_RAISE
from django.db.models.functions import ExtractYear

from timeline import vocabulary
from timeline.filters import MeetingFilter
from timeline.models import (
    Issue,
    Leader,
    Meeting,
    MeetingIssue,
    Negotiation,
    Official,
    Participation,
    Position,
    Release,
    Report,
    Treaty,
)
from timeline.querysets import MeetingQuerySet, PositionQuerySet
from timeline.vocabulary import MeetingKind, Stance


def release() -> Release | None:
    """The release the database holds; None before the first load. 1 query."""
    return Release.objects.current()


def participations() -> QuerySet[Participation]:
    """Participations with their officials, US and RU sides first to last as the sources list them."""
    return Participation.objects.select_related("official").fetch_mode(FETCH_RAISE).order_by("ordinal", "pk")


def positions() -> PositionQuerySet:
    """Positions with issue, holder, article and meeting, oldest first."""
    return (
        Position.objects.select_related("issue", "holder", "article", "meeting")
        .fetch_mode(FETCH_RAISE)
        .order_by("earliest", "latest", "public_id")
    )


def meetings(rows: MeetingQuerySet) -> MeetingQuerySet:
    """The meetings of a filtered queryset, oldest first, each with negotiation, participants, issues, positions,
    articles and treaties loaded, and `position_count`. 6 queries."""
    return (
        rows.with_activity()
        .chronological()
        .select_related("negotiation")
        .prefetch_related(
            Prefetch("participations", participations()),
            Prefetch(
                "agenda",
                MeetingIssue.objects.select_related("issue").fetch_mode(FETCH_RAISE).order_by("ordinal", "pk"),
            ),
            Prefetch("positions", positions()),
            Prefetch(
                "reports",
                Report.objects.select_related("article")
                .fetch_mode(FETCH_RAISE)
                .order_by("-is_description", "article__earliest", "article__slug"),
            ),
            Prefetch("treaties", Treaty.objects.all().fetch_mode(FETCH_RAISE).order_by("earliest", "slug")),
        )
        .fetch_mode(FETCH_RAISE)
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """What the picture needs to know of one meeting."""

    slug: str
    title: str
    kind: str
    status: str
    start: str
    end: str
    earliest: date
    latest: date
    city: str
    lane: str
    weight: int


def marks(rows: MeetingQuerySet) -> list[Mark]:
    """The meetings as marks, oldest first; `lane` is the negotiation's slug, `weight` the positions stated. 1 query."""
    found = (
        rows.with_activity()
        .chronological()
        .values_list(
            "slug",
            "title",
            "kind",
            "status",
            "start",
            "end",
            "earliest",
            "latest",
            "city",
            "negotiation__slug",
            "position_count",  # type: ignore[misc]  # an annotation of with_activity
        )
    )
    return [Mark(*row) for row in found]


def years(rows: MeetingQuerySet) -> dict[int, int]:
    """Meetings a year, by the first day each can mean. 1 query."""
    counted = rows.order_by().annotate(year=ExtractYear("earliest")).values_list("year").annotate(Count("pk"))
    return dict(counted.order_by("year"))


def whole_span() -> tuple[date, date]:
    """First and last day of any meeting of the record; this year's ends where there is none. 1 query."""
    ends = Meeting.objects.aggregate(first=Min("earliest"), last=Max("latest"))
    today = date.today()  # noqa: DTZ011 (only for an empty record)
    return ends["first"] or date(today.year, 1, 1), ends["last"] or date(today.year, 12, 31)


def lane_names() -> dict[str, str]:
    """Every negotiation's name by its slug. 1 query."""
    return dict(Negotiation.objects.order_by("ordinal").values_list("slug", "name"))


def leaders() -> list[Leader]:
    """The terms of office of both sides, in order, officials loaded. 1 query."""
    return list(Leader.objects.select_related("official").fetch_mode(FETCH_RAISE).order_by("side", "earliest"))


def treaties() -> list[Treaty]:
    """All treaties by signature. 1 query."""
    return list(Treaty.objects.order_by("earliest", "slug"))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many meetings choosing it would give."""

    value: str
    label: str
    count: int
    selected: bool
    side: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values. `joint`: several values narrow (all of them must hold); else they widen (any)."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    joint: bool = False

    @property
    def selected(self) -> list[FacetValue]:
        """The values in force."""
        return [value for value in self.values if value.selected]


def _facet(
    name: str,
    label: str,
    *,
    counts: Mapping[str, int],
    labels: Mapping[str, str],
    query: MeetingFilter,
    joint: bool = False,
    sides: Mapping[str, str] | None = None,
) -> Facet:
    selected = set(query.values(name))
    values = [
        FacetValue(value, text, counts.get(value, 0), value in selected, (sides or {}).get(value, ""))
        for value, text in labels.items()
    ]
    values += [FacetValue(value, value, 0, selected=True) for value in sorted(selected - set(labels))]
    return Facet(name, label, tuple(values), joint)


def _ranked(labels: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """The labels, most frequent value first."""
    return dict(sorted(labels.items(), key=lambda item: (-counts.get(item[0], 0), item[1])))


def _column_counts(rows: MeetingQuerySet, column: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(column).annotate(Count("pk", distinct=True)))


def facets(query: MeetingFilter) -> list[Facet]:
    """The timeline's facets, each value counted under the other filters in force. 12 queries.

    Official and issue are joint (a second one narrows), so they are counted under all filters, their own included; the
    others are counted without their own.
    """
    within = query.qs.order_by().values("pk")
    people = {slug: (name, side) for slug, name, side in Official.objects.values_list("slug", "name", "side")}
    present = dict(Participation.objects.filter(meeting__in=within).values_list("official__slug").annotate(Count("pk")))
    tabled = dict(MeetingIssue.objects.filter(meeting__in=within).values_list("issue__slug").annotate(Count("pk")))
    issue_names = dict(Issue.objects.values_list("slug", "name"))
    lanes = _column_counts(query.but_without("negotiation").qs, "negotiation__slug")
    kinds = _column_counts(query.but_without("kind").qs, "kind")
    countries = _column_counts(query.but_without("country").qs, "country")
    cities = _column_counts(query.but_without("city").qs, "city")
    stances = dict(
        Position.objects.filter(meeting__in=query.but_without("stance").qs.order_by().values("pk"))
        .values_list("stance")
        .annotate(Count("meeting", distinct=True))
    )
    names = {slug: name for slug, (name, _) in people.items()}
    return [
        _facet(
            "official",
            "Officials",
            counts=present,
            labels=_ranked(names, present),
            query=query,
            joint=True,
            sides={slug: side for slug, (_, side) in people.items()},
        ),
        _facet("issue", "Issues", counts=tabled, labels=_ranked(issue_names, tabled), query=query, joint=True),
        _facet("negotiation", "Negotiations", counts=lanes, labels=_ranked(lane_names(), lanes), query=query),
        _facet("kind", "Kind of meeting", counts=kinds, labels=dict(MeetingKind.choices), query=query),
        _facet("stance", "Stance taken", counts=stances, labels=dict(Stance.choices), query=query),
        _facet("country", "Country", counts=countries, labels=_places(countries, named=True), query=query),
        _facet("city", "City", counts=cities, labels=_places(cities), query=query),
    ]


def _places(counts: Mapping[str, int], *, named: bool = False) -> dict[str, str]:
    found = {code: vocabulary.country_name(code) if named else code for code in counts if code}
    return _ranked(found, counts)
