"""The rules for stories.yaml and for introductions: what they say is based on meetings, statements and treaties of the
record.
"""

from collections.abc import Iterator

from timeline.loader.problems import Finding, Place
from timeline.loader.reading import Data
from timeline.loader.rules import Known, reference
from timeline.loader.untyped import Mapping, entries, text, words_of

STEPS = (6, 10)
"""The fewest and most steps of a story."""


def story(data: Mapping, known: Known) -> Iterator[Finding]:
    """A story has the right number of steps, and those bound to a treaty name a known one (to meetings and
    statements: see check)."""
    steps = list(entries(data, "steps"))
    fewest, most = STEPS
    if not fewest <= len(steps) <= most:
        yield Finding(("steps",), f"a story has {fewest} to {most} steps, not {len(steps)}")
    for place, step in steps:
        kind, _, slug = text(step, "at").partition("/")
        if kind == "treaties":
            yield from reference((*place, "at"), slug, known.treaties, "treaty")


def bound(stories: Data, kind: str) -> Iterator[tuple[Place, str]]:
    """What the steps of all stories are bound to, of one kind, by slug or id, each with its place in the list."""
    for index, item in enumerate(stories if isinstance(stories, list) else ()):
        for place, step in entries(item, "steps"):
            named, _, slug = text(step, "at").partition("/")
            if named == kind and slug:
                yield (index, *place, "at"), slug


def drawn_from(listed: Data) -> Iterator[tuple[Place, str]]:
    """The meetings that a list's introductions are based on, each with its place there."""
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        for place, slug in words_of(item, "drawn_from"):
            yield (index, *place), slug
