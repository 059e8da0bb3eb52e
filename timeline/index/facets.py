"""The timeline's facets: each filter's values, with the number of meetings that selecting one would give under the
other active filters. Counted in the in-memory columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from timeline.domain import folding, vocabulary
from timeline.domain.collation import sort_key
from timeline.domain.vocabulary import OWN_WORDS, MeetingKind, MeetingStatus, Side, Verification
from timeline.filters.filtersets import MeetingFilter
from timeline.filters.values import joined
from timeline.index.meetings import MeetingMatch
from timeline.index.reference import Person, ReferenceLists

SHOWN = 8
MOST_LISTED = 26
ELSEWHERE = frozenset({"official", "city", "country"})
"""Filters whose values are looked up in a search box, or on the map of places."""
LABELS = {
    "official": "Officials",
    "issue": "Issues",
    "stance": "Answer to the question",
    "negotiation": "Negotiations",
    "kind": "Kind of meeting",
    "country": "Country",
    "city": "City",
    "status": "Status",
    "speech": "Whose words",
    "verification": "Quotation checked",
}
JOINT = tuple(name for name in LABELS if MeetingFilter.parameters()[name].joint)

type Sides = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, as written in the query string, and how many meetings choosing it would give."""

    value: str
    label: str
    count: int
    selected: bool
    side: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values. `joint`: several values narrow the result (AND); otherwise they widen it (OR).

    `groups` are the active values: an AND of groups, each an OR of values. A value of a joint facet is `selected` if it
    is a group by itself; `several` are the groups of more than one, each as one value.
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    joint: bool = False
    groups: tuple[tuple[FacetValue, ...], ...] = ()
    several: tuple[FacetValue, ...] = ()

    @property
    def holds(self) -> str:
        """How several active values are combined: `all of them` or `any of them`; empty if there are not several."""
        if len(self.groups) > 1:
            return "all of them"
        return "any of them" if any(len(group) > 1 for group in self.groups) else ""

    def split(self) -> tuple[list[FacetValue], list[FacetValue]]:
        """The values to show first (the selected, then the most frequent) and the others: at most MOST_LISTED, or SHOWN
        for the facets that can be searched ELSEWHERE.

        For officials, the most frequent of each side come first: Washington's, then Moscow's.
        """
        ordered = [value for value in self.values if value.selected]
        if self.name == "official":
            ordered += [
                value for side in Side for value in self._of(side)[: SHOWN // 2] if not value.selected and value.count
            ]
            others = [value for value in self.values if value not in ordered]
            return ordered, others[: self._more]
        shown = max(SHOWN, len(ordered))
        ordered += [value for value in self.values if not value.selected]
        return ordered[:shown], ordered[shown : shown + self._more]

    @property
    def _more(self) -> int:
        return SHOWN if self.name in ELSEWHERE else MOST_LISTED

    def _of(self, side: str) -> list[FacetValue]:
        return [value for value in self.values if value.side == side]

    @property
    def selected(self) -> list[FacetValue]:
        """The active values."""
        return [value for value in self.values if value.selected]


def counts(found: MeetingMatch, name: str) -> dict[str, int]:
    """The number of meetings for each value of a facet, most frequent first, officials and issues then by name; values
    without any meeting are left out.

    Official and issue are joint (a second value narrows), so they are counted with all filters active, their own
    included; the other facets are counted without their own filter.
    """
    return found.counts(name, without_own=name not in JOINT)


def _ranked(labels: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """The labels, most frequent value first."""
    return dict(sorted(labels.items(), key=lambda item: (-counts.get(item[0], 0), sort_key(item[1]))))


def alone(query: MeetingFilter, name: str) -> set[str]:
    """The active values of a facet that were each chosen by themselves: all, except those of a joint facet's groups of
    several."""
    return {value for group in query.groups(name) for value in group if name not in JOINT or len(group) == 1}


def _facet(
    name: str, labels: Mapping[str, str], counts: Mapping[str, int], query: MeetingFilter, total: int, sides: Sides
) -> Facet:
    """The facet, with active values that have no label appended; `total` is the number of meetings found."""
    chosen, groups = alone(query, name), query.groups(name)

    def value(one: str) -> FacetValue:
        return FacetValue(joined([one]), labels.get(one, one), counts.get(one, 0), one in chosen, sides.get(one, ""))

    def either(group: Sequence[str]) -> FacetValue:
        label = " or ".join(labels.get(one, one) for one in group)
        return FacetValue(joined(group), label, total, selected=True)

    return Facet(
        name,
        LABELS[name],
        tuple(map(value, (*labels, *sorted(chosen - set(labels))))),
        name in JOINT,
        tuple(tuple(map(value, group)) for group in groups),
        tuple(either(group) for group in groups if name in JOINT and len(group) > 1),
    )


def _listed(counted: Mapping[str, int], selected: list[str]) -> dict[str, int]:
    """The most frequent values, as many as a facet can list, and the selected ones."""
    if len(counted) <= MOST_LISTED + SHOWN:
        return dict(counted)
    frequent = sorted(counted, key=lambda value: (-counted[value], value))[: MOST_LISTED + SHOWN]
    return {value: counted[value] for value in (*frequent, *selected) if value in counted}


def _officials(counted: Mapping[str, int], selected: list[str], reference: ReferenceLists) -> dict[str, Person]:
    """The officials that a facet can list, most frequent first: the top ones overall, those of each side, and the
    active ones."""
    listed = dict.fromkeys((*islice(counted, MOST_LISTED + SHOWN), *selected))
    for side in Side:
        mine = (slug for slug in counted if reference.people[slug].side == side)
        listed |= dict.fromkeys(islice(mine, SHOWN // 2))
    people = [reference.people[slug] for slug in listed if slug in reference.people]
    return {one.slug: one for one in sorted(people, key=lambda one: (-counted.get(one.slug, 0), sort_key(one.name)))}


def facets(found: MeetingMatch, query: MeetingFilter, reference: ReferenceLists) -> list[Facet]:
    """The facets of the timeline, most frequent values first, as many of each as can be listed. No query."""
    counted = {name: counts(found, name) for name in LABELS}
    for name in ("country", "city"):
        counted[name] = _listed(counted[name], query.values(name))
    people = _officials(counted["official"], query.values("official"), reference)
    labels: dict[str, Mapping[str, str]] = {
        "official": {slug: person.name for slug, person in people.items()},
        "issue": _ranked(reference.issues, counted["issue"]),
        "negotiation": _ranked(reference.lanes, counted["negotiation"]),
        "kind": dict(MeetingKind.choices),
        "status": dict(MeetingStatus.choices),
        "stance": vocabulary.ANSWERS_IN_GENERAL,
        "speech": OWN_WORDS,
        "verification": dict(Verification.choices),
        "country": _ranked({code: vocabulary.country_name(code) for code in counted["country"]}, counted["country"]),
        "city": _ranked({city: city for city in counted["city"]}, counted["city"]),
    }
    sides = {person.slug: person.side for person in people.values()}
    total = int(np.count_nonzero(found.mask))
    return [
        _facet(name, labels[name], counted[name], query, total, sides if name == "official" else {}) for name in LABELS
    ]


def officials_named(
    found: MeetingMatch, query: MeetingFilter, reference: ReferenceLists, words: str, *, most: int = 12
) -> list[FacetValue]:
    """Officials whose names have a word starting with each typed word, in either alphabet, with counts. No query."""
    present, chosen = counts(found, "official"), alone(query, "official")
    wanted = folding.words(words, most=len(words))
    named = [
        FacetValue(one.slug, one.name, present.get(one.slug, 0), one.slug in chosen, one.side)
        for one in reference.people.values()
        if all(f" {word}" in f" {one.search_text}" for word in wanted)
    ]
    return sorted(named, key=lambda value: (-value.count, sort_key(value.label)))[:most]
