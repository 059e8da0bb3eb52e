"""The one form in which the record is written: what is kept, in which order, in which YAML.

Reviews of fixtures are then about facts. Imports the schema and the check's Corpus.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

import orjson
import yaml

from timeline import dates
from timeline.loader import schema
from timeline.loader.check import LISTS, Corpus
from timeline.vocabulary import Side

WIDTH = 110
DATE_KEYS = frozenset({"published", "date", "start", "end", "from", "to", "signed", "in_force", "ended", "checked"})
ONE_LINE_LISTS = frozenset({"issues", "aliases"})
ONE_LINE_ENTRIES = (schema.Participant, schema.Post, schema.Negotiation, schema.Leader)
MAY_NEED_QUOTES = re.compile(r"[^\w .;()–/-]")
HEADERS = {
    "issues": "What the talks are about: each issue asks one yes/no question, so that stances can be compared.",
    "negotiations": "The tracks that meetings belong to; each is a lane of the timeline.",
    "officials": "The people who spoke or negotiated for a side, in the order of their slugs.",
    "treaties": "What was agreed, in the order of signature.",
    "leaders": "Who was in office: the context bands of the timeline. Dates of taking and leaving office.",
}


# What is kept, and in which order.


def _published(article: schema.Article) -> tuple[object, str]:
    return dates.parse(article.published).earliest, article.slug


def is_description(meeting: schema.Meeting) -> bool:
    """Whether the entry describes its meeting in full."""
    return all(getattr(meeting, key) for key in schema.DESCRIPTION)


def tellings(articles: Iterable[schema.Article]) -> dict[str, list[tuple[schema.Article, int]]]:
    """Who tells of each meeting, and where in the article's list: its description first, then by publication."""
    found = defaultdict(list)
    for article in sorted(articles, key=_published):
        for index, meeting in enumerate(article.meetings):
            found[meeting.slug].append((article, index))
    for group in found.values():
        group.sort(key=lambda telling: not is_description(telling[0].meetings[telling[1]]))
    return dict(found)


def _without_repeats(meeting: schema.Meeting, issues: set[str], people: set[str]) -> schema.Meeting:
    """The entry less the issues and people that an earlier telling gives; notes those it adds."""
    new_issues = tuple(slug for slug in meeting.issues if slug not in issues)
    new_people = tuple(person for person in meeting.participants if person.official not in people)
    issues.update(new_issues)
    people.update(person.official for person in new_people)
    if is_description(meeting):
        return replace(meeting, issues=new_issues, participants=new_people)
    return schema.Meeting(slug=meeting.slug, issues=new_issues, participants=new_people)


def settled(corpus: Corpus) -> Corpus:
    """The record in canonical order, each fact of a meeting in one file only."""
    kept: dict[str, list[schema.Meeting]] = {article.slug: list(article.meetings) for article in corpus.articles}
    for group in tellings(corpus.articles).values():
        issues: set[str] = set()
        people: set[str] = set()
        for article, index in group:
            kept[article.slug][index] = _without_repeats(article.meetings[index], issues, people)
    articles = (replace(article, meetings=tuple(kept[article.slug])) for article in corpus.articles)
    return Corpus(
        issues=corpus.issues,
        negotiations=corpus.negotiations,
        officials=tuple(sorted(corpus.officials, key=attrgetter("slug"))),
        treaties=tuple(sorted(corpus.treaties, key=lambda treaty: (dates.parse(treaty.signed).earliest, treaty.slug))),
        leaders=tuple(sorted(corpus.leaders, key=lambda leader: (leader.side != Side.US, _start(leader)))),
        articles=tuple(sorted(articles, key=attrgetter("slug"))),
    )


def _start(leader: schema.Leader) -> tuple[object, str]:
    return dates.parse(leader.start).earliest, leader.start


def content_hash(corpus: Corpus) -> str:
    """SHA-256 of a settled record's content, in hexadecimal."""
    digest = hashlib.sha256()
    for kind in LISTS:
        digest.update(orjson.dumps(getattr(corpus, kind.name)) + b"\n")
    for article in corpus.articles:
        digest.update(orjson.dumps(article) + b"\n")
    return digest.hexdigest()


# YAML: libyaml writes the tree that we build, so every style is ours.


def _tag(name: str) -> str:
    return f"tag:yaml.org,2002:{name}"


def _scalar(value: str | bool, *, key: str = "") -> yaml.ScalarNode:
    if isinstance(value, bool):
        return yaml.ScalarNode(_tag("bool"), "true" if value else "false")
    return yaml.ScalarNode(_tag("str"), value, style='"' if key in DATE_KEYS else None)


def _pairs(entry: schema.Entry) -> Iterator[tuple[str, object]]:
    """The entry's keys and values in canonical order; what is optional and empty is left out."""
    for name, key in schema.KEY_NAMES[type(entry)].items():
        value = getattr(entry, name)
        if value or (value is False and name == "comparable") or key in {"meetings", "positions"}:
            yield key, value


def _fits_one_line(entry: schema.Entry) -> bool:
    if not isinstance(entry, ONE_LINE_ENTRIES):
        return False
    parts = [f"{key}: {value!s}" for key, value in _pairs(entry)]
    quotes = sum(2 for key, value in _pairs(entry) if key in DATE_KEYS or MAY_NEED_QUOTES.search(str(value)))
    return len(f"  - {{{', '.join(parts)}}}") + quotes <= WIDTH


def _value(key: str, value: object) -> yaml.Node:
    if isinstance(value, schema.Entry):
        return _mapping(value)
    if isinstance(value, tuple):
        items = [_value("", item) for item in value]
        return yaml.SequenceNode(_tag("seq"), items, flow_style=key in ONE_LINE_LISTS or not items)
    if isinstance(value, str | bool):
        return _scalar(value, key=key)
    raise TypeError(f"{key}: {type(value).__name__} has no canonical form")


def _mapping(entry: schema.Entry) -> yaml.MappingNode:
    pairs = [(_scalar(key), _value(key, value)) for key, value in _pairs(entry)]
    return yaml.MappingNode(_tag("map"), pairs, flow_style=_fits_one_line(entry))


def _yaml(node: yaml.Node) -> str:
    return yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True, width=WIDTH)


def article_text(article: schema.Article) -> str:
    """An article's file."""
    return _yaml(_mapping(article))


def list_text(name: str, entries: tuple[schema.Entry, ...]) -> str:
    """A reference list's file."""
    return f"# {HEADERS[name]}\n{_yaml(_value('', entries))}"


def files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every file of a settled record: its name under the fixtures' directory, and its text."""
    for kind in LISTS:
        yield kind.file, list_text(kind.name, getattr(corpus, kind.name))
    for article in corpus.articles:
        yield f"articles/{article.slug}.yaml", article_text(article)
