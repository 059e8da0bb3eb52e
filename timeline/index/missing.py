"""Filter values that the record does not have, with the nearest ones that it has. Not in the filters, which only know
the syntax: such a query is valid, and finds nothing."""

from collections.abc import Iterable, Mapping

from timeline.domain.folding import name_key
from timeline.filters.filtersets import FilterSet
from timeline.filters.parameters import Problem
from timeline.filters.values import nearest, texts
from timeline.index.reference import reference
from timeline.models import Release

NOTHING = "finds nothing"
CHECKED = ("official", "issue", "negotiation", "treaty", "city")
"""The parameters whose values are in the reference lists in memory."""


def missing(query: FilterSet, release: Release | None) -> list[Problem]:
    """A problem for each official, issue, negotiation and treaty in the query that the record does not have, and for
    each city where no meeting was held. No query once the reference lists are read, nor if none of the parameters is
    used."""
    if not any(name in query.cleaned for name in CHECKED):
        return []
    lists = reference(release)
    listed: dict[str, Iterable[str]] = {
        "official": lists.people,
        "issue": lists.issues,
        "negotiation": lists.lanes,
        "treaty": [one.key for one in lists.treaties],
    }
    found = [one for name, known in listed.items() for one in unknown_slugs(name, query.values(name), known)]
    return [*found, *_cities(query, lists.columns.cities)]


def unknown_slugs(name: str, slugs: Iterable[str], known: Iterable[str], *, effect: str = NOTHING) -> list[Problem]:
    """A problem for each unknown slug, with the nearest known one."""
    listed = frozenset(known)
    return [
        Problem(
            name, f"no {name} of the record bears the slug {slug[:80]!r}", nearest(slug[:80], sorted(listed)), effect
        )
        for slug in slugs
        if slug not in listed
    ]


def _cities(query: FilterSet, cities: Mapping[str, str]) -> list[Problem]:
    asked = query.values("city")
    hint = r" (a comma of a name is written \,)" if any("," in text for text in texts(query.data, "city")) else ""
    return [
        Problem(
            "city",
            f"no meeting of the record was in {city[:80]!r}{hint}",
            cities.get(nearest(name_key(city), cities) or ""),
            effect=NOTHING,
        )
        for city in asked
        if name_key(city) not in cities
    ]
