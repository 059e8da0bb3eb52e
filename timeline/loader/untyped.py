"""Texts, entries and dates from a file's data before it is validated: the schema reports what is missing or not
text. For rules.py, list_rules.py, mentions.py and plausibility.py."""

from collections.abc import Iterable, Iterator

from timeline.domain import dates
from timeline.loader.problems import Finding, Place
from timeline.loader.reading import Data
from timeline.loader.scalars import spaced

type Mapping = dict[str, Data]


def text(data: Data, *path: str) -> str:
    """The text under a key (of a key …), its white space normalized; empty if there is none."""
    for key in path:
        data = data.get(key, "") if isinstance(data, dict) else ""
    return spaced(data) if isinstance(data, str) else ""


def entries(data: Data, key: str) -> Iterator[tuple[Place, Mapping]]:
    """The mappings in the list under a key, each with its place below `data`."""
    listed = data.get(key) if isinstance(data, dict) else None
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, dict):
            yield (key, index), item


def words_of(data: Data, key: str) -> Iterator[tuple[Place, str]]:
    """The texts in the list under a key, each with its place below `data`."""
    listed = data.get(key) if isinstance(data, dict) else None
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, str):
            yield (key, index), spaced(item)


def below(place: Place, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of an entry, with their places relative to the document's root."""
    for finding in findings:
        yield Finding(place + finding.place, finding.message, finding.at_key)


def span(text_of_date: str) -> dates.Span | None:
    """The span of a date; None if it is not a date or lies outside the record's years, which the schema reports."""
    try:
        found = dates.parse(text_of_date) if text_of_date else None
    except dates.DateError:
        return None
    return found if found and dates.is_plausible(found) else None
