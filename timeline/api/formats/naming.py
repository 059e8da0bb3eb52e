"""What a list of meetings is called where programs show it beside others: by its filters, in the record's words."""

from collections.abc import Callable, Mapping

from timeline.api.resources import BY_MODEL
from timeline.domain import dates
from timeline.filters.exclusions import NOT, positive
from timeline.filters.filtersets import FilterSet
from timeline.filters.kinds import WINDOW
from timeline.index.reference import reference
from timeline.models import Release

type Labels = Mapping[str, str] | Callable[[str], str]


def named(filters: FilterSet | None, release: Release | None) -> str:
    """The filters in force: `Ronald Reagan and Mikhail Gorbachev; Summit or Signing; 1985 to 1987`; empty where there
    are none. No query once the release's lists are read."""
    if filters is None or not filters.canonical():
        return ""
    labels = labels_of(filters, release)
    said = [_value(filters, name, labels.get(positive(name), {})) for name in filters.canonical() if name not in WINDOW]
    return "; ".join(part for part in (*said, _window(filters)) if part)


def labels_of(filters: FilterSet, release: Release | None) -> dict[str, Labels]:
    """What values are called, by the filter's name; those of other filters are called by themselves. No query once the
    release's lists are read."""
    lists = reference(release)
    facets = {name: facet.label for name, facet in BY_MODEL[filters.model].facets.items() if callable(facet.label)}
    return {
        **facets,
        "official": {slug: person.name for slug, person in lists.people.items()},
        "issue": lists.issues,
        "negotiation": lists.lanes,
        "treaty": {treaty.key: treaty.names[-1] for treaty in lists.treaties},
    }


def caller(labels: Labels) -> Callable[[str], str]:
    """What says a value's label: the value itself where it has none."""
    return labels if callable(labels) else lambda one: labels.get(one, one)


def _value(filters: FilterSet, name: str, labels: Labels) -> str:
    """One parameter's values: groups joined by and, the values of one by or; free text in quotation marks."""
    if groups := filters.groups(name):
        said = caller(labels)
        if name.endswith(NOT):
            return f"not {' or '.join(said(one) for group in groups for one in group)}"
        return " and ".join(" or ".join(said(one) for one in group) for group in groups)
    return f"“{filters.canonical()[name][0]}”"


def _window(filters: FilterSet) -> str:
    given = (filters.cleaned.get(name) for name in ("from", "to"))
    start, end = (dates.describe(text) if text else "" for text in given)
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else ""
