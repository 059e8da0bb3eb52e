"""Finds the record's officials in a text: full names, family names alone, names behind titles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from timeline.desk.reading.lookup import RecordLookup
from timeline.desk.reading.names import EVERYDAY, KnownPerson
from timeline.desk.reading.spans import FoundSpan, SpanChoice
from timeline.desk.reading.titles import NOT_NAMES, NOT_PEOPLE, is_introducing, is_title
from timeline.desk.reading.words import TextInWords, TextWord

PATRONYMIC = re.compile("(?:[оеё]вич|ич|[оеё]вн|ичн)(?:а|у|ем|е|ы|ой)?$|(?:[oe]|ye)vich$|(?:[oe]|ye)vna$")
"""What a Russian middle name ends in."""
TITLE_REACH = 9
"""How many words before a name are searched for its title."""


@dataclass(slots=True)
class _Search:
    """The state of a search: the text, and who has been named in full so far."""

    words: TextInWords
    record: RecordLookup
    year: int
    taken: frozenset[int]
    """Words that belong to a term, as the names in Nunn-Lugar."""
    named: dict[str, str] = field(default_factory=dict)
    """The last official named in full, by each key of the family name."""
    everywhere: dict[str, str] = field(default_factory=dict)
    """The first official named in full anywhere in the text, by each key of the family name."""
    full: dict[int, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    """The full names, by the index of their first word: how many words, and whose."""


def _adjacent(words: TextInWords, index: int) -> bool:
    """Whether a word and the next may be of one name: nothing but spaces, dots and hyphens between them."""
    gap = words.gap(index)
    return len(gap) <= 3 and not gap.strip(" .-\u00a0‑'’") and "\n\n" not in gap


def _matched(search: _Search, index: int, keys: tuple[str, ...]) -> int:
    """How many words from here on write a full name, initials and patronymics allowed in it; 0 if they do not."""
    words, book = search.words, search.record.names
    at = index
    for place, key in enumerate(keys):
        if place:
            at += 1
            if not _adjacent(words, at - 1) or at >= len(words.words):
                return 0
            middle = words.words[at].key
            is_skipped = key not in book.keys_of(middle) and (len(middle) == 1 or PATRONYMIC.search(middle))
            at += bool(is_skipped) and _adjacent(words, at)
        if at >= len(words.words) or key not in book.keys_of(words.words[at].key):
            return 0
    return at - index + 1


def _full_name(search: _Search, index: int) -> tuple[int, tuple[str, ...]]:
    """How many words from here on are a full name, and whose; 0 for none."""
    book = search.record.names
    best: tuple[int, int] = (0, 0)
    whose: dict[str, None] = {}
    for first in book.keys_of(search.words.words[index].key):
        for keys, slug in book.full.get(first, ()):
            fit = _matched(search, index, keys), len(keys)  # of two that fit, the one with fewer initials left over
            if fit[0] and fit >= best:
                whose = {**whose, slug: None} if fit == best else {slug: None}
                best = fit
    return best[0], tuple(whose)


def _note_full_names(search: _Search) -> None:
    """Find the full names, and who bears each family name in this text."""
    for index, word in enumerate(search.words.words):
        if not (word.is_capital and index not in search.taken):
            continue
        size, slugs = _full_name(search, index)
        if size and all(one.is_capital for one in search.words.words[index : index + size]):
            search.full[index] = size, slugs
            likely = _ordered(search, slugs, index)[0]
            for key in search.record.names.keys_of(search.words.words[index + size - 1].key):
                search.everywhere.setdefault(key, likely)


def _title_agrees(search: _Search, person: KnownPerson, index: int) -> int:
    """How many words of one of the person's posts stand shortly before a name."""
    first = max(index - TITLE_REACH, 0)
    sentence = search.words.words[index].sentence
    before = {word.key for word in search.words.words[first:index] if word.sentence == sentence}
    return max((len(post.words & before) for post in person.posts), default=0)


def _ordered(search: _Search, slugs: tuple[str, ...], index: int) -> list[str]:
    """The officials that a name may mean, the likeliest first: by title, then by whether they were active then."""
    people = search.record.names.people

    def key(slug: str) -> tuple[int, int, int]:
        person = people[slug]
        distance = max(person.years[0] - search.year, search.year - person.years[1], 0)
        return (-int(person.is_active(search.year)), -_title_agrees(search, person, index), distance)

    return sorted(slugs, key=key)


def _before(search: _Search, index: int) -> TextWord | None:
    """The word directly before, if it may be of the same name."""
    if index == 0 or not _adjacent(search.words, index - 1) or "-" in search.words.gap(index - 1):
        return None
    word = search.words.words[index - 1]
    return (
        word
        if word.is_capital and (word.sentence == search.words.words[index].sentence or len(word.key) == 1)
        else None
    )


def _is_anothers(search: _Search, index: int, slugs: tuple[str, ...]) -> bool:
    """Whether a word before the family name is the given name of somebody else."""
    word = _before(search, index)
    if word is None or search.words.is_shouted or is_title(word.key) or word.key in NOT_NAMES:
        return False
    if search.record.places.at((word.key,))[0] or (word.text.isupper() and len(word.text) > 1):
        return False
    keys = search.record.names.keys_of(word.key)
    return not any(search.record.names.people[slug].may_be_given(key) for slug in slugs for key in keys)


def _is_no_person(search: _Search, index: int) -> bool:
    """Whether what follows makes an institution of the name: the Ford Foundation."""
    following = search.words.words[index + 1 : index + 2]
    return bool(following) and search.words.gap(index) in {" ", "\u00a0"} and following[0].key in NOT_PEOPLE


def _score(search: _Search, slug: str, index: int, key: str) -> tuple[float, str]:
    """How sure it is that a family name alone means an official, and why."""
    person = search.record.names.people[slug]
    if search.named.get(key) == slug:
        return 0.95, f"{person.name}, named in full before"
    if search.everywhere.get(key) == slug:
        return 0.9, f"{person.name}, named in full in this text"
    before = search.words.words[index - 1] if index else None
    titled = before is not None and is_introducing(before.key) and _adjacent(search.words, index - 1)
    if not person.is_active(search.year):
        return 0.35, f"the family name of {person.name}, of whom the record knows only {_years(person)}"
    if titled:
        return 0.85, f"a title and the family name of {person.name}"
    if key in EVERYDAY and not _title_agrees(search, person, index) > 1:
        return 0.4, f"the family name of {person.name}, which is also a word"
    return 0.75, f"the family name of {person.name}, active in those years"


def _years(person: KnownPerson) -> str:
    first, last = person.years
    return f"{first} to {last}" if first != last else str(first)


def _family_name(search: _Search, index: int) -> FoundSpan | None:
    word = search.words.words[index]
    for key in search.record.names.keys_of(word.key):
        slugs = search.record.names.family.get(key, ())
        if not slugs or (len(key) < 3) or _is_anothers(search, index, slugs):
            continue
        known = search.named.get(key) or search.everywhere.get(key)
        order = _ordered(search, slugs, index)
        if known in order:
            order = [known, *(slug for slug in order if slug != known)]
        choices = [(slug, *_score(search, slug, index, key)) for slug in order[:4]]
        if _is_no_person(search, index):
            choices = [(slug, min(score, 0.5), f"{reason}; of an institution") for slug, score, reason in choices]
        return FoundSpan(
            word.start,
            word.end,
            "official",
            tuple(
                SpanChoice(slug, score if place == 0 else min(score, 0.45), why)
                for place, (slug, score, why) in enumerate(choices)
            ),
        )
    return None


def _named_in_full(search: _Search, index: int) -> FoundSpan:
    size, slugs = search.full[index]
    words = search.words.words[index : index + size]
    order = _ordered(search, slugs, index)
    people = search.record.names.people
    for key in search.record.names.keys_of(words[-1].key):
        search.named[key] = order[0]
    choices = tuple(
        SpanChoice(slug, 1.0 if place == 0 else 0.4, f"the name of {people[slug].name}")
        for place, slug in enumerate(order)
    )
    return FoundSpan(words[0].start, words[-1].end, "official", choices)


def officials(words: TextInWords, record: RecordLookup, *, year: int, taken: frozenset[int]) -> Iterator[FoundSpan]:
    """The mentions of the record's officials, in the text's order. `year`: of publication; `taken`: the indexes of
    words that belong to terms."""
    search = _Search(words, record, year, taken)
    _note_full_names(search)
    index = 0
    while index < len(words.words):
        if index in search.full:
            yield _named_in_full(search, index)
            index += search.full[index][0]
            continue
        word = words.words[index]
        if word.is_capital and index not in taken and (found := _family_name(search, index)):
            yield found
        index += 1
