"""The names of the record's people as the reader looks them up: every spelling of both alphabets, Russian names in all
cases, one key for all transliterations of a word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from timeline.desk.reading.russian import case_forms
from timeline.desk.reading.words import CYRILLIC, listed, phrase
from timeline.domain.folding import fold
from timeline.loader.schema import OfficialEntry

TRANSLITERATED = (
    ("tch", "ch"), ("shch", "sch"), ("ks", "x"), ("kh", "h"), ("iou", "yu"), ("yo", "e"), ("ye", "e"), ("ie", "e"),
    ("ia", "ya"), ("iu", "yu"), ("ju", "yu"), ("ja", "ya"), ("off$", "ov"), ("^alexander$", "alexandr"),
    ("^eu", "ev"), ("(?:iy|ii|yi|ij|yy|y|i)$", "i"), ("(?<=[aeou])y", "i"),
)  # fmt: skip
"""How the transliterations of Russian names differ: each pattern, and what it becomes in the key."""
RULES = tuple((re.compile(pattern), key) for pattern, key in TRANSLITERATED)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
GIVEN = (
    "bill william", "tony antony anthony", "jim jimmy james", "bob robert", "dick richard", "mike michael", "cy cyrus",
    "al albert alexander", "ron ronald", "ed edward ted", "dave david", "steve steven stephen", "tom thomas",
    "joe joseph", "jack john", "chuck charles", "don donald", "dan daniel", "fred frederick", "larry lawrence",
    "ken kenneth", "gerry gerald gerard", "max maxwell", "ray raymond", "lew lewis", "cap caspar", "george georgy",
)  # fmt: skip
"""Given names that stand for each other."""
SHORT = {name: group for group in map(str.split, GIVEN) for name in group}
EVERYDAY = listed(
    "rice card brown ford young wolf smith jones dean baker bush gates hill cooper powell price shannon grey gray "
    "white black stone carter fisher nixon major bell case ball keen best day may march "
    "один болен дам маски гор соков руд"
) - {"nixon", "carter", "bush", "gates", "powell"}
"""Family names that are words or too common to name anybody alone."""


@lru_cache(maxsize=65_536)
def person_key(key: str) -> str:
    """A folded word of a name, the same for all transliterations: sergey, sergei → sergei; Cyrillic unchanged."""
    if CYRILLIC.search(key):
        return key
    for pattern, replacement in RULES:
        key = pattern.sub(replacement, key)
    return key


def name_keys(name: str) -> tuple[str, ...]:
    """The keys of a name's words."""
    return tuple(person_key(word) for word in phrase(name) if word not in SUFFIXES)


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post of an official: its folded words, and from when to when, as far as the record knows."""

    words: frozenset[str]
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """An official as the reader knows them."""

    slug: str
    name: str
    side: str
    given: frozenset[str]
    """The keys of the given names, in every spelling."""
    posts: tuple[KnownPost, ...]
    years: tuple[int, int]
    """The first and last year of which the record knows them."""

    def is_active(self, year: int) -> bool:
        """Whether a text of this year may name the person without introducing them."""
        return self.years[0] - 4 <= year <= self.years[1] + 6

    def may_be_given(self, key: str) -> bool:
        """Whether a word before the family name may be this person's given name, an initial or another spelling."""
        if len(key) == 1:
            return any(name.startswith(key) for name in self.given)
        return any(
            key == name
            or name in SHORT.get(key, ())
            or (len(key) > 3 and key[0] == name[0] and OSA.distance(key, name) < 3)
            for name in self.given
        )


@dataclass(frozen=True, slots=True)
class NameBook:
    """Full names by their first key, family names, and the dictionary forms of Russian words."""

    full: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """By the first key, the longest first: the keys and the official's slug."""
    family: Mapping[str, tuple[str, ...]]
    """The officials' slugs by the key of a family name."""
    forms: Mapping[str, tuple[str, ...]]
    """The dictionary forms that a Russian word may be a case of."""
    people: Mapping[str, KnownPerson] = field(default_factory=dict)

    def keys_of(self, key: str) -> tuple[str, ...]:
        """The keys under which a folded word of a text is looked up."""
        return self.forms.get(key) or (person_key(key),)


def _variants(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A full name's keys, and shorter ways of writing it: without initials, with the given name's initial."""
    if len(keys) < 2:
        return
    yield keys
    long = tuple(key for key in keys if len(key) > 1)
    if len(long) > 1:
        yield long
        yield (long[0], long[-1])
        yield (long[0][0], long[-1])
    if len(keys) > 2:
        yield (*(key[0] for key in keys[:-1]), keys[-1])


def spelled_names(official: OfficialEntry) -> tuple[str, ...]:
    """All the names of an official, in every spelling."""
    return tuple(name for name in (official.name, official.native_name, *official.aliases) if name)


def family_names(official: OfficialEntry) -> set[str]:
    """The family name's keys: in the other alphabet and other spellings, a part of a double name if so spelled."""
    parts = name_keys(official.family_name)
    found = {parts[-1]}
    for name in spelled_names(official):
        keys = name_keys(name)
        is_near = keys and (keys[-1] in parts or OSA.distance(fold(keys[-1]), fold(official.family_name)) <= 3)
        if keys and (is_near or CYRILLIC.search(name)):
            found.add(keys[-1])
    return found


def name_book(officials: Iterable[OfficialEntry], people: Mapping[str, KnownPerson]) -> NameBook:
    """The names of all officials."""
    full: dict[str, dict[tuple[tuple[str, ...], str], None]] = defaultdict(dict)
    family: dict[str, dict[str, None]] = defaultdict(dict)
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    for official in officials:
        for name in spelled_names(official):
            for keys in _variants(name_keys(name)):
                full[keys[0]][keys, official.slug] = None
            for key in name_keys(name) if CYRILLIC.search(name) else ():
                for form in case_forms(key):
                    forms[form][key] = None
        for key in family_names(official):
            family[key][official.slug] = None
    return NameBook(
        {key: tuple(sorted(names, key=lambda one: -len(one[0]))) for key, names in full.items()},
        {key: tuple(slugs) for key, slugs in family.items()},
        {form: tuple(keys) for form, keys in forms.items()},
        people,
    )
