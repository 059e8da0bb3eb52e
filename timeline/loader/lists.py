"""The reference lists, with the rules for their entries and for each list as a whole; and the record that they and the
articles form.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.loader import cities, list_rules, plausibility, schema, stories, untyped, validation
from timeline.loader.problems import Finding
from timeline.loader.reading import Data, Document
from timeline.loader.rules import Known


@dataclass(frozen=True, slots=True)
class ListKind:
    """A reference list: its file, the type of its entries, and the rule for one entry."""

    name: str
    kind: type[schema.BaseEntry]
    rule: Callable[[untyped.Mapping, Known], Iterator[Finding]]

    @property
    def file(self) -> str:
        """The list's file name."""
        return f"{self.name}.yaml"


LISTS = (
    ListKind("issues", schema.IssueEntry, list_rules.issue),
    ListKind("negotiations", schema.NegotiationEntry, list_rules.negotiation),
    ListKind("officials", schema.OfficialEntry, list_rules.official),
    ListKind("treaties", schema.TreatyEntry, list_rules.treaty),
    ListKind("leaders", schema.LeaderEntry, list_rules.leader),
    ListKind("places", schema.PlaceEntry, cities.city),
    ListKind("glossary", schema.TermEntry, list_rules.term),
    ListKind("stories", schema.StoryEntry, stories.story),
)


PLAUSIBLE = {"officials": plausibility.posts, "leaders": plausibility.terms}
"""The plausibility rules for a list as a whole."""


NAMED = {"glossary": ("term", "forms", "russian"), "places": ("name", "aliases")}
"""The lists in which no two entries share a name, with the keys that hold names: a single one, then lists."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole record as its files give it."""

    issues: tuple[schema.IssueEntry, ...] = ()
    negotiations: tuple[schema.NegotiationEntry, ...] = ()
    officials: tuple[schema.OfficialEntry, ...] = ()
    treaties: tuple[schema.TreatyEntry, ...] = ()
    leaders: tuple[schema.LeaderEntry, ...] = ()
    places: tuple[schema.PlaceEntry, ...] = ()
    glossary: tuple[schema.TermEntry, ...] = ()
    stories: tuple[schema.StoryEntry, ...] = ()
    articles: Sequence[schema.ArticleEntry] = ()


def slugs_of(document: Document, data: Data) -> frozenset[str] | None:
    """The slugs in a reference list, from valid entries or not; guessed if it is not YAML; None if nothing is known."""
    if document.node is not None:
        items = data if isinstance(data, list) else []
        return frozenset(slug for item in items if (slug := untyped.text(item, "slug")))
    return document.guessed_slugs or None


def entries_of(kind: ListKind, data: Data, known: Known) -> tuple[tuple[Any, ...], list[Finding]]:
    """The entries of a list, and everything wrong with them."""
    if not isinstance(data, list):
        return (), [Finding((), f"{kind.file} must be a list of entries")]
    read: list[schema.BaseEntry] = []
    findings: list[Finding] = []
    for index, item in enumerate(data):
        entry, wrong = validation.entry(kind.kind, item)
        findings += untyped.below((index,), wrong)
        if isinstance(item, dict):
            findings += untyped.below((index,), kind.rule(item, known))
        if entry is not None:
            read.append(entry)
    findings += list_rules.terms_once(data) if kind.kind is schema.LeaderEntry else list_rules.slugs_once(data)
    findings += list_rules.wikidata_once(data)
    if whole := PLAUSIBLE.get(kind.name):
        findings += whole(data)
    if names := NAMED.get(kind.name):
        findings += list_rules.names_once(data, key=names[0], others=names[1:])
    return tuple(read), findings
