"""What the entries of a reference list, and each list as a whole, must agree on. Like all rules these read plain data,
valid or not, and yield findings. Imports the rules and what they import.
"""

from collections.abc import Iterable, Iterator

from timeline.domain.folding import name_key
from timeline.domain.vocabulary import MeetingKind, Side, Stance, TreatyStatus
from timeline.loader.problems import Finding
from timeline.loader.reading import Data
from timeline.loader.rules import Known, in_order, once, reference
from timeline.loader.untyped import Mapping, below, entries, text, words_of

WORDS: dict[str, frozenset[str] | None] = {
    "sides": frozenset(map(str.lower, Side.values)),
    "kinds": frozenset(MeetingKind.values),
    "stances": frozenset(Stance.values),
}
"""The words of the vocabulary that a term of the glossary may lead to."""


def issue(data: Mapping, _known: Known) -> Iterator[Finding]:
    """An issue's introduction is based on meetings; a rule is what an example is of."""
    if text(data, "example") and not text(data, "rule"):
        yield Finding(("example",), "an example is of a rule, and no rule is given")
    yield from introduced(data)


def negotiation(data: Mapping, _known: Known) -> Iterator[Finding]:
    """A negotiation does not end before it starts; its introduction is based on meetings."""
    yield from in_order(data, "start", "end")
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
        yield from below(place, in_order(post, "from", "to"))


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
            yield from in_order(data, first, last)
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
    yield from in_order(data, "from", "to")
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


def wikidata_once(data: Data) -> Iterator[Finding]:
    """No two entries of a reference list are the same item of Wikidata."""
    seen: dict[str, str] = {}
    for index, item in enumerate(data if isinstance(data, list) else ()):
        given, mine = text(item, "wikidata"), text(item, "slug") or text(item, "name")
        owner = seen.setdefault(given, mine)
        if given and owner != mine:
            yield Finding((index, "wikidata"), f"{given} is given to {owner!r} too")


def terms_once(data: Data) -> Iterator[Finding]:
    """No two leaders of a side begin on the same day."""
    seen: set[tuple[str, str]] = set()
    for index, item in enumerate(data if isinstance(data, list) else ()):
        term = text(item, "side"), text(item, "from")
        if all(term) and term in seen:
            yield Finding((index, "from"), f"another term of {term[0]} begins on {term[1]!r} too")
        seen.add(term)


def years(negotiations: Data) -> dict[str, tuple[str, str]]:
    """Start and end of each negotiation, as written, by its slug."""
    listed = negotiations if isinstance(negotiations, list) else []
    return {slug: (text(item, "start"), text(item, "end")) for item in listed if (slug := text(item, "slug"))}


def sides(officials: Data) -> dict[str, str]:
    """The side of each official, by slug."""
    listed = officials if isinstance(officials, list) else []
    return {slug: text(item, "side") for item in listed if (slug := text(item, "slug"))}
