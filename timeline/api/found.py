"""The meetings that a question finds, in the in-memory index of a release (index/meetings.py): how many, how they fall
by value, and which are on a page, without a query and at a cost that hardly grows with the record.
facet_counts.py says the same in SQL, for every resource; a test holds the two equal."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from django.db.models import QuerySet

from timeline.api import facet_counts
from timeline.api.facet_counts import Counts
from timeline.api.resources import MEETINGS
from timeline.filters.filtersets import STATED, MeetingFilter, Problem
from timeline.index.meetings import SINGLE, Found, unknown_cities
from timeline.index.reference import reference
from timeline.models import Release

CHRONOLOGICAL = ("start", "-start")


class FoundMeetings:
    """The meetings that the filters leave."""

    def __init__(self, filters: MeetingFilter, release: Release | None) -> None:
        self._lists, self._filters = reference(release), filters
        self._found = Found(filters, self._lists.columns)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._found.mask))

    def notes(self) -> list[Problem]:
        """What of the question finds nothing for want of its like in the record."""
        return unknown_cities(self._filters, self._lists.columns)

    def keys(self, start: int, size: int, ordering: str) -> list[int]:
        """The keys of a part of them, in one of the CHRONOLOGICAL orders."""
        rows = np.flatnonzero(self._found.mask)
        if ordering.startswith("-"):
            rows = rows[::-1]
        keys: list[int] = self._lists.columns.keys[rows[start : start + size]].tolist()
        return keys

    def facets(self, names: Iterable[str], rows: Callable[[], QuerySet[Any]]) -> Counts:
        """For each facet its values, most frequent first, with label and count. 1 query of `rows`, the same meetings,
        for what no column holds."""
        counted = {name: self._counted(name) for name in names}
        missing = [name for name, values in counted.items() if values is None]
        elsewhere = facet_counts.count(MEETINGS, rows(), facets=missing)[1] if missing else {}
        return {name: elsewhere[name] if values is None else values for name, values in counted.items()}

    def _counted(self, name: str) -> list[dict[str, Any]] | None:
        columns = self._lists.columns
        if name == "year":
            return _listed({str(year): number for year, number in columns.years(self._found.mask).items()}, {})
        if name in STATED:
            stated = columns.statements.counts(self._found.some, name, self._found.stated_without(name))
            return _listed(stated, self._labels(name))
        if name in SINGLE:
            column = columns.single[name]
            numbers = column.counts(self._found.some).tolist()
            return _listed(dict(zip(column.values, numbers, strict=True)), self._labels(name))
        if name in {"official", "issue"}:
            links = columns.officials if name == "official" else columns.issues
            numbers = links.counts(self._found.some).tolist()
            return _listed(dict(zip(links.values, numbers, strict=True)), self._labels(name))
        return None

    def _labels(self, name: str) -> Mapping[str, str] | Callable[[str], str]:
        match name:
            case "official":
                return {slug: person.name for slug, person in self._lists.people.items()}
            case "issue":
                return self._lists.issues
            case "negotiation":
                return self._lists.lanes
        label = MEETINGS.facets[name].label
        return label if callable(label) else {}


def _listed(numbers: Mapping[str, int], labels: Mapping[str, str] | Callable[[str], str]) -> list[dict[str, Any]]:
    """The values that any meeting has, most frequent first."""
    label = labels if callable(labels) else lambda value: labels.get(value, value)
    found = sorted((-number, value) for value, number in numbers.items() if number and value)
    return [{"value": value, "label": label(value), "count": -number} for number, value in found]
