"""The record's history: its releases, which of them added and last changed an item, and what replaced a withdrawn one.
Memoized per release; only items that some release changed are held."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from timeline.domain.vocabulary import ChangeKind
from timeline.models import Change, NamedRelease, Release
from timeline.releases import per_release
from timeline.resources import BY_NAME

MOST_STEPS = 20
"""The longest chain of replacements followed."""


@dataclass(frozen=True, slots=True)
class Life:
    """The releases that added an item and that last changed one of its own facts; None if unknown."""

    added_in: str | None
    changed_in: str | None


@dataclass(frozen=True, slots=True)
class HistoryIndex:
    """The releases of the history, oldest first, and the items that they changed."""

    releases: tuple[NamedRelease, ...]
    lives: Mapping[tuple[str, str], Life]
    beginning: Life

    def life(self, noun: str, identity: str) -> Life:
        """The life of an item; one that no release changed has existed since the first."""
        return self.lives.get((noun, identity), self.beginning)

    def release(self, asked: str) -> NamedRelease | None:
        """The release with this name, or with this hash (its first 12 digits are enough); None if there is none."""
        for one in reversed(self.releases):
            if one.name == asked or (len(asked) >= 12 and one.hash.startswith(asked)):
                return one
        return None


def _lives(releases: tuple[NamedRelease, ...], beginning: Life) -> dict[tuple[str, str], Life]:
    """2 queries."""
    names = {one.ordinal: one.name for one in releases}
    own = Change.objects.own().exclude(change=ChangeKind.WITHDRAWN).order_by()
    by_item = own.values_list("noun", "identity").annotate(last=Max("release__ordinal"))
    changed = {(noun, identity): names[last] for noun, identity, last in by_item}
    came = own.filter(change=ChangeKind.ADDED).values_list("noun", "identity").annotate(last=Max("release__ordinal"))
    added = {(noun, identity): names[last] for noun, identity, last in came}
    return {key: Life(added.get(key, beginning.added_in), name) for key, name in changed.items()}


@per_release
def history(release: Release | None) -> HistoryIndex:
    """The history in the database. 3 queries the first time, then none; none before the first load."""
    if release is None:
        return HistoryIndex((), {}, Life(None, None))
    releases = tuple(reversed(NamedRelease.objects.newest_first()))
    first = releases[0].name if releases else None
    beginning = Life(first, first)
    return HistoryIndex(releases, _lives(releases, beginning), beginning)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal: the change that withdrew the item, its release's name, and what replaces it today."""

    change: Change
    release: str
    replaced_by: str


def withdrawal(noun: str, identity: str) -> Withdrawal | None:
    """The withdrawal of an item that no longer exists; None for one that never did. 2 queries, and 1 for each further
    replacement."""
    gone = _withdrawn(noun, identity)
    if gone is None:
        return None
    return Withdrawal(gone, gone.release.name, _standing(noun, gone.replaced_by))


def _standing(noun: str, successor: str) -> str:
    """The end of the chain of replacements that begins with an item's successor; empty if nothing replaces it today."""
    rows: Any = BY_NAME[noun].model._default_manager
    for _ in range(MOST_STEPS):
        if not successor or rows.filter(**{BY_NAME[noun].key: successor}).exists():
            return successor
        further = _withdrawn(noun, successor)
        successor = further.replaced_by if further else ""
    return ""


def _withdrawn(noun: str, identity: str) -> Change | None:
    found = Change.objects.filter(noun=noun, identity=identity, change=ChangeKind.WITHDRAWN)
    return found.select_related("release").defer("release__source").order_by("ordinal").last()
