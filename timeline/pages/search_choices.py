"""The facets beside the search results, years as a histogram: each value as a link, with the number of results it
leaves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from timeline.domain.vocabulary import ANSWERS_IN_GENERAL, OWN_WORDS, Side, Verification
from timeline.models import Release
from timeline.pages.html import escaped, safe
from timeline.search.counting import Facets
from timeline.search.engine import SearchResults
from timeline.search.names import Names, names
from timeline.search.narrowing import Narrow

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

BAR = 34
"""Height of the histogram's tallest bar in pixels."""

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

    def titles(name: str, kind: str) -> dict[str, str]:
        slugs = [*counted.values[name], getattr(narrow, name)]
        return {slug: known.titles.get((kind, slug), slug) for slug in slugs}

    labelled = (
        ("side", "Side", dict(Side.choices)),
        ("issue", "Issue", titles("issue", "issues")),
        ("official", "Speaker", titles("official", "officials")),
        ("stance", "Answer", ANSWERS_IN_GENERAL | dict(known.stances.answers.get(issue, {}))),
        ("speech", "Whose words", OWN_WORDS),
        ("verification", "Quotation checked", dict(Verification.choices)),
    )
    return ((name, heading, labels, counted.values[name]) for name, heading, labels in labelled)


def _values(name: str, chosen: str, labels: Mapping[str, str], counts: Mapping[str, int], url: Address) -> list[Choice]:
    listed = list(counts)
    if chosen and chosen not in listed:
        listed.append(chosen)

    def choice(value: str) -> Choice:
        changes: dict[str, Any] = {name: None if value == chosen else value}
        return Choice(labels.get(value, value), counts.get(value, 0), url(**changes), value == chosen)

    return [choice(value) for value in listed]


def histogram(years: Mapping[int, int], narrow: Narrow, url: Address) -> SafeString:
    """The results per year as bars, each a link."""
    if len(years) < 2:
        return safe("")
    most, first, width = max(years.values()), min(years), 100 / len(years)
    bars = []
    for year, number in years.items():
        if not number:
            continue
        height = max(2, round(BAR * number / most))
        chosen = narrow.first is not None and narrow.last is not None and narrow.first <= year <= narrow.last
        href = url(year=None if chosen and narrow.first == narrow.last else year)
        said, current = f"{year}: {number} found", ' aria-current="true"' if chosen else ""
        bars.append(
            f'<a class="years__bar" href="{escaped(href)}"{current} aria-label="{said}">'
            f'<title>{said}</title><rect class="years__room" x="{(year - first) * width:.3f}%" y="0" '
            f'width="{width:.3f}%" height="{BAR}"/><rect x="{(year - first) * width + width * 0.1:.3f}%" '
            f'y="{BAR - height}" width="{width * 0.8:.3f}%" height="{height}"/></a>'
        )
    picture = f'<svg class="years__picture" width="100%" height="{BAR}" role="group" aria-label="Finds by year">'
    return safe(
        f'{picture}{"".join(bars)}</svg><p class="years__ends"><span>{first}</span><span>{max(years)}</span></p>'
    )
