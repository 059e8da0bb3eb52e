"""The queries on officials; see the package."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery

from timeline.domain import dates
from timeline.querysets.expressions import Match, between, correlated_count, earliest_of, latest_of

if TYPE_CHECKING:
    from timeline.models import Official


class OfficialQuerySet(models.QuerySet["Official"]):
    """Officials."""

    def with_activity(self) -> Self:
        """Annotate `meeting_count`, `position_count`, and the `earliest` and `latest` day of these."""
        from timeline.models import Participation, Position

        present = Participation.objects.filter(official=OuterRef("pk")).order_by().values("official")
        stated = Position.objects.filter(holder=OuterRef("pk")).order_by().values("holder")

        def day(rows: models.QuerySet[Any, Any], one: Min | Max) -> Subquery:
            return Subquery(rows.annotate(day=one).values("day"))

        return self.annotate(
            meeting_count=correlated_count(present, Count("pk")),
            position_count=correlated_count(stated, Count("pk")),
            earliest=earliest_of(day(present, Min("meeting__earliest")), day(stated, Min("earliest"))),
            latest=latest_of(day(present, Max("meeting__latest")), day(stated, Max("latest"))),
        )

    def at_any_meeting(self, slugs: Iterable[str]) -> Self:
        """Officials who were at one or more of the meetings (no duplicates)."""
        from timeline.models import Participation

        present = Participation.objects.filter(meeting__slug__in=list(slugs))
        return self.filter(pk__in=present.values("official_id"))

    def in_any_negotiation(self, slugs: Iterable[str]) -> Self:
        """Officials who were at a meeting of one or more of the negotiations (no duplicates)."""
        from timeline.models import Participation

        present = Participation.objects.filter(meeting__negotiation__slug__in=list(slugs))
        return self.filter(pk__in=present.values("official_id"))

    def on_any_issue(self, slugs: Iterable[str]) -> Self:
        """Officials who were at a meeting about one of the issues, or hold a position on it (no duplicates)."""
        from timeline.models import MeetingIssue, Participation, Position

        wanted = list(slugs)
        tabled = MeetingIssue.objects.filter(issue__slug__in=wanted)
        present = Participation.objects.filter(meeting__in=tabled.values("meeting_id"))
        stated = Position.objects.filter(issue__slug__in=wanted, holder__isnull=False)
        return self.filter(Q(pk__in=present.values("official_id")) | Q(pk__in=stated.values("holder_id")))

    def between(self, window: dates.Span, *, match: Match = "possible") -> Self:
        """Officials who are active in the window; call with_activity first."""
        return self.filter(between(window, match=match), earliest__isnull=False)

    def by_family_name(self) -> Self:
        """Ordered as in an index: by family name under the Unicode Collation Algorithm, then by slug."""
        return self.order_by("sort_key", "slug")
