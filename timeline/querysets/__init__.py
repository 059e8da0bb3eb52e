"""The queries on each model, as chainable QuerySet methods that know no request, presentation or clock. Models
import this; filters and selectors chain the methods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery, Value

from timeline import keys  # registers the lookup `among`
from timeline.domain import authors, dates, folding, standings
from timeline.domain.vocabulary import Side
from timeline.querysets.expressions import Match, between, correlated_count, stated
from timeline.querysets.officials import OfficialQuerySet
from timeline.querysets.releases import ChangeQuerySet, NamedReleaseQuerySet, ReleaseQuerySet

if TYPE_CHECKING:
    from timeline.models import Article, Issue, Meeting, Negotiation, Position, Treaty

__all__ = [
    "ArticleQuerySet",
    "ChangeQuerySet",
    "DatedQuerySet",
    "IssueQuerySet",
    "MeetingQuerySet",
    "NamedReleaseQuerySet",
    "NegotiationQuerySet",
    "OfficialQuerySet",
    "PositionQuerySet",
    "ReleaseQuerySet",
    "TreatyQuerySet",
]


class DatedQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows with `earliest`, `latest` and an identity such as `slug`, which have a chronological order."""

    tie_breaker = "slug"
    unfinished = False

    def between(self, window: dates.Span, *, match: Match = "possible") -> Self:
        """Rows in the window; see the function of this name."""
        return self.filter(between(window, match=match, unfinished=self.unfinished))

    def chronological(self) -> Self:
        """Oldest first; total and stable (ties are broken by latest day, then identity)."""
        return self.order_by("earliest", "latest", self.tie_breaker)

    def newest_first(self) -> Self:
        """Newest first; total and stable."""
        return self.order_by("-earliest", "-latest", f"-{self.tie_breaker}")


class MeetingQuerySet(DatedQuerySet["Meeting"]):
    """Meetings."""

    def with_activity(self) -> Self:
        """Annotate `position_count`, the number of positions stated at each."""
        from timeline.models import Position

        stated = Position.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
        return self.annotate(position_count=correlated_count(stated, Count("pk")))

    def with_any_official(self, slugs: Iterable[str]) -> Self:
        """Meetings that at least one of the officials took part in (no duplicates)."""
        from timeline.models import Participation

        present = Participation.objects.filter(official__slug__in=list(slugs))
        return self.filter(pk__in=present.values("meeting_id"))

    def on_any_issue(self, slugs: Iterable[str]) -> Self:
        """Meetings that were about at least one of the issues (no duplicates)."""
        from timeline.models import MeetingIssue

        tabled = MeetingIssue.objects.filter(issue__slug__in=list(slugs))
        return self.filter(pk__in=tabled.values("meeting_id"))

    def stating(self, **asked: Iterable[str]) -> Self:
        """Meetings at which a position was stated that meets all the conditions; see `stated` (no duplicates)."""
        from timeline.models import Position

        said = Position.objects.filter(stated(**asked), meeting__isnull=False)
        return self.filter(pk__in=said.values("meeting_id"))

    def in_any_city(self, names: Iterable[str]) -> Self:
        """Meetings in any of the cities, by any of their names, in any spelling. 1 query immediately: all cities."""
        from timeline.models import Meeting, Place

        met = Meeting.objects.order_by().values_list("city", Value("", output_field=models.TextField()))
        listed = met.union(Place.objects.order_by().values_list("name", "aliases"))
        return self.filter(city__in=folding.called(listed, names))

    def signing_any(self, slugs: Iterable[str]) -> Self:
        """Meetings at which at least one of the treaties was signed (no duplicates)."""
        from timeline.models import Treaty

        signed = Treaty.objects.filter(slug__in=list(slugs), signed_at__isnull=False)
        return self.filter(pk__in=signed.values("signed_at_id"))

    def sessions_of(self, slugs: Iterable[str]) -> Self:
        """Meetings that were sessions of any of the meetings."""
        return self.filter(part_of__slug__in=list(slugs))

    def reported_by(self, slugs: Iterable[str]) -> Self:
        """Meetings that at least one of the articles reports (no duplicates)."""
        from timeline.models import Report

        reports = Report.objects.filter(article__slug__in=list(slugs))
        return self.filter(pk__in=reports.values("meeting_id"))


class PositionQuerySet(DatedQuerySet["Position"]):
    """Positions."""

    tie_breaker = "public_id"

    def held_by(self, slugs: Iterable[str]) -> Self:
        """Positions of any of the officials."""
        return self.filter(holder__slug__in=list(slugs))

    def on_any_issue(self, slugs: Iterable[str]) -> Self:
        """Positions on any of the issues."""
        return self.filter(issue__slug__in=list(slugs))

    def signing_any(self, slugs: Iterable[str]) -> Self:
        """Positions stated at a meeting at which at least one of the treaties was signed (no duplicates)."""
        from timeline.models import Treaty

        signed = Treaty.objects.filter(slug__in=list(slugs), signed_at__isnull=False)
        return self.filter(meeting__in=signed.values("signed_at_id"))

    def jointly(self, flags: Iterable[str]) -> Self:
        """Positions of joint statements (`true`), or of none (`false`)."""
        return self.filter(joint__in=[flag == "true" for flag in flags])

    def stating(self, **asked: Iterable[str]) -> Self:
        """Positions that meet all the conditions; see `stated`."""
        return self.filter(stated(**asked))


class ArticleQuerySet(DatedQuerySet["Article"]):
    """Articles, dated by publication."""

    def with_activity(self) -> Self:
        """Annotate `position_count`."""
        from timeline.models import Position

        stated = Position.objects.filter(article=OuterRef("pk")).order_by().values("article")
        return self.annotate(position_count=correlated_count(stated, Count("pk")))

    def published_by(self, names: Iterable[str]) -> Self:
        """Articles of any of the publishers, in any spelling. 1 query immediately: all publishers."""
        from timeline.models import Article

        listed = Article.objects.order_by().values_list("publisher", Value("")).distinct()
        return self.filter(publisher__in=folding.called(listed, names))

    def written_by(self, names: Iterable[str]) -> Self:
        """Articles by any of the authors, in any spelling, family or given name first. 1 query immediately: all
        authors."""
        from timeline.models import Article

        wanted = set(map(folding.name_key, names))
        listed = Article.objects.exclude(authors="").order_by().values_list("authors", flat=True).distinct()
        return self.filter(authors__in=[text for text in listed if wanted & authors.keys_of(text)])

    def reporting_any(self, slugs: Iterable[str]) -> Self:
        """Articles that report at least one of the meetings (no duplicates)."""
        from timeline.models import Report

        reports = Report.objects.filter(meeting__slug__in=list(slugs))
        return self.filter(pk__in=reports.values("article_id"))

    def on_any_issue(self, slugs: Iterable[str]) -> Self:
        """Articles that report a meeting about one of the issues, or give a position on it (no duplicates)."""
        from timeline.models import MeetingIssue, Position

        wanted = list(slugs)
        tabled = MeetingIssue.objects.filter(issue__slug__in=wanted)
        stated = Position.objects.filter(issue__slug__in=wanted)
        return self.filter(
            Q(reports__meeting__in=tabled.values("meeting_id")) | Q(pk__in=stated.values("article_id"))
        ).distinct()

    def stating(self, **asked: Iterable[str]) -> Self:
        """Articles that give a position that meets all the conditions; see `stated` (no duplicates)."""
        from timeline.models import Position

        return self.filter(pk__in=Position.objects.filter(stated(**asked)).values("article_id"))

    def with_any_official(self, slugs: Iterable[str]) -> Self:
        """Articles that report a meeting with one of the officials, or a position of theirs (no duplicates)."""
        from timeline.models import Participation, Position

        wanted = list(slugs)
        present = Participation.objects.filter(official__slug__in=wanted)
        stated = Position.objects.filter(holder__slug__in=wanted)
        return self.filter(
            Q(reports__meeting__in=present.values("meeting_id")) | Q(pk__in=stated.values("article_id"))
        ).distinct()


class TreatyQuerySet(DatedQuerySet["Treaty"]):
    """Treaties, dated from signature until they ceased to be in force; to the signature itself if they never entered
    into force or are not binding; without an end while they last, or if no source says what became of them."""

    unfinished = True


class NegotiationQuerySet(DatedQuerySet["Negotiation"]):
    """Negotiations, dated from their first to their last year."""

    unfinished = True

    def with_activity(self) -> Self:
        """Annotate `meeting_count`, and `last_met`, the latest possible day of the last meeting (None: no meeting)."""
        from timeline.models import Meeting

        met = Meeting.objects.filter(negotiation=OuterRef("pk")).order_by().values("negotiation")
        last = Subquery(met.annotate(day=Max("latest")).values("day"))
        return self.annotate(meeting_count=correlated_count(met, Count("pk")), last_met=last)

    def with_any_official(self, slugs: Iterable[str]) -> Self:
        """Negotiations, at a meeting of which one or more of the officials were (no duplicates)."""
        from timeline.models import Participation

        present = Participation.objects.filter(official__slug__in=list(slugs))
        return self.filter(pk__in=present.values("meeting__negotiation_id"))

    def on_any_issue(self, slugs: Iterable[str]) -> Self:
        """Negotiations with a meeting about one of the issues (no duplicates)."""
        from timeline.models import MeetingIssue

        tabled = MeetingIssue.objects.filter(issue__slug__in=list(slugs))
        return self.filter(pk__in=tabled.values("meeting__negotiation_id"))


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues."""

    def with_activity(self) -> Self:
        """Annotate `meeting_count` and `position_count`."""
        from timeline.models import MeetingIssue, Position

        tabled = MeetingIssue.objects.filter(issue=OuterRef("pk")).order_by().values("issue")
        stated = Position.objects.filter(issue=OuterRef("pk")).order_by().values("issue")
        return self.annotate(
            meeting_count=correlated_count(tabled, Count("pk")), position_count=correlated_count(stated, Count("pk"))
        )

    def held_by(self, slugs: Iterable[str]) -> Self:
        """Issues on which one or more of the officials hold a position (no duplicates)."""
        from timeline.models import Position

        return self.filter(pk__in=Position.objects.filter(holder__slug__in=list(slugs)).values("issue_id"))

    def with_any_side(self, sides: Iterable[str]) -> Self:
        """Issues on which one or more of the sides have a position (no duplicates)."""
        from timeline.models import Position

        return self.filter(pk__in=Position.objects.filter(side__in=list(sides)).values("issue_id"))

    def with_standings(self, *, on: date) -> Self:
        """Annotate `us_last_word` and `ru_last_word`, the keys of each side's last position on the day, None before
        the first; and `us_standing` and `ru_standing`, the same if the side is not silent, else None: as
        standings.py defines them. Four index lookups per issue."""
        from timeline.models import Position

        said = Position.objects.filter(issue=OuterRef("pk"), latest__lte=on)
        last = said.order_by("-latest", "-earliest", "-public_id").values("pk")
        live = last.filter(latest__gte=standings.first_day(on))
        return self.annotate(
            us_last_word=Subquery(last.filter(side=Side.US)[:1]),
            ru_last_word=Subquery(last.filter(side=Side.RU)[:1]),
            us_standing=Subquery(live.filter(side=Side.US)[:1]),
            ru_standing=Subquery(live.filter(side=Side.RU)[:1]),
        )

    def listed(self) -> Self:
        """In the order of the reference list."""
        return self.order_by("ordinal", "slug")
