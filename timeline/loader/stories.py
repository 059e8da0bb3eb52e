"""The rules for stories.yaml and for introductions: what they say is based on meetings, statements and treaties of the
record.
"""

from collections.abc import Iterator

from timeline.domain.vocabulary import ANSWERING
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


def examples(issues: Data) -> Iterator[tuple[Place, str, str, str]]:
    """The statements that issues name as examples of their rules and answers: the place in the list, the id, the issue,
    and the stance, if it is an answer's."""
    for index, item in enumerate(issues if isinstance(issues, list) else ()):
        if public_id := text(item, "example"):
            yield (index, "example"), public_id, text(item, "slug"), ""
        shown = item.get("examples") if isinstance(item, dict) else None
        for stance in ANSWERING if isinstance(shown, dict) else ():
            if public_id := text(shown or "", stance):
                yield (index, "examples", stance), public_id, text(item, "slug"), stance.value


def no_example(public_id: str, found: tuple[str, str], issue: str, stance: str) -> str:
    """The message for a statement, coded as `found`, that shows nothing of an issue, or of an answer to it; empty if it
    does, or neither is asked for."""
    if issue and found[0] != issue:
        return f"position {public_id!r} is on {found[0]!r}: it is no example of how {issue!r} is coded"
    if stance and found[1] != stance:
        return f"position {public_id!r} is coded {found[1]!r}: it is no example of {stance!r}"
    return ""


def drawn_from(listed: Data) -> Iterator[tuple[Place, str]]:
    """The meetings that a list's introductions are based on, each with its place there."""
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        for place, slug in words_of(item, "drawn_from"):
            yield (index, *place), slug
