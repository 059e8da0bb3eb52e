"""The reads that pages, feeds, exports and the API share: one function a question, answered with few queries and all
that its presenters need loaded (a missing relation raises instead of querying). No request, no presentation."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
from django.db import connections, router
from django.db.models import Prefetch, QuerySet
from django.db.models.fetch_modes import FETCH_RAISE

from timeline.chart.lanes import Mark
from timeline.models import (
    Leader,
    Meeting,
    MeetingIssue,
    Negotiation,
    Participation,
    Position,
    Release,
    Report,
    Treaty,
)
from timeline.querysets import MeetingQuerySet, PositionQuerySet

CURRENT_RELEASE = (
    'SELECT "id", "hash", "source_digest", "loaded_at", "counts" FROM "timeline_release" ORDER BY "id" DESC LIMIT 1'
)


@lru_cache(maxsize=4)
def _release(pk: int, content_hash: str, digest: str, loaded_at: datetime, counts: str) -> Release:
    """A row as the database driver gives it, as a release. SQLite keeps no time zone: its times are in UTC."""
    time = loaded_at if loaded_at.tzinfo else loaded_at.replace(tzinfo=UTC)
    names = ("id", "hash", "source_digest", "loaded_at", "counts")
    return Release.from_db(None, names, (pk, content_hash, digest, time, orjson.loads(counts)))


def release() -> Release | None:
    """The release the database holds; None before the first load. 1 query, in plain SQL: every request asks it, and to
    write the query took Django ten times as long as to answer it."""
    with connections[router.db_for_read(Release)].cursor() as cursor:
        cursor.execute(CURRENT_RELEASE)
        row = cursor.fetchone()
    return _release(*row) if row else None


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


def listed_meetings(keys: Sequence[int]) -> MeetingQuerySet:
    """The meetings with these keys as a list shows them, in no order: negotiation, participants, issues and positions
    loaded, and `position_count`. 4 queries."""
    return (
        Meeting.objects.filter(pk__in=keys)
        .with_activity()
        .select_related("negotiation")
        .prefetch_related(*_at_the_table())
        .fetch_mode(FETCH_RAISE)
    )


def _at_the_table() -> "list[Prefetch[Any]]":
    """Who was at a meeting, on what, and what was said there."""
    agenda = MeetingIssue.objects.select_related("issue").fetch_mode(FETCH_RAISE).order_by("ordinal", "pk")
    return [
        Prefetch("participations", participations()),
        Prefetch("agenda", agenda),
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
    """The meetings as marks by key, oldest first; `lane` is the negotiation's slug, `weight` the positions stated. 1
    query."""
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


def lane_names() -> dict[str, str]:
    """Every negotiation's name by its slug. 1 query."""
    return dict(Negotiation.objects.order_by("ordinal").values_list("slug", "name"))


def leaders() -> list[Leader]:
    """The terms of office of both sides, in order, officials loaded. 1 query."""
    return list(Leader.objects.select_related("official").fetch_mode(FETCH_RAISE).order_by("side", "earliest"))


def treaties() -> list[Treaty]:
    """All treaties by signature, negotiations loaded. 1 query."""
    return list(Treaty.objects.select_related("negotiation").fetch_mode(FETCH_RAISE).order_by("earliest", "slug"))
