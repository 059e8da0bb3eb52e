"""The canonical form of the record: its fields, their order, its YAML style.

Reviews of fixtures are then about facts, not style. Imports the schema and lists.
"""

import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from operator import attrgetter

import orjson
import yaml

from timeline.domain import dates
from timeline.domain.vocabulary import Side, TreatyStatus
from timeline.loader import schema, validation
from timeline.loader.lists import LISTS, Corpus
from timeline.loader.packed import Packed
from timeline.loader.reading import NOTHING

WIDTH = 110
DATE_KEYS = frozenset(
    {"published", "written", "date", "start", "end", "from", "to", "signed", "in_force", "suspended", "ended"}
    | {"checked", "day", "failed", "not_found"}
)
ONE_LINE_LISTS = frozenset(
    {"authors", "failed", "holders", "issues", "announced", "aliases", "forms", "russian", "leads_to", "drawn_from"}
)
ONE_LINE_ENTRIES = (
    schema.Participant,
    schema.PostEntry,
    schema.NegotiationEntry,
    schema.LeaderEntry,
    schema.PlaceEntry,
)
MAY_NEED_QUOTES = re.compile(r"[^\w .;()–/-]")
HEADERS = {
    "issues": "What the talks are about: each issue asks one yes/no question, so that stances can be compared.",
    "negotiations": "The tracks that meetings belong to; each is a lane of the timeline.",
    "officials": "The people who spoke or negotiated for a side, in the order of their slugs.",
    "treaties": "What was agreed, in the order of signature.",
    "leaders": "Who was in office: the context bands of the timeline. Dates of taking and leaving office.",
    "places": "Where meetings took place. Coordinates and numbers: GeoNames (CC BY 4.0); without a number, from maps.",
    "glossary": "Terms of the field: what readers call a thing, what it is, and what of the record it leads to.",
    "stories": "Guided readings: each step is bound to a meeting, a statement or a treaty, and claims no more than it.",
}


# What is kept, and in which order.


def is_description(meeting: schema.MeetingEntry) -> bool:
    """Whether the entry describes its meeting in full."""
    return all(getattr(meeting, key) for key in schema.DESCRIPTION)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article's entry says about who met on what; everything else about a meeting is in its description."""

    article: str
    index: int
    """The entry's place in the article's list."""
    published: date
    is_description: bool
    issues: tuple[str, ...]
    announced: tuple[str, ...]
    participants: tuple[schema.Participant, ...]


def tellings(articles: Iterable[schema.ArticleEntry]) -> dict[str, list[Telling]]:
    """The tellings of each meeting: its description first, the others by date of publication."""
    found = defaultdict(list)
    # Equal strings and people are shared: the same few recur in a hundred thousand meetings.
    people: dict[schema.Participant, schema.Participant] = {}
    for article in articles:
        slug, published = sys.intern(article.slug), dates.parse(article.published).earliest
        for index, meeting in enumerate(article.meetings):
            issues, announced = (tuple(map(sys.intern, slugs)) for slugs in (meeting.issues, meeting.announced))
            participants = tuple(people.setdefault(person, person) for person in meeting.participants)
            telling = Telling(slug, index, published, is_description(meeting), issues, announced, participants)
            found[sys.intern(meeting.slug)].append(telling)
    for group in found.values():
        group.sort(key=lambda one: (not one.is_description, one.published, one.article, one.index))
    return dict(found)


type Additions = Mapping[tuple[str, int], tuple[tuple[str, ...], tuple[str, ...], tuple[schema.Participant, ...]]]


def _tellers(group: Sequence[Telling]) -> dict[str, Telling]:
    """The telling that counts for each participant: the first that gives a post, or else the first of all."""
    first: dict[str, Telling] = {}
    with_post: dict[str, Telling] = {}
    for telling in group:
        for person in telling.participants:
            first.setdefault(person.official, telling)
            if person.post:
                with_post.setdefault(person.official, telling)
    return first | with_post


def _additions(told: Iterable[Sequence[Telling]]) -> Additions:
    """The issues discussed, those only announced and the people that each telling of a meeting adds, by article and
    index; only where some repeat. What any of them reports as discussed was not only announced."""
    found = {}
    for group in told:
        issues: set[str] = set()
        announced = {slug for telling in group for slug in telling.issues}
        tellers = _tellers(group) if len(group) > 1 else {}
        for telling in group:
            new_issues = tuple(slug for slug in telling.issues if slug not in issues)
            new_people = tuple(one for one in telling.participants if tellers.get(one.official, telling) is telling)
            new_announced = tuple(slug for slug in telling.announced if slug not in announced)
            issues.update(new_issues)
            announced.update(new_announced)
            if (new_issues, new_announced, new_people) != (telling.issues, telling.announced, telling.participants):
                found[telling.article, telling.index] = new_issues, new_announced, new_people
    return found


def _without_repeats(article: schema.ArticleEntry, additions: Additions) -> schema.ArticleEntry:
    """The article without what an earlier telling gives; any entry but a description keeps only what it adds."""
    meetings = []
    for index, meeting in enumerate(article.meetings):
        told = meeting.issues, meeting.announced, meeting.participants
        issues, announced, people = additions.get((article.slug, index), told)
        stated = meeting if is_description(meeting) else schema.MeetingEntry(slug=meeting.slug)
        meetings.append(replace(stated, issues=issues, announced=announced, participants=people))
    return replace(article, meetings=tuple(meetings))


def has_ended(treaty: schema.TreatyEntry) -> bool:
    """Whether the dates alone imply the status `ended`: once in force, now ended, and no other status given."""
    return bool(treaty.in_force and treaty.ended) and treaty.status in {"", TreatyStatus.ENDED}


def _without_status(treaty: schema.TreatyEntry) -> schema.TreatyEntry:
    """The treaty without a status that already follows from its dates."""
    return replace(treaty, status="") if has_ended(treaty) and treaty.status == TreatyStatus.ENDED else treaty


def _by_slug(articles: Sequence[schema.ArticleEntry]) -> Iterable[schema.ArticleEntry]:
    in_order = all(before.slug < after.slug for before, after in pairwise(articles))
    return articles if in_order else sorted(articles, key=attrgetter("slug"))


def settled(corpus: Corpus) -> Corpus:
    """The record in canonical order, each fact of a meeting in one file only."""
    additions = _additions(tellings(corpus.articles).values())
    return Corpus(
        issues=corpus.issues,
        negotiations=corpus.negotiations,
        officials=tuple(sorted(corpus.officials, key=attrgetter("slug"))),
        treaties=tuple(
            sorted(
                map(_without_status, corpus.treaties),
                key=lambda treaty: (dates.parse(treaty.signed).earliest, treaty.slug),
            )
        ),
        leaders=tuple(sorted(corpus.leaders, key=lambda leader: (leader.side != Side.US, _start(leader)))),
        places=tuple(sorted(corpus.places, key=attrgetter("name"))),
        glossary=tuple(sorted(corpus.glossary, key=attrgetter("slug"))),
        stories=corpus.stories,
        articles=Packed(_without_repeats(article, additions) for article in _by_slug(corpus.articles)),
    )


def _start(leader: schema.LeaderEntry) -> tuple[object, str]:
    return dates.parse(leader.start).earliest, leader.start


def content_hash(corpus: Corpus) -> str:
    """SHA-256 of a settled record's content, in hexadecimal."""
    digest = hashlib.sha256()
    for kind in LISTS:
        digest.update(orjson.dumps(getattr(corpus, kind.name)) + b"\n")
    for article in corpus.articles:
        digest.update(orjson.dumps(article) + b"\n")
    return digest.hexdigest()


# YAML: libyaml serializes the tree that we build, so we choose every style.


def _tag(name: str) -> str:
    return f"tag:yaml.org,2002:{name}"


def _scalar(value: str | bool, *, key: str = "") -> yaml.ScalarNode:
    if isinstance(value, bool):
        return yaml.ScalarNode(_tag("bool"), "true" if value else "false")
    return yaml.ScalarNode(_tag("str"), value, style='"' if key in DATE_KEYS or value in NOTHING else None)


def _pairs(entry: schema.BaseEntry) -> Iterator[tuple[str, object]]:
    """The entry's keys and values in canonical order; empty optional fields are left out."""
    for name, key in validation.KEY_NAMES[type(entry)].items():
        value = getattr(entry, name)
        if value or (value is False and name == "comparable") or key in {"meetings", "positions"}:
            yield key, value


def _fits_one_line(entry: schema.BaseEntry) -> bool:
    if not isinstance(entry, ONE_LINE_ENTRIES):
        return False
    parts = [f"{key}: {value!s}" for key, value in _pairs(entry)]
    quotes = sum(2 for key, value in _pairs(entry) if key in DATE_KEYS or MAY_NEED_QUOTES.search(str(value)))
    return len(f"  - {{{', '.join(parts)}}}") + quotes <= WIDTH


def _value(key: str, value: object) -> yaml.Node:
    if isinstance(value, schema.BaseEntry):
        return _mapping(value)
    if isinstance(value, tuple):
        items = [_value(key if key in DATE_KEYS else "", item) for item in value]
        return yaml.SequenceNode(_tag("seq"), items, flow_style=key in ONE_LINE_LISTS or not items)
    if isinstance(value, str | bool):
        return _scalar(value, key=key)
    raise TypeError(f"{key}: {type(value).__name__} has no canonical form")


def _mapping(entry: schema.BaseEntry) -> yaml.MappingNode:
    pairs = [(_scalar(key), _value(key, value)) for key, value in _pairs(entry)]
    return yaml.MappingNode(_tag("map"), pairs, flow_style=_fits_one_line(entry))


def _yaml(node: yaml.Node) -> str:
    return yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True, width=WIDTH)


def article_text(article: schema.ArticleEntry) -> str:
    """The text of an article's file."""
    return _yaml(_mapping(article))


def list_text(name: str, entries: tuple[schema.BaseEntry, ...]) -> str:
    """The text of a reference list's file."""
    return f"# {HEADERS[name]}\n{_yaml(_value('', entries))}"


def files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every file of a settled record: its name under the fixtures' directory, and its text."""
    for kind in LISTS:
        yield kind.file, list_text(kind.name, getattr(corpus, kind.name))
    for article in corpus.articles:
        yield f"articles/{article.slug}.yaml", article_text(article)
