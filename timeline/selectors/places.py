"""Reads of places: the cities where meetings were held."""

from timeline.models import Meeting, Place
from timeline.querysets import MeetingQuerySet


def places() -> list[Place]:
    """Every city on the list, by name. 1 query."""
    return list(Place.objects.order_by("name"))


def place(slug: str) -> Place | None:
    """The city on the list with this slug, or None. 1 query."""
    return Place.objects.filter(slug=slug).first()


def meetings_in(city: str) -> MeetingQuerySet:
    """The meetings in a city (in the record's spelling). Lazy: no query yet."""
    return Meeting.objects.filter(city=city)
