"""What different files say about one meeting, which one of them describes in full: the rules across files.

Rules read plain data, valid or not; each yields findings. Imports untyped and what it imports.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from timeline.loader.problems import Finding, Place, did_you_mean
from timeline.loader.reading import Data
from timeline.loader.schema import DESCRIPTION
from timeline.loader.untyped import Mapping, entries, text


@dataclass(frozen=True, slots=True)
class Mention:
    """A meeting as one file gives it: the keys it states, and what it says about each participant."""

    path: str
    place: Place
    slug: str
    stated: dict[str, str]
    people: dict[str, tuple[Place, tuple[str, str, str]]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A finding that involves other files: if it names one, the message ends with the location there."""

    path: str
    finding: Finding
    other_path: str = ""
    other_place: Place = ()


SCALARS = (
    *("title", "kind", "negotiation", "part_of", "start", "end", "status", "city", "country", "summary", "outcome"),
)


def is_description(data: Mapping) -> bool:
    """Whether the entry describes its meeting in full."""
    return all(text(data, key) for key in DESCRIPTION)


def mentions(path: str, data: Data) -> Iterator[Mention]:
    """Every meeting that an article's file names in its `meetings`."""
    for place, item in entries(data, "meetings"):
        if slug := text(item, "slug"):
            people = {
                text(person, "official"): (
                    place + below_it,
                    (text(person, "side"), text(person, "role"), text(person, "post")),
                )
                for below_it, person in entries(item, "participants")
            }
            stated = {key: value for key in SCALARS if (value := text(item, key))}
            yield Mention(path, place, slug, stated, people)


def rounds(data: Data) -> Iterator[tuple[Place, str]]:
    """The rounds that an article's meetings are said to be sessions of."""
    for place, item in entries(data, "meetings"):
        if slug := text(item, "part_of"):
            yield (*place, "part_of"), slug


def meeting_references(data: Data) -> Iterator[tuple[Place, str]]:
    """The meetings at which an article's positions were stated."""
    for place, item in entries(data, "positions"):
        if slug := text(item, "meeting"):
            yield (*place, "meeting"), slug


def unknown_meeting(slug: str, described: Container[str], choices: Iterable[str]) -> str:
    """The message for a reference to a meeting that no file describes; empty if one does."""
    return "" if slug in described else f"meeting {slug!r} is unknown{did_you_mean(slug, choices)}"


def _is_full(mention: Mention) -> bool:
    return all(mention.stated.get(key) for key in DESCRIPTION)


def description(group: Iterable[Mention]) -> Mention | None:
    """The first entry that describes its meeting in full."""
    return next(filter(_is_full, group), None)


def of_one_meeting(group: list[Mention]) -> Iterator[Elsewhere]:
    """What the files that name one meeting must agree on; the group is ordered by path."""
    full = [mention for mention in group if _is_full(mention)]
    first = description(group)
    for mention in full[1:]:
        message = f"meeting {mention.slug!r} is described in full twice; give here only what this source adds to"
        yield Elsewhere(mention.path, Finding(mention.place, message), full[0].path, full[0].place)
    if first is None:
        yield from _undescribed(group)
        return
    for mention in group:
        if mention is not first:
            yield from _disagreements(first, mention)
    yield from _people_disagreements([first, *(mention for mention in group if mention is not first)])


def _undescribed(group: list[Mention]) -> Iterator[Elsewhere]:
    """No file describes the meeting in full: report what the fullest entry lacks."""
    fullest = max(group, key=lambda mention: len(mention.stated))
    if fullest.stated:
        lacking = ", ".join(repr(key) for key in DESCRIPTION if key not in fullest.stated)
        message = f"meeting {fullest.slug!r} is described in full by no file; here {lacking} is missing"
        yield Elsewhere(fullest.path, Finding(fullest.place, message))


def _disagreements(first: Mention, other: Mention) -> Iterator[Elsewhere]:
    for key, value in other.stated.items():
        theirs = first.stated.get(key, "")
        if value != theirs:
            said = f"{theirs!r}" if theirs else "nothing"
            message = f"meeting {other.slug!r}: {key} is {value!r} here, but {said} in"
            there = (*first.place, key)
            yield Elsewhere(other.path, Finding((*other.place, key), message), first.path, there)


def _people_disagreements(group: list[Mention]) -> Iterator[Elsewhere]:
    """A participant's side, role and post are the same in every file; an entry without a post contradicts none."""
    seen: dict[str, tuple[Mention, Place, tuple[str, str, str]]] = {}
    for mention in group:
        for slug, (place, said) in mention.people.items():
            before = seen.setdefault(slug, (mention, place, said))
            if said[2] and not before[2][2]:
                seen[slug] = mention, place, said
            for key, here, there in zip(("side", "role", "post"), said, before[2], strict=True):
                if here != there and (key != "post" or (here and there)):
                    message = f"meeting {mention.slug!r}: {key} of {slug!r} is {here!r} here, but {there!r} in"
                    yield Elsewhere(mention.path, Finding((*place, key), message), before[0].path, (*before[1], key))
