"""The timeline's facets: each filter's values, with the number of meetings that choosing one would give under the other
filters in force. Built from the same FilterSet as the answer itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from timeline import folding, vocabulary
from timeline.filters import MeetingFilter
from timeline.models import MeetingIssue, Participation, Position
from timeline.querysets import MeetingQuerySet
from timeline.reference import Reference
from timeline.vocabulary import MeetingKind, MeetingStatus, Side, Stance

SHOWN = 10
MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many meetings choosing it would give."""

    value: str
    label: str
    count: int
    selected: bool
    side: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values. `joint`: several values narrow (all of them must hold); else they widen (any)."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    joint: bool = False

    def split(self) -> tuple[list[FacetValue], list[FacetValue]]:
        """The values to show at once (those in force, then the most frequent) and the others, MOST_LISTED at most.

        Of officials, the most frequent of each side: Washington's, then Moscow's.
        """
        ordered = [value for value in self.values if value.selected]
        if self.name == "official":
            ordered += [
                value for side in Side for value in self._of(side)[: SHOWN // 2] if not value.selected and value.count
            ]
            others = [value for value in self.values if value not in ordered]
            return ordered, others[:MOST_LISTED]
        shown = max(SHOWN, len(ordered))
        ordered += [value for value in self.values if not value.selected]
        return ordered[:shown], ordered[shown : shown + MOST_LISTED]

    def _of(self, side: str) -> list[FacetValue]:
        return [value for value in self.values if value.side == side]

    @property
    def selected(self) -> list[FacetValue]:
        """The values in force."""
        return [value for value in self.values if value.selected]


def officials_present(rows: MeetingQuerySet) -> dict[str, int]:
    """Meetings each official took part in, by slug. 1 query."""
    return dict(
        Participation.objects.filter(meeting__in=_keys(rows))
        .order_by()
        .values_list("official__slug")
        .annotate(Count("pk"))
    )


def issues_tabled(rows: MeetingQuerySet) -> dict[str, int]:
    """Meetings that were about each issue, by slug. 1 query."""
    return dict(
        MeetingIssue.objects.filter(meeting__in=_keys(rows)).order_by().values_list("issue__slug").annotate(Count("pk"))
    )


def stances_taken(rows: MeetingQuerySet) -> dict[str, int]:
    """Meetings at which each stance was taken. 1 query."""
    return dict(
        Position.objects.filter(meeting__in=_keys(rows))
        .order_by()
        .values_list("stance")
        .annotate(Count("meeting", distinct=True))
    )


COLUMNS = {
    "negotiation": "negotiation__slug",
    "kind": "kind",
    "status": "status",
    "country": "country",
    "city": "city",
}


def columns_counted(query: MeetingFilter) -> dict[str, dict[str, int]]:
    """Meetings for each value of the facets that are columns, each facet counted without its own filter.

    1 query for all that have no filter of their own (their combinations are few, and summed here), 1 for each other.
    """
    own = [name for name in COLUMNS if query.values(name)]
    shared = [name for name in COLUMNS if name not in own]
    counted: dict[str, dict[str, int]] = {name: {} for name in COLUMNS}
    for names, rows in [(shared, query.rows()), *(([name], query.rows(without=(name,))) for name in own)]:
        if not names:
            continue
        grouped = rows.order_by().values_list(*(COLUMNS[name] for name in names)).annotate(Count("pk"))
        for *values, count in grouped:
            for name, value in zip(names, values, strict=True):
                if value:
                    counted[name][value] = counted[name].get(value, 0) + count
    return counted


def _keys(rows: MeetingQuerySet) -> MeetingQuerySet:
    """The meetings as a subquery of their keys."""
    return rows.order_by().values("pk")  # type: ignore[return-value]  # rows of keys, for `__in` only


def _ranked(labels: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """The labels, most frequent value first."""
    return dict(sorted(labels.items(), key=lambda item: (-counts.get(item[0], 0), item[1])))


def _facet(name: str, label: str, values: Iterable[FacetValue], selected: list[str], *, joint: bool = False) -> Facet:
    """The facet, with values in force that it does not list added at its end."""
    listed = tuple(values)
    known = {value.value for value in listed}
    strange = tuple(FacetValue(value, value, 0, selected=True) for value in selected if value not in known)
    return Facet(name, label, listed + strange, joint)


def _values(
    labels: Mapping[str, str], counts: Mapping[str, int], selected: list[str], sides: Mapping[str, str] | None = None
) -> list[FacetValue]:
    return [
        FacetValue(value, label, counts.get(value, 0), value in selected, (sides or {}).get(value, ""))
        for value, label in labels.items()
    ]


def facets(query: MeetingFilter, reference: Reference) -> list[Facet]:
    """The facets of the timeline, most frequent values first. 4 queries, and 1 for each of
    COLUMNS with a filter of its own.

    Official and issue are joint (a second one narrows), so they are counted under all filters, their own included; the
    others are counted without their own.
    """
    rows = query.rows()
    present, tabled = officials_present(rows), issues_tabled(rows)
    named = [reference.people[slug] for slug in {*present, *query.values("official")} if slug in reference.people]
    people = {person.slug: person.name for person in named}
    sides = {person.slug: person.side for person in named}
    stances = stances_taken(query.rows(without=("stance",)) if query.values("stance") else rows)
    columns = columns_counted(query)
    countries = {code: vocabulary.country_name(code) for code in columns["country"]}
    cities = {city: city for city in columns["city"]}
    choices: list[tuple[str, str, Mapping[str, str], Mapping[str, int], bool]] = [
        ("official", "Officials", _ranked(people, present), present, True),
        ("issue", "Issues", _ranked(reference.issues, tabled), tabled, True),
        (
            "negotiation",
            "Negotiations",
            _ranked(reference.lanes, columns["negotiation"]),
            columns["negotiation"],
            False,
        ),
        ("kind", "Kind of meeting", dict(MeetingKind.choices), columns["kind"], False),
        ("status", "Status", dict(MeetingStatus.choices), columns["status"], False),
        ("stance", "Stance taken", dict(Stance.choices), stances, False),
        ("country", "Country", _ranked(countries, columns["country"]), columns["country"], False),
        ("city", "City", _ranked(cities, columns["city"]), columns["city"], False),
    ]
    return [
        _facet(
            name,
            label,
            _values(labels, counts, query.values(name), sides if name == "official" else None),
            query.values(name),
            joint=joint,
        )
        for name, label, labels, counts, joint in choices
    ]


def officials_named(query: MeetingFilter, reference: Reference, words: str, *, most: int = 12) -> list[FacetValue]:
    """Officials one of whose names has a word beginning with each one typed, in either alphabet, counted. 1 query."""
    present = officials_present(query.qs)
    wanted = folding.words(words)
    found = [
        FacetValue(one.slug, one.name, present.get(one.slug, 0), one.slug in query.values("official"), one.side)
        for one in reference.people.values()
        if all(f" {word}" in f" {one.search_text}" for word in wanted)
    ]
    return sorted(found, key=lambda value: (-value.count, value.label))[:most]
