"""What an article's fields, entries and file must agree on; list_rules.py has the rules of the lists. Rules read plain
data, valid or not, so that no problem hides another; each yields findings. Imports the schema and what it imports.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timeline.domain.vocabulary import JOINT, Side
from timeline.loader.mentions import is_description
from timeline.loader.problems import Finding, Place, did_you_mean
from timeline.loader.reading import Data
from timeline.loader.untyped import Mapping, below, entries, span, text, words_of

MIN_QUOTE_WORDS = 3
MAX_QUOTE_WORDS = 14
MAX_SEED_QUOTE_WORDS = 60
STATUS_MARK = re.compile(r"\((held|cancell?ed|called off|planned|broken[ -]off)\)$", re.IGNORECASE)
ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")


@dataclass(frozen=True, slots=True)
class Known:
    """The slugs that may be referred to; None if their list could not be read, so that nothing can be checked."""

    officials: frozenset[str] | None
    issues: frozenset[str] | None
    negotiations: frozenset[str] | None
    treaties: frozenset[str] | None = None
    tracks: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Start and end of each negotiation, as written."""
    cities: dict[str, tuple[str, str]] | None = None
    """Name and country of each city, by each of its names; see cities.by_name."""
    sides: dict[str, str] = field(default_factory=dict)
    """The side of each official."""


def once(words: Iterable[tuple[Place, str]], what: str) -> Iterator[Finding]:
    """No word is given twice."""
    seen: set[str] = set()
    for place, word in words:
        if word and word in seen:
            yield Finding(place, f"{what} {word!r} is given twice")
        seen.add(word)


def reference(place: Place, word: str, known: frozenset[str] | None, what: str) -> Iterator[Finding]:
    """The word is known; not checked if `known` is None."""
    if word and known is not None and word not in known:
        yield Finding(place, f"{what} {word!r} is unknown{did_you_mean(word, known)}")


def in_order(data: Mapping, first: str, last: str) -> Iterator[Finding]:
    """The later date must not lie before the earlier one."""
    start, end = span(text(data, first)), span(text(data, last))
    if start and end and end.latest < start.earliest:
        yield Finding((last,), f"{last} {text(data, last)!r} lies before {first} {text(data, first)!r}")


def article(data: Data, known: Known, *, file_stem: str) -> Iterator[Finding]:
    """Everything in one article's file must agree with itself and with the reference lists."""
    slug = text(data, "slug")
    if slug and slug != file_stem:
        yield Finding(("slug",), f"the slug {slug!r} differs from the file's name, {file_stem!r}")
    yield from _untitled(data)
    yield from once((((*place, "slug"), text(item, "slug")) for place, item in entries(data, "meetings")), "meeting")
    for place, item in entries(data, "meetings"):
        yield from below(place, _meeting(item, known))
    most_words = MAX_SEED_QUOTE_WORDS if text(data, "seed") == "true" else MAX_QUOTE_WORDS
    for place, item in entries(data, "positions"):
        yield from below(place, _position(item, known, most_words))
        yield from below(place, _not_after(item, data))
        yield from below(place, _translated(item, text(data, "language")))
    yield from _positions_once(data)


def _untitled(data: Data) -> Iterator[Finding]:
    """A title of ours is not put in brackets by hand: `untitled` says so, and the brackets are put around it."""
    title = text(data, "title")
    if title.startswith("[") and title.endswith("]"):
        yield Finding(("title",), "leave out the brackets of a title of ours; `untitled: true` puts them around it")


def _meeting(data: Mapping, known: Known) -> Iterator[Finding]:
    yield from in_order(data, "start", "end")
    yield from _meeting_place(data)
    if mark := STATUS_MARK.search(text(data, "title")):
        yield Finding(("title",), f"the title ends in {mark[0]!r}, which the status says; leave it out of the title")
    yield from reference(("negotiation",), text(data, "negotiation"), known.negotiations, "negotiation")
    for place, slug in words_of(data, "issues"):
        yield from reference(place, slug, known.issues, "issue")
    yield from once(words_of(data, "issues"), "issue")
    yield from _announced(data, known)
    people = [((*place, "official"), text(item, "official")) for place, item in entries(data, "participants")]
    for place, slug in people:
        yield from reference(place, slug, known.officials, "official")
    yield from once(people, "participant")


def _announced(data: Mapping, known: Known) -> Iterator[Finding]:
    """An issue was discussed or only announced, not both."""
    discussed = {slug for _, slug in words_of(data, "issues")}
    for place, slug in words_of(data, "announced"):
        yield from reference(place, slug, known.issues, "issue")
        if slug in discussed:
            yield Finding(place, f"the issue {slug!r} is in `issues` too: what was discussed was not only announced")
    yield from once(words_of(data, "announced"), "issue")


def _meeting_place(data: Mapping) -> Iterator[Finding]:
    """A meeting with a city has a country; one whose source does not say where it was held has none, as a call."""
    if is_description(data) and text(data, "city") and not text(data, "country"):
        yield Finding((), "the key 'country' is missing; a meeting with a city has one")


def _position(data: Mapping, known: Known, most_words: int) -> Iterator[Finding]:
    yield from _joint(data, known) if text(data, "side") == JOINT else _one_sided(data, known)
    yield from reference(("issue",), text(data, "issue"), known.issues, "issue")
    yield from _quotation(text(data, "quote"), most_words)


def _one_sided(data: Mapping, known: Known) -> Iterator[Finding]:
    """A position has a holder, or somebody whom the source does not name."""
    holder, attributed_to = text(data, "holder"), text(data, "attributed_to")
    if holder and attributed_to:
        yield Finding(("attributed_to",), "both holder and attributed_to are given; a position has one of them")
    if not holder and not attributed_to:
        yield Finding((), "neither holder nor attributed_to is given; a position has one of them")
    yield from reference(("holder",), holder, known.officials, "official")
    if data.get("holders"):
        yield Finding(("holders",), f"holders are of a joint statement: `side: {JOINT}`; another has a holder")


def _joint(data: Mapping, known: Known) -> Iterator[Finding]:
    """A joint statement has one holder of each side, Washington's first, or else somebody unnamed."""
    holders = list(words_of(data, "holders"))
    if text(data, "holder"):
        yield Finding(("holder",), "a joint statement has no holder of one side: name one of each as `holders`")
    if bool(holders) == bool(text(data, "attributed_to")):
        yield Finding((), "a joint statement has either holders, one of each side, or attributed_to")
    for place, slug in holders:
        yield from reference(place, slug, known.officials, "official")
    sides = [known.sides.get(slug, "") for _, slug in holders]
    if holders and (len(holders) != len(Side) or (all(sides) and sides != Side.values)):
        yield Finding(("holders",), "the holders of a joint statement are two: one of US, then one of RU")


def _quotation(quote: str, most_words: int) -> Iterator[Finding]:
    if not quote:
        return
    count = word_count(quote)
    if not MIN_QUOTE_WORDS <= count <= most_words:
        many = f"{count} word{'' if count == 1 else 's'}"
        yield Finding(("quote",), f"the quotation has {many}; it must have {MIN_QUOTE_WORDS} to {most_words}")
    if ELLIPSIS.search(quote):
        yield Finding(("quote",), "the quotation has an ellipsis; quote one contiguous phrase")


def word_count(quote: str) -> int:
    """The number of words in a quotation: runs without white space that contain a letter or digit."""
    return sum(any(map(str.isalnum, word)) for word in quote.split())


def _not_after(data: Mapping, source: Data) -> Iterator[Finding]:
    """Nobody can be quoted on a day after the source was written, or, where that is not said, published."""
    key = "written" if text(source, "written") else "published"
    stated, made = span(text(data, "date")), span(text(source, key))
    if stated and made and stated.earliest > made.latest:
        yield Finding(("date",), f"date {text(data, 'date')!r} lies after the source was {key}")


def _translated(data: Mapping, language: str) -> Iterator[Finding]:
    """Only a quotation in another language has an English translation."""
    if text(data, "translation") and language == "en":
        yield Finding(("translation",), "the article's language is en: only a quotation in another has a translation")


def _positions_once(data: Data) -> Iterator[Finding]:
    """No two positions in a file say the same: they would have the same id."""
    seen: dict[tuple[str, ...], Place] = {}
    for place, item in entries(data, "positions"):
        for side, holder in _speakers(item):
            said = side, holder, text(item, "issue"), text(item, "quote")
            if said in seen and all(said):
                first = int(seen[said][1]) + 1
                yield Finding(place, f"the same position as number {first}: side, holder, issue and quote are equal")
            seen.setdefault(said, place)


def _speakers(position: Mapping) -> list[tuple[str, str]]:
    """On whose side a position was stated, and by whom; of a joint statement both."""
    unnamed = text(position, "attributed_to")
    if text(position, "side") != JOINT:
        return [(text(position, "side"), text(position, "holder") or unnamed)]
    holders = [slug for _, slug in words_of(position, "holders")] or [unnamed, unnamed]
    return list(zip(Side.values, holders, strict=False))
