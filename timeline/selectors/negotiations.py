"""Reads of negotiations."""

from django.db.models import Prefetch, QuerySet

from timeline.models import Negotiation, Treaty


def lane_names() -> dict[str, str]:
    """The name of every negotiation by slug. 1 query."""
    return dict(Negotiation.objects.order_by("ordinal").values_list("slug", "name"))


def negotiation(slug: str) -> Negotiation:
    """A negotiation with its treaties and number of meetings. 2 queries."""
    return (
        Negotiation.objects.with_activity()
        .prefetch_related(Prefetch("treaties", Treaty.objects.order_by("earliest", "slug")))
        .get(slug=slug)
    )


def negotiations(rows: QuerySet[Negotiation]) -> list[Negotiation]:
    """The negotiations of a filtered queryset by start date, with treaties and activity. 2 queries."""
    return list(
        rows.with_activity()  # type: ignore[attr-defined]  # a NegotiationQuerySet
        .order_by("earliest", "ordinal")
        .prefetch_related(Prefetch("treaties", Treaty.objects.order_by("earliest", "slug")))
    )
