"""The case forms of Russian names: of people, male and female, and of places. Rules of spelling, no dictionary."""

import re
from collections.abc import Iterable
from functools import lru_cache

FLEETING = {"павел": "павл", "лев": "льв", "пекин": "пекин", "хельсинки": "хельсинки"}
"""Stems that lose a vowel before an ending."""
INDECLINABLE = re.compile("(?:[оеиуюыэ]|[ыи]х|ко|ле)$")
HISSING = "жшчщц"
VELAR = "гкх"


def _adjective(stem: str, *, soft: bool) -> Iterable[str]:
    endings = ("ий его ему им ем" if soft else "ый ий ой ого ому ым им ом ая ую").split()
    return (stem + ending for ending in endings)


def _in_a(stem: str) -> Iterable[str]:
    """Names in -а: Обама, Никита, Лаврова."""
    genitive = "и" if stem[-1] in VELAR + HISSING else "ы"
    return (stem + ending for ending in ("а", genitive, "е", "у", "ой", "ою", "ей"))


def _in_consonant(name: str, stem: str) -> Iterable[str]:
    soft = "ем" if name[-1] in HISSING else "ом"
    instrumental = ("ым", "ом") if re.search("(?:[оеё]в|[иы]н)$", name) else (soft,)
    return (name, *(stem + ending for ending in ("а", "у", "е", *instrumental)))


@lru_cache(maxsize=16_384)
def case_forms(name: str) -> frozenset[str]:
    """The forms of a Cyrillic name (lower case, ё as е) in all cases, itself among them: рейган, рейгана, рейгану …"""
    if len(name) < 3 or INDECLINABLE.search(name):
        return frozenset({name})
    if name.endswith(("ский", "цкий")) or re.search("(?:[^аеиоуыэюя]ый|ной|той|вой)$", name):
        return frozenset({name, *_adjective(name[:-2], soft=False)})
    if name.endswith("ия"):
        return frozenset({name, *(name[:-1] + end for end in ("и", "ю", "ей"))})
    if name.endswith(("й", "ь")):
        ends = ("я", "ю", "ем", "е", "и", "ью")
        return frozenset({name, *(name[:-1] + end for end in ends)})
    if name.endswith("я"):
        return frozenset({name, *(name[:-1] + end for end in ("и", "е", "ю", "ей", "ёй"))})
    if name.endswith("а"):
        return frozenset({name, *_in_a(name[:-1])})
    return frozenset(_in_consonant(name, FLEETING.get(name, name)))


ENDING = re.compile(
    "(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|ях|ах|ией|ией|ей|ой|ом|ем|ым|им|ам|ям|ов|ев|ых|их|ую|юю|ая|яя|ое|ее"
    "|ые|ие|ий|ый|ия|ию|ии|ью|ь|а|я|у|ю|е|о|ы|и|й)$"
)


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """A common Cyrillic word without its ending, four letters at least: ракеты, ракетами → ракет."""
    cut = ENDING.sub("", word)
    return cut if len(cut) >= 4 else word
