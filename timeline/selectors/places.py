"""Reads of places: the cities in which meetings were held."""

from timeline.models import Meeting, Place
from timeline.querysets import MeetingQuerySet


def places() -> list[Place]:
    """Every city of the list, by name. 1 query."""
    return list(Place.objects.order_by("name"))


def place(slug: str) -> Place | None:
    """The city of the list with this slug. 1 query."""
    return Place.objects.filter(slug=slug).first()


def meetings_in(city: str) -> MeetingQuerySet:
    """The meetings in a city, as the record spells it. No query."""
    return Meeting.objects.filter(city=city)
