"""Reads of treaties, and of the meetings that led to them."""

from django.db.models import Q
from django.db.models.fetch_modes import FETCH_RAISE

from timeline.domain import standings
from timeline.models import Meeting, Treaty
from timeline.querysets import MeetingQuerySet, TreatyQuerySet
from timeline.selectors.meetings import in_brief as meetings_in_brief


def all_treaties() -> list[Treaty]:
    """All treaties by date of signature, with negotiations. 1 query."""
    return list(Treaty.objects.select_related("negotiation").fetch_mode(FETCH_RAISE).order_by("earliest", "slug"))


def treaty(slug: str) -> Treaty:
    """A treaty with its negotiation. 1 query."""
    return Treaty.objects.select_related("negotiation").fetch_mode(FETCH_RAISE).get(slug=slug)


def treaty_named(slug: str) -> Treaty | None:
    """The treaty with this slug, without relations, or None. 1 query; no query for an empty slug."""
    return Treaty.objects.filter(slug=slug).first() if slug else None


def treaties(rows: TreatyQuerySet) -> list[Treaty]:
    """The treaties of a filtered queryset by date of signature, with negotiation and meeting. 1 query."""
    return list(rows.select_related("negotiation", "signed_at").chronological().fetch_mode(FETCH_RAISE))


SAME_ISSUES = 5
"""A treaty signed at a meeting on the same issues within this many years counts as following."""
MOST_AFTER = 4


def after(of: Meeting) -> list[Treaty]:
    """The next treaties signed after a meeting's last day: those of its negotiation, and those signed within five
    years at a meeting on one of its issues. `of.agenda` must be loaded. 1 query."""
    issues = [item.issue_id for item in of.agenda.all()]
    alike = Meeting.objects.filter(agenda__issue__in=issues).exclude(pk=of.pk).values("pk")
    limit = standings.years_after(of.latest, SAME_ISSUES)
    return list(
        Treaty.objects.filter(earliest__gt=of.latest)
        .filter(Q(negotiation_id=of.negotiation_id) | Q(signed_at__in=alike, earliest__lte=limit))
        .fetch_mode(FETCH_RAISE)
        .order_by("earliest", "slug")[:MOST_AFTER]
    )


def before_signature(of: Treaty) -> MeetingQuerySet:
    """The last twelve meetings of a treaty's negotiation up to its signature, oldest first, in brief. 3 queries."""
    earlier = of.negotiation.meetings.filter(earliest__lte=of.earliest)
    if of.signed_at_id is not None:
        earlier = earlier.exclude(pk=of.signed_at_id)
    return meetings_in_brief(Meeting.objects.filter(pk__in=[row.pk for row in earlier.newest_first()[:12]]))
