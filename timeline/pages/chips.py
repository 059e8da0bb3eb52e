"""Active filters as chips: each value with the URL of the view without it."""

from collections.abc import Collection
from dataclasses import dataclass

from timeline.api.formats.naming import caller, labels_of
from timeline.filters.exclusions import NOT, positive
from timeline.filters.filtersets import FilterSet
from timeline.filters.values import joined
from timeline.index.facets import LABELS
from timeline.models import Release
from timeline.pages.listings import address

CALLED = {**LABELS, "q": "Words", "match": "Dates", "joint": "Joint statement", "part_of": "Sessions of"}
"""What filters are called; the rest by their own names."""
WITHOUT = "Without"


@dataclass(frozen=True, slots=True)
class FilterChip:
    """An active value, with the URL of the view without it. `joint`: how it is joined to the previous chip of the same
    filter, `or` or `and`."""

    facet: str
    label: str
    url: str
    joint: str = ""

    @property
    def told(self) -> str:
        """The value in a title: `Ronald Reagan`, `without Summit`."""
        return f"without {self.label}" if self.facet == WITHOUT else self.label


def without(query: FilterSet, path: str, name: str, place: int, number: int) -> str:
    """The URL of the view without one value from one of a parameter's groups."""
    groups = query.groups(name)
    groups[place] = (*groups[place][:number], *groups[place][number + 1 :])
    return address(path, query.query_string(**{name: [joined(group) for group in groups if group]}))


def chips(query: FilterSet, path: str, release: Release | None, *, elsewhere: Collection[str]) -> list[FilterChip]:
    """A chip for each active value of the parameters that are not shown elsewhere."""
    names = [name for name in query.canonical() if name not in elsewhere]
    labels = labels_of(query, release) if names else {}
    found = []
    for name in names:
        label, groups = CALLED.get(name, name.title()), query.groups(name)
        if not groups:
            text = query.canonical()[name][0]
            found.append(FilterChip(label, text, address(path, query.query_string(**{name: None}))))
        is_left_out, said = name.endswith(NOT), caller(labels.get(positive(name), {}))
        for place, group in enumerate(groups):
            for number, text in enumerate(group):
                joint = "or" if number and not is_left_out else "and" if place or number else ""
                url = without(query, path, name, place, number)
                found.append(FilterChip(WITHOUT if is_left_out else label, said(text), url, joint))
    return found
