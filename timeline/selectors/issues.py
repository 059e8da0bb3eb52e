"""Reads of issues, and who took a position on one."""

from django.db.models import QuerySet

from timeline.models import Issue, Official, Position
from timeline.querysets import PositionQuerySet


def issue(slug: str) -> Issue:
    """An issue with its activity. 1 query."""
    return Issue.objects.with_activity().get(slug=slug)


def issues(rows: QuerySet[Issue]) -> list[Issue]:
    """The issues of a filtered queryset in reference-list order, with their activity. 1 query."""
    return list(rows.with_activity().listed())  # type: ignore[attr-defined]  # an IssueQuerySet


def listed() -> list[Issue]:
    """All issues in reference-list order, without their activity. 1 query."""
    return list(Issue.objects.listed())


def positions_on(issue: Issue) -> PositionQuerySet:
    """The positions on an issue, for a FilterSet to filter. Lazy: no query yet."""
    return Position.objects.filter(issue=issue)


def holders_on(issue: Issue) -> list[tuple[str, str]]:
    """The slug and name of everyone who took a position on an issue, by family name. 1 query."""
    held = Official.objects.filter(pk__in=Position.objects.filter(issue=issue).values("holder_id"))
    return list(held.by_family_name().values_list("slug", "name"))
