"""The facets beside the search results: each value as a link, with the number of results it leaves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.domain.vocabulary import ANSWERS_IN_GENERAL, OWN_WORDS, Side, Verification
from timeline.models import Release
from timeline.search.engine import SearchResults
from timeline.search.names import Names, names
from timeline.search.narrowing import Facets, Narrow

LISTED = 8
"""Number of values listed per facet, the most frequent, besides the active one."""
KINDS = {
    "officials": "Officials",
    "issues": "Issues",
    "negotiations": "Negotiations",
    "treaties": "Treaties",
    "meetings": "Meetings",
    "positions": "Statements",
    "articles": "Sources",
}
"""Labels of the kinds of result."""

type Address = Callable[..., str]
"""Returns the page's URL with some parameters changed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet value, with its number of results and whether it is active."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet: the values of one parameter, under a heading."""

    heading: str
    values: list[Choice]


def choices(
    found: SearchResults, counted: Facets, narrow: Narrow, kind: str, url: Address, release: Release
) -> list[Choices]:
    """The facets that have more than one value, or an active one."""
    known = names(release)
    listed = [
        ("Kind", _kinds(found, kind, url)),
        *(
            (heading, _values(name, getattr(narrow, name), labels, counts, url))
            for name, heading, labels, counts in _parameters(found, counted, narrow, known)
        ),
    ]
    return [Choices(heading, some) for heading, some in listed if len(some) > 1 or any(one.chosen for one in some)]


def _kinds(found: SearchResults, kind: str, url: Address) -> list[Choice]:
    everything = [Choice("Everything", found.total, url(kind=None), chosen=False)] if kind else []
    return everything + [
        Choice(KINDS[one.kind], one.total, url(kind=one.kind), kind == one.kind) for one in found.ranked
    ]


def _parameters(
    found: SearchResults, counted: Facets, narrow: Narrow, known: Names
) -> Iterable[tuple[str, str, Mapping[str, str], Mapping[str, int]]]:
    """Name, heading, labels and counts of each parameter that filters statements."""
    issues = dict.fromkeys(part.slugs("issues")[0] for part in found.meaning.parts if part.first == "issues")
    issue = narrow.issue or ("".join(issues) if len(issues) == 1 else "")

    def titles(kind: str, slugs: Iterable[str]) -> dict[str, str]:
        return {slug: known.titles.get((kind, slug), slug) for slug in slugs}

    return (
        ("side", "Side", dict(Side.choices), counted.sides),
        ("issue", "Issue", titles("issues", [*counted.issues, narrow.issue]), counted.issues),
        ("official", "Speaker", titles("officials", [*counted.officials, narrow.official]), counted.officials),
        ("stance", "Answer", ANSWERS_IN_GENERAL | dict(known.stances.answers.get(issue, {})), counted.stances),
        ("speech", "Whose words", OWN_WORDS, counted.speech),
        ("verification", "Quotation checked", dict(Verification.choices), counted.verification),
    )


def _values(name: str, chosen: str, labels: Mapping[str, str], counts: Mapping[str, int], url: Address) -> list[Choice]:
    listed = list(counts)[:LISTED]
    if chosen and chosen not in listed:
        listed.append(chosen)

    def choice(value: str) -> Choice:
        changes: dict[str, Any] = {name: None if value == chosen else value}
        return Choice(labels.get(value, value), counts.get(value, 0), url(**changes), value == chosen)

    return [choice(value) for value in listed]
