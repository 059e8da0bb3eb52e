"""Reads of meetings: one with everything its page shows, or many for a list or a picture."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.fetch_modes import FETCH_RAISE

from timeline.domain.marks import Mark
from timeline.models import Meeting, MeetingIssue, Participation, Report, Treaty
from timeline.querysets import MeetingQuerySet
from timeline.selectors.positions import positions


def participations() -> QuerySet[Participation]:
    """Participations with their officials, in the sources' order."""
    return Participation.objects.select_related("official").fetch_mode(FETCH_RAISE).order_by("ordinal", "pk")


def agenda() -> QuerySet[MeetingIssue]:
    """Agenda items of meetings with their issues, in the sources' order."""
    return MeetingIssue.objects.select_related("issue").fetch_mode(FETCH_RAISE).order_by("ordinal", "pk")


def listed(keys: Sequence[int]) -> MeetingQuerySet:
    """The meetings with these keys for a list, unordered, with negotiation, participants, issues and positions loaded,
    and `position_count`. 4 queries."""
    return (
        Meeting.objects.filter(pk__in=keys)
        .with_activity()
        .select_related("negotiation")
        .prefetch_related(*_at_the_table())
        .fetch_mode(FETCH_RAISE)
    )


def _at_the_table() -> "list[Prefetch[Any]]":
    """Prefetches of a meeting's participants, issues and positions."""
    return [
        Prefetch("participations", participations()),
        Prefetch("agenda", agenda()),
        Prefetch("positions", positions()),
    ]


def meetings(rows: MeetingQuerySet) -> MeetingQuerySet:
    """The meetings of a filtered queryset, oldest first, each with negotiation, participants, issues, positions,
    articles and treaties loaded, and `position_count`. 6 queries."""
    return (
        rows.with_activity()
        .chronological()
        .select_related("negotiation")
        .prefetch_related(
            *_at_the_table(),
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


def marks(rows: MeetingQuerySet) -> dict[int, Mark]:
    """The meetings as marks by key, oldest first; `lane` is the negotiation's slug, `weight` the number of positions
    stated. 1 query."""
    found = (
        rows.with_activity()
        .chronological()
        .values_list(
            "pk",
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
    return {key: Mark(*row) for key, *row in found}


def meeting(slug: str) -> Meeting:
    """A meeting with everything that `meetings` loads, and the round it was a session of. 7 queries."""
    return meetings(Meeting.objects.filter(slug=slug)).select_related("negotiation", "part_of").get()


def meeting_by_key(key: int | None) -> Meeting | None:
    """The meeting with this key, loaded as by `meeting`, or None. At most 7 queries."""
    return meetings(Meeting.objects.filter(pk=key)).first() if key else None


def neighbours(of: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """The previous and next meetings of the same negotiation, in timeline order. 2 queries."""
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


def sessions(of: Meeting) -> list[Meeting]:
    """The sessions of a round, oldest first, without relations. 1 query."""
    return list(Meeting.objects.filter(part_of=of).chronological().fetch_mode(FETCH_RAISE))


def in_brief(rows: MeetingQuerySet) -> MeetingQuerySet:
    """The meetings of a queryset, oldest first, with negotiation and participants, for one-line entries. 2 queries."""
    return (
        rows.chronological()
        .select_related("negotiation")
        .prefetch_related(Prefetch("participations", participations()))
        .fetch_mode(FETCH_RAISE)
    )


def with_agenda(keys: Sequence[int]) -> MeetingQuerySet:
    """The meetings with these keys, loaded as by `in_brief`, plus their agendas. 3 queries."""
    return in_brief(Meeting.objects.filter(pk__in=keys)).prefetch_related(Prefetch("agenda", agenda()))


def by_slug(slugs: Iterable[str]) -> list[Meeting]:
    """The meetings with these slugs, without relations, oldest first. 1 query."""
    return list(Meeting.objects.filter(slug__in=list(slugs)).chronological().fetch_mode(FETCH_RAISE))


def by_key(keys: Iterable[int]) -> dict[int, Meeting]:
    """The meetings by primary key, without relations. 1 query."""
    return Meeting.objects.in_bulk(list(keys))
