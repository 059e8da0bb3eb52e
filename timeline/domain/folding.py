"""Text folded for search: both alphabets to Latin, no case, no accents, one spelling, single spaces. The loader stores
it and queries are folded the same way, so that SQLite and PostgreSQL find the same rows. Imports nothing else of the
program.

One spelling: British and American words match (defence, organise, favour, programme), as do abbreviations with and
without dots (U.S.S.R., USSR), letters before a number with and without a hyphen (SS-20, SS20), thousands with and
without a comma, and the prefixes anti- and non- joined to their word or not. A spelling need not be correct, only the
same for all variants.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

WORD = re.compile(r"(\w+)")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ´`′ʹ"))
DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?")
"""Letters with a dot after each: U.S., U. S. S. R., N.P.T (the last dot may be missing)."""
LETTERS = re.compile(r"\b[b-hj-z](?: [a-z])+\b")
"""Letters separated by spaces, U S S R; not after an article or a pronoun."""
THOUSANDS = re.compile(r"(?<![\d,.])(\d{1,3})((?:[,\u00a0\u2009\u202f]\d{3})+)(?![\d,]*\d)")
DESIGNATION = re.compile(r"(?<![a-z0-9])([a-z]+)(?=\d)")
"""The letters of SS20, RS24, MX1: what follows is a separate number. Not those after a digit (1980s, 9M729)."""
PREFIXED = re.compile(r"\b(anti|non)(?!cipat|que|qu[ei]|path|podes|dote|etheless|sense|e\b)([a-z]{4,})\b")
OUR = re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|ably|ite|ites|er|ers|hood|less|ful)?\b)")
ISE = re.compile(r"(?<=[a-z]{3})(i|y)s(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)\b)")
PAIRS = {
    "analogue": "analog", "artefact": "artifact", "centre": "center", "centred": "centered", "centres": "centers",
    "cheque": "check", "defence": "defense", "defences": "defenses", "dialogue": "dialog",
    "dialogues": "dialogs", "fibre": "fiber", "fulfil": "fulfill", "grey": "gray", "judgement": "judgment",
    "kilometre": "kilometer", "kilometres": "kilometers", "labelled": "labeled", "licence": "license",
    "licences": "licenses", "manoeuvre": "maneuver", "manoeuvres": "maneuvers", "metre": "meter", "metres": "meters",
    "modelled": "modeled", "offence": "offense", "offences": "offenses", "programme": "program",
    "programmes": "programs", "sceptic": "skeptic", "sceptical": "skeptical", "signalled": "signaled",
    "sulphur": "sulfur", "theatre": "theater", "theatres": "theaters", "tonne": "ton", "tonnes": "tons",
    "travelled": "traveled", "cancelled": "canceled", "cancelling": "canceling", "aluminium": "aluminum",
    "onsite": "on site", "throwweight": "throw weight", "reentry": "re entry", "pretence": "pretense",
}  # fmt: skip
"""British spellings that no rule covers, with their American forms; and words written as one or as two."""
JOINED = re.compile(r"\bco-?op(?=[a-z])")
IRREGULAR = re.compile(r"\b(?:" + "|".join(sorted(PAIRS, key=len, reverse=True)) + r")\b")


def _spelled(text: str) -> str:
    """Lower-case Latin text with one spelling for all variants."""
    text = DOTTED.sub(lambda match: f"{re.sub(r'[^a-z]', '', match[0])} ", text)
    text = THOUSANDS.sub(lambda match: match[1] + re.sub(r"\D", "", match[2]), text)
    text = JOINED.sub("coop", text)
    text = DESIGNATION.sub(r"\1 ", text)
    text = NOT_A_WORD.sub(" ", text).strip()
    text = LETTERS.sub(lambda match: match[0].replace(" ", ""), text)
    while (apart := PREFIXED.sub(r"\1 \2", text)) != text:
        text = apart
    text = IRREGULAR.sub(lambda match: PAIRS[match[0]], text)
    return ISE.sub(r"\1z", OUR.sub("or", text))


def fold(*texts: str) -> str:
    """The texts' words in lower-case Latin letters and digits, single spaces: `Рябков, Сергей` → `ryabkov sergey`,
    `U.S. defence` → `us defense`."""
    joined = " ".join(text for text in texts if text).translate(APOSTROPHES)
    if not joined.isascii():
        joined = anyascii(unicodedata.normalize("NFKC", joined)).translate(APOSTROPHES)
    return _spelled(joined.lower())


BREAK = "0break"
"""Stands between two texts of a row, so that no phrase is found across them. No word of a text folds to it."""


def borrowed(words: Iterable[str]) -> tuple[str, ...]:
    """Folded words as a row's search text has those that are not its own but of what it belongs to."""
    return tuple(f"0{word}" for word in words)


@lru_cache(maxsize=8192)
def _own(text: str) -> str:
    """The text folded; remembered, because publishers, people and days recur from row to row: half the calls."""
    return fold(text)


@lru_cache(maxsize=8192)
def _around(text: str) -> str:
    """The text folded and marked as borrowed; remembered, because the loader asks for a person's names, an issue's or a
    meeting's once for each row around which they stand: four of five calls."""
    return " ".join(borrowed(fold(text).split()))


def search_text(own: Iterable[str], around: Iterable[str] = ()) -> str:
    """What a row is found by: its own texts folded, and those of what it belongs to, marked as such."""
    texts = [*map(_own, own), *map(_around, around)]
    return f" {BREAK} ".join(text for text in texts if text)


def begun(word: str) -> str:
    """The folded beginning of an unfinished word, short enough that every spelling of the word begins with it:
    `organis` → `organi`, `defenc` → `defen`."""
    for british, american in PAIRS.items():
        if british.startswith(word) and not american.startswith(word):
            return next(word[:end] for end in range(len(word), -1, -1) if american.startswith(word[:end]))
    return re.sub(r"(?<=[a-z]{3}[iy])[sz]$", "", word)


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """The key shared by all spellings of a name, whatever their case, accents, alphabet, punctuation and Unicode
    form: `Reykjavík`, `REYKJAVIK` → `reykjavik`. Empty only for an empty name."""
    return fold(name) or unicodedata.normalize("NFKC", name).casefold().strip()


def called(listed: Iterable[tuple[str, str]], names: Iterable[str]) -> list[str]:
    """Of the cities, each with its other names (one per line), those with any of the names, in any spelling."""
    wanted = set(map(name_key, names)) - {""}
    cities = [(city, others.splitlines()) for city, others in listed]
    wanted |= {name_key(city) for city, others in cities if wanted.intersection(map(name_key, others))}
    return [city for city, _ in cities if name_key(city) in wanted]


def city_slug(city: str) -> str:
    """A city's slug in addresses, in the glossary and in the parts of a query: `St. Petersburg` → `st-petersburg`."""
    return fold(city).replace(" ", "-")


def words(query: str, *, most: int = 12) -> list[str]:
    """The folded words of a query, at most `most` of them, without duplicates, in order."""
    return list(dict.fromkeys(fold(query).split()))[:most]
