"""One box over everything: what a query finds of each noun. The pages' search and nothing else imports it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from timeline import dossiers
from timeline.models import Article, Issue, Meeting, Negotiation, Official, Position, Treaty

SHOWN = 6
"""Finds shown of each kind; the kind's own list has the rest."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind: how many, and the first of them."""

    kind: str
    label: str
    total: int
    rows: Sequence[Any]


def search(query: str, *, most: int = SHOWN) -> list[Found]:
    """What holds every word of the query, people first; kinds of which nothing was found are left out."""
    if not query.strip():
        return []
    kinds = (
        ("officials", "Officials", dossiers.officials(Official.objects.with_activity().holding(query))),
        ("issues", "Issues", Issue.objects.with_activity().holding(query).listed()),
        ("negotiations", "Negotiations", Negotiation.objects.with_activity().holding(query).chronological()),
        ("treaties", "Treaties", Treaty.objects.holding(query).chronological()),
        ("meetings", "Meetings", dossiers.meetings_in_brief(Meeting.objects.holding(query))),
        ("positions", "Statements", dossiers.positions_in_order(Position.objects.holding(query))),
        ("articles", "Sources", Article.objects.holding(query).newest_first()),
    )
    found = [Found(kind, label, rows.count(), list(rows[:most])) for kind, label, rows in kinds]
    return [one for one in found if one.total]
