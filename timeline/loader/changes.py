"""The difference between two releases: by comparing states, or by replaying the entries of a release's file.

Pure: no files, no queries. A history is replayed from its beginning: an entry holds only new values, the old ones are
in earlier entries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import orjson
from rapidfuzz import fuzz

from timeline.domain.vocabulary import ChangeKind
from timeline.loader.states import ItemState, Key, is_digest

type Facts = dict[str, str]
type Field = tuple[str, str | None, str | None, ChangeKind]
"""A fact's name, its old and its new value (None if the value is empty, or too long to be kept in full), and whether
the item gained the fact, lost it, or has another."""

SAME = 75
"""The similarity of an identifying fact, in percent, from which a new item replaces a withdrawn one."""
MOST_PAIRS = 1_000_000
TELLING = {
    "positions": ("quote", "summary"),
    "articles": ("source_url", "title"),
    "meetings": ("title", "summary"),
    "officials": ("name", "native_name"),
    "issues": ("question", "name"),
    "negotiations": ("name",),
    "treaties": ("full_name", "name"),
}
"""The facts by which a renamed item is recognized."""
SHARED = {
    "positions": ("article", "quote"),
    "articles": ("source_url", "title"),
    "meetings": ("start", "title"),
    "officials": ("family_name", "name"),
    "issues": ("question", "name"),
    "negotiations": ("start", "name"),
    "treaties": ("signed", "full_name"),
}
"""A renamed item must have kept one of these."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as stored in a release's file: `facts` holds the new values (all facts of an added item, None for one
    that is now empty); `shown` is as in ItemState."""

    key: Key
    change: ChangeKind
    facts: Mapping[str, str | None] = field(default_factory=dict)
    shown: str = ""
    reason: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change as shown to readers, with the old values."""

    entry: ChangeLine
    fields: tuple[Field, ...]
    is_own: bool


def _pack(facts: Facts, shown: str) -> bytes:
    return orjson.dumps([facts, shown], option=orjson.OPT_SORT_KEYS)


@dataclass(slots=True)
class Replay:
    """The states of all items after some releases; a few hundred bytes per item."""

    packed: dict[Key, bytes] = field(default_factory=dict)

    def facts(self, key: Key) -> Facts:
        """An item's facts; empty if there is no such item."""
        facts: Facts = orjson.loads(self.packed[key])[0] if key in self.packed else {}
        return facts

    def apply(self, entries: Iterable[ChangeLine]) -> Iterator[ToldChange]:
        """Advance by one release and yield its changes: additions and changes first, then withdrawals."""
        gone: list[ChangeLine] = []
        for entry in entries:
            if entry.change is ChangeKind.WITHDRAWN:
                gone.append(entry)
                continue
            before = self.facts(entry.key)
            after = {name: text for name, text in (before | dict(entry.facts)).items() if text}
            self.packed[entry.key] = _pack(after, entry.shown)
            is_new = entry.change is ChangeKind.ADDED
            fields = () if is_new else _fields(before, after)
            yield ToldChange(entry, fields, is_own=is_new or bool(fields))
        for entry in gone:
            successor = (entry.key[0], entry.replaced_by)
            fields = _fields(self.facts(entry.key), self.facts(successor)) if entry.replaced_by else ()
            yield ToldChange(entry, fields, is_own=True)
        for entry in gone:
            self.packed.pop(entry.key, None)

    def entries_to(self, states: Iterable[tuple[Key, ItemState]]) -> Iterator[ChangeLine]:
        """The changes that lead from here to these states; withdrawals come last, with their replacements."""
        left, added = dict(self.packed), {}
        for key, state in states:
            packed = left.pop(key, None)
            if packed is None:
                added[key] = state.facts
                yield ChangeLine(key, ChangeKind.ADDED, state.facts, state.shown)
            elif packed != _pack(state.facts, state.shown):
                yield ChangeLine(
                    key, ChangeKind.CHANGED, _difference(orjson.loads(packed)[0], state.facts), state.shown
                )
        replaced = _replacements({key: self.facts(key) for key in left}, added) if added else {}
        for key in left:
            yield ChangeLine(key, ChangeKind.WITHDRAWN, replaced_by=replaced.get(key, ""))


def _difference(before: Facts, after: Facts) -> dict[str, str | None]:
    names = [*after, *(name for name in before if name not in after)]
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def _fields(before: Facts, after: Facts) -> tuple[Field, ...]:
    return tuple(
        (name, _in_words(before.get(name)), _in_words(text), _kind(before.get(name), text))
        for name, text in _difference(before, after).items()
    )


def _kind(before: str | None, after: str | None) -> ChangeKind:
    if not before:
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if after else ChangeKind.WITHDRAWN


def _in_words(text: str | None) -> str | None:
    return None if text is None or is_digest(text) else text


def _likeness(noun: str, before: Facts, after: Facts) -> tuple[float, int, float]:
    """The similarity of the most similar identifying fact in percent, the number of equal facts (both sides may have
    said the same words: a statement's side tells them apart), and the similarity summed over the identifying facts."""
    ratios = [
        fuzz.ratio(before[name], after[name]) if name in before and name in after else 0.0 for name in TELLING[noun]
    ]
    equal = sum(after.get(name) == text for name, text in before.items())
    return max(ratios), equal, sum(ratios)


def _replacements(withdrawn: Mapping[Key, Facts], added: Mapping[Key, Facts]) -> dict[Key, str]:
    """The new name of each withdrawn item that came back under another one."""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for (noun, identity), facts in added.items():
        for name in SHARED[noun]:
            places[noun, name, facts.get(name, "")].append(identity)
    found: dict[Key, str] = {}
    taken: set[Key] = set()
    pairs = 0
    for (noun, identity), facts in withdrawn.items():
        near = {one for name in SHARED[noun] if name in facts for one in places[noun, name, facts[name]]}
        pairs += len(near)
        if pairs > MOST_PAIRS:
            break
        likely = [
            (like, one)
            for one in sorted(near)
            if (noun, one) not in taken and (like := _likeness(noun, facts, added[noun, one]))[0] >= SAME
        ]
        if likely:
            found[noun, identity] = max(likely)[1]
            taken.add((noun, found[noun, identity]))
    return found
