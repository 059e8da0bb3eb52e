"""What fields, entries and files must agree on. Rules read plain data, valid or not, so that no problem hides another;
each yields findings. Imports the schema and what it imports.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timeline.domain import dates
from timeline.domain.folding import name_key
from timeline.domain.vocabulary import MeetingKind, Side, Stance, TreatyStatus
from timeline.loader.mentions import is_description
from timeline.loader.problems import Finding, Place, did_you_mean
from timeline.loader.reading import Data
from timeline.loader.untyped import Mapping, below, entries, span, text, words_of

MIN_QUOTE_WORDS = 3
MAX_QUOTE_WORDS = 14
MAX_SEED_QUOTE_WORDS = 60
STATUS_MARK = re.compile(r"\((held|cancell?ed|called off|planned|broken[ -]off)\)$", re.IGNORECASE)
ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")

WORDS: dict[str, frozenset[str] | None] = {
    "sides": frozenset(map(str.lower, Side.values)),
    "kinds": frozenset(MeetingKind.values),
    "stances": frozenset(Stance.values),
}
"""The words of the vocabulary that a term of the glossary may lead to."""


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


def _in_order(data: Mapping, first: str, last: str) -> Iterator[Finding]:
    """The later date must not lie before the earlier one."""
    start, end = span(text(data, first)), span(text(data, last))
    if start and end and end.latest < start.earliest:
        yield Finding((last,), f"{last} {text(data, last)!r} lies before {first} {text(data, first)!r}")


# Reference lists: each rule takes one entry.


def issue(data: Mapping, _known: Known) -> Iterator[Finding]:
    """An issue's introduction is based on meetings."""
    yield from introduced(data)


def negotiation(data: Mapping, _known: Known) -> Iterator[Finding]:
    """A negotiation does not end before it starts; its introduction is based on meetings."""
    yield from _in_order(data, "start", "end")
    yield from introduced(data)


def introduced(data: Mapping) -> Iterator[Finding]:
    """An entry names the meetings that its introduction is based on if, and only if, it has an introduction."""
    meetings = list(words_of(data, "drawn_from"))
    if bool(text(data, "introduction")) != bool(meetings):
        yield Finding((), "an introduction and drawn_from, the meetings that it rests on, are given together")
    yield from once(meetings, "the meeting")


def official(data: Mapping, _known: Known) -> Iterator[Finding]:
    """An official's names differ, and each post ends after it starts."""
    names = [((), text(data, "name")), *words_of(data, "aliases")]
    yield from once(names, "the name")
    for place, post in entries(data, "posts"):
        yield from below(place, _in_order(post, "from", "to"))


STATUS_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    TreatyStatus.IN_FORCE: (frozenset({"in_force"}), frozenset({"suspended", "ended", "superseded_by"})),
    TreatyStatus.SUSPENDED: (frozenset({"in_force", "suspended"}), frozenset({"ended", "superseded_by"})),
    TreatyStatus.SUPERSEDED: (frozenset({"in_force", "ended", "superseded_by"}), frozenset()),
    TreatyStatus.ENDED: (frozenset({"in_force", "ended"}), frozenset({"superseded_by"})),
    TreatyStatus.NEVER_IN_FORCE: (frozenset(), frozenset({"in_force", "suspended", "superseded_by"})),
    TreatyStatus.POLITICAL: (frozenset(), frozenset({"in_force", "suspended", "ended", "superseded_by"})),
    "": (frozenset(), frozenset({"superseded_by"})),
}
"""Which keys a treaty of each status must have, and which it cannot have."""


def treaty(data: Mapping, known: Known) -> Iterator[Finding]:
    """A treaty is signed, then enters into force, then is suspended, then ends; its dates agree with its status."""
    dated = ("signed", "in_force", "suspended", "ended")
    for place, first in enumerate(dated):
        for last in dated[place + 1 :]:
            yield from _in_order(data, first, last)
    yield from _status_agrees(data)
    yield from reference(("negotiation",), text(data, "negotiation"), known.negotiations, "negotiation")
    yield from reference(("superseded_by",), text(data, "superseded_by"), known.treaties, "treaty")


def _status_agrees(data: Mapping) -> Iterator[Finding]:
    """The status and the dates tell the same story; an unknown status is reported by the schema."""
    status = text(data, "status")
    if not status and not text(data, "ended") and text(data, "suspended"):
        yield Finding(("suspended",), "one that was suspended and has not ended wants `status: suspended`")
    needed, barred = STATUS_KEYS.get(status, (frozenset(), frozenset()))
    named = f"status {status!r}" if status else "no status"
    for key in sorted(needed):
        if not text(data, key):
            yield Finding(("status",), f"{named} wants the key {key!r}")
    for key in sorted(barred):
        if text(data, key):
            yield Finding((key,), f"{key!r} does not go with {named}")


def leader(data: Mapping, known: Known) -> Iterator[Finding]:
    """A term ends after it starts, and its holder is an official of the record."""
    yield from _in_order(data, "from", "to")
    yield from reference(("official",), text(data, "official"), known.officials, "official")


def term(data: Mapping, known: Known) -> Iterator[Finding]:
    """A term's names differ, and it leads to what is in the record (meetings: see check)."""
    names = [((), text(data, "term")), *words_of(data, "forms"), *words_of(data, "russian")]
    yield from once(names, "the name")
    yield from once(words_of(data, "leads_to"), "the lead")
    slugs = {"issues": known.issues, "negotiations": known.negotiations, "officials": known.officials, **WORDS}
    slugs["treaties"] = known.treaties
    for place, lead in words_of(data, "leads_to"):
        kind, _, slug = lead.partition("/")
        yield from reference(place, slug, slugs.get(kind), kind)


def names_once(data: Data, *, key: str, others: Iterable[str]) -> Iterator[Finding]:
    """No two entries (terms, cities) share a name, whether under `key` or in one of the `others`, lists of names: a
    reader's word must lead to only one of them."""
    seen: dict[str, str] = {}
    for index, item in enumerate(data if isinstance(data, list) else ()):
        mine = text(item, "slug") or text(item, key)
        listed = [one for other in others for one in words_of(item, other)]
        for place, name in (((key,), text(item, key)), *listed):
            owner = seen.setdefault(name_key(name), mine)
            if name and owner != mine:
                yield Finding((index, *place), f"the name {name!r} is given to {owner!r} too")


def slugs_once(data: Data) -> Iterator[Finding]:
    """No two entries of a reference list share a slug."""
    seen: dict[str, int] = {}
    for index, item in enumerate(data if isinstance(data, list) else ()):
        slug = text(item, "slug")
        if slug and slug in seen:
            yield Finding((index, "slug"), f"the slug {slug!r} is given twice; first as entry {seen[slug] + 1}")
        seen.setdefault(slug, index)


def terms_once(data: Data) -> Iterator[Finding]:
    """No two leaders of a side begin on the same day."""
    seen: set[tuple[str, str]] = set()
    for index, item in enumerate(data if isinstance(data, list) else ()):
        term = text(item, "side"), text(item, "from")
        if all(term) and term in seen:
            yield Finding((index, "from"), f"another term of {term[0]} begins on {term[1]!r} too")
        seen.add(term)


# An article's file by itself.


def article(data: Data, known: Known, *, file_stem: str) -> Iterator[Finding]:
    """Everything in one article's file must agree with itself and with the reference lists."""
    slug = text(data, "slug")
    if slug and slug != file_stem:
        yield Finding(("slug",), f"the slug {slug!r} differs from the file's name, {file_stem!r}")
    yield from once((((*place, "slug"), text(item, "slug")) for place, item in entries(data, "meetings")), "meeting")
    for place, item in entries(data, "meetings"):
        yield from below(place, _meeting(item, known))
    most_words = MAX_SEED_QUOTE_WORDS if text(data, "seed") == "true" else MAX_QUOTE_WORDS
    for place, item in entries(data, "positions"):
        yield from below(place, _position(item, known, most_words))
        yield from below(place, _not_after(item, span(text(data, "published"))))
        yield from below(place, _translated(item, text(data, "language")))
    yield from _positions_once(data)


def _meeting(data: Mapping, known: Known) -> Iterator[Finding]:
    yield from _in_order(data, "start", "end")
    yield from _meeting_place(data)
    if mark := STATUS_MARK.search(text(data, "title")):
        yield Finding(("title",), f"the title ends in {mark[0]!r}, which the status says; leave it out of the title")
    yield from reference(("negotiation",), text(data, "negotiation"), known.negotiations, "negotiation")
    for place, slug in words_of(data, "issues"):
        yield from reference(place, slug, known.issues, "issue")
    yield from once(words_of(data, "issues"), "issue")
    people = [((*place, "official"), text(item, "official")) for place, item in entries(data, "participants")]
    for place, slug in people:
        yield from reference(place, slug, known.officials, "official")
    yield from once(people, "participant")


def _meeting_place(data: Mapping) -> Iterator[Finding]:
    """A meeting described in full has a city and a country, unless it was a call."""
    if not is_description(data) or text(data, "kind") == "call":
        return
    for key in ("city", "country"):
        if not text(data, key):
            yield Finding((), f"the key {key!r} is missing; only a call has none")


def _position(data: Mapping, known: Known, most_words: int) -> Iterator[Finding]:
    holder, attributed_to = text(data, "holder"), text(data, "attributed_to")
    if holder and attributed_to:
        yield Finding(("attributed_to",), "both holder and attributed_to are given; a position has one of them")
    if not holder and not attributed_to:
        yield Finding((), "neither holder nor attributed_to is given; a position has one of them")
    yield from reference(("holder",), holder, known.officials, "official")
    yield from reference(("issue",), text(data, "issue"), known.issues, "issue")
    yield from _quotation(text(data, "quote"), most_words)


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


def _not_after(data: Mapping, published: dates.Span | None) -> Iterator[Finding]:
    """Nobody can be quoted on a day after the source appeared."""
    stated = span(text(data, "date"))
    if stated and published and stated.earliest > published.latest:
        yield Finding(("date",), f"date {text(data, 'date')!r} lies after the source was published")


def _translated(data: Mapping, language: str) -> Iterator[Finding]:
    """Only a quotation in another language has an English translation."""
    if text(data, "translation") and language == "en":
        yield Finding(("translation",), "the article's language is en: only a quotation in another has a translation")


def _positions_once(data: Data) -> Iterator[Finding]:
    """No two positions in a file say the same: they would have the same id."""
    seen: dict[tuple[str, ...], Place] = {}
    for place, item in entries(data, "positions"):
        holder = text(item, "holder") or text(item, "attributed_to")
        said = text(item, "side"), holder, text(item, "issue"), text(item, "quote")
        if said in seen and all(said):
            first = int(seen[said][1]) + 1
            yield Finding(place, f"the same position as number {first}: side, holder, issue and quote are equal")
        seen.setdefault(said, place)


def years(negotiations: Data) -> dict[str, tuple[str, str]]:
    """Start and end of each negotiation, as written, by its slug."""
    listed = negotiations if isinstance(negotiations, list) else []
    return {slug: (text(item, "start"), text(item, "end")) for item in listed if (slug := text(item, "slug"))}
