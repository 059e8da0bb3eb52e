"""The state of each item, a short form of what the record says about it: how two releases are compared.

Pure: computed from a record's rows (rows.py), no queries. A state has the item's own facts, under their names in the
API, and a digest of what the item shows of others: the names of what it refers to, the counts of what refers to it. So
any change in an item's representation changes its state.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from timeline.loader import rows, tables
from timeline.loader.lists import Corpus
from timeline.loader.tables import Row, TableSpec

LONGEST = 200
"""The most characters of a fact that is kept in full; a longer one is kept as a digest."""
MADE = frozenset(
    {
        "search_text",
        "sort_key",
        "name_key",
        "title_key",
        "earliest",
        "latest",
        "in_force_earliest",
        "suspended_earliest",
        "ordinal",
        "slug",
        "public_id",
        "is_seed",
    }
)
"""Columns that are not facts in their own right."""
FLAGS = frozenset({"joint", "untitled"})
"""Columns that are a fact only where they are true."""
ITEMS: dict[str, TableSpec] = {
    "issues": tables.ISSUES,
    "negotiations": tables.NEGOTIATIONS,
    "officials": tables.OFFICIALS,
    "treaties": tables.TREATIES,
    "articles": tables.ARTICLES,
    "meetings": tables.MEETINGS,
    "positions": tables.POSITIONS,
}
"""The kinds of row that are items of the record, by resource name, in the order in which their changes are listed."""
type Key = tuple[str, str]
"""An item: its resource and its identifier there."""


@dataclass(frozen=True, slots=True)
class ItemState:
    """The state of one item. Empty facts are left out; one longer than LONGEST is replaced by `#` and 12 hexadecimal
    digits."""

    facts: dict[str, str]
    shown: str
    """A digest of what it shows of other items."""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"#{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def is_digest(text: str) -> bool:
    """Whether a fact is kept as a digest, not in full."""
    return len(text) == 13 and text[0] == "#"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _fact(column: str) -> str:
    """The name of a column's fact: several columns can make up one fact."""
    for prefix, name in (
        ("proof_", "proof"),
        ("answer_", "answers"),
        ("example_", "examples"),
        ("checked_", "checked"),
    ):
        if column.startswith(prefix):
            return name
    return column.removesuffix("__slug")


def _facts(kind: TableSpec, row: Row) -> dict[str, str]:
    told: dict[str, list[str]] = defaultdict(list)
    for column, value in zip(kind.columns, row, strict=True):
        if column not in MADE and not (column in FLAGS and not value) and (text := _text(value)):
            told[_fact(column)].append(text)
    return {name: " / ".join(texts) for name, texts in told.items()}


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


@dataclass
class _Days:
    """How often somebody appears in the record, and from when to when."""

    count: int = 0
    first: date = date.max
    last: date = date.min

    def note(self, first: date, last: date) -> None:
        self.count, self.first, self.last = self.count + 1, min(self.first, first), max(self.last, last)


@dataclass
class _Others:
    """What items show of one another, read once from all rows."""

    made: dict[str, Callable[[], Iterator[Row]]]
    names: dict[str, dict[str, tuple[object, ...]]] = field(default_factory=dict)
    """By resource and slug: what a link to the item shows of it."""
    counts: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    """The number of positions of each item."""
    present: dict[str, _Days] = field(default_factory=lambda: defaultdict(_Days))
    stated: dict[str, _Days] = field(default_factory=lambda: defaultdict(_Days))

    def values(self, kind: TableSpec) -> Iterator[dict[str, Any]]:
        return (dict(zip(kind.columns, row, strict=True)) for row in self.made[kind.name]())

    def __post_init__(self) -> None:
        shown = {
            "issues": "name answer_supports answer_conditional answer_opposes",
            "negotiations": "name",
            "officials": "name",
            "treaties": "name signed negotiation__slug signed_at__slug",
            "articles": "title published publisher source_url language earliest",
            "meetings": "title earliest latest negotiation__slug",
        }
        for noun, columns in shown.items():
            self.names[noun] = {
                one["slug"]: tuple(one[column] for column in columns.split()) for one in self.values(ITEMS[noun])
            }
        self._read_officials()
        self._read_meetings()
        self._read_reports()
        self._read_positions()

    def _read_officials(self) -> None:
        self.aliases = _grouped((one["official__slug"], one["name"]) for one in self.values(tables.ALIASES))
        told = ((one["official__slug"], one["title"], one["start"], one["end"]) for one in self.values(tables.POSTS))
        self.posts = _grouped((slug, f"{title} ({start}/{end})") for slug, title, start, end in told)

    def _read_meetings(self) -> None:
        self.days = {one["slug"]: (one["earliest"], one["latest"]) for one in self.values(tables.MEETINGS)}
        parts = ((one["part_of__slug"], one["slug"]) for one in self.values(tables.MEETINGS) if one["part_of__slug"])
        self.sessions = _grouped(parts)
        self.held = Counter(str(shown[3]) for shown in self.names["meetings"].values())
        tabled = list(self.values(tables.AGENDA))
        self.issues = _grouped((one["meeting__slug"], one["issue__slug"]) for one in tabled)
        self.announced = _grouped((one["meeting__slug"], one["issue__slug"]) for one in tabled if one["announced"])
        self.tabled = Counter(slug for slugs in self.issues.values() for slug in slugs)
        self.people: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in self.values(tables.PARTICIPATIONS):
            slug, meeting = one["official__slug"], one["meeting__slug"]
            told = ", ".join(filter(None, (one["side"], one["role"], one["post"])))
            self.people[meeting].append((slug, f"{slug} ({told})"))
            self.present[slug].note(*self.days[meeting])

    def _read_reports(self) -> None:
        self.articles: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        self.meetings: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        for one in self.values(tables.REPORTS):
            article, meeting = one["article__slug"], one["meeting__slug"]
            self.articles[meeting].append((not one["is_description"], self.names["articles"][article][5], article))
            self.meetings[article].append((self.names["meetings"][meeting][1], meeting))

    def _read_positions(self) -> None:
        for one in self.values(tables.POSITIONS):
            for noun, column in (("articles", "article"), ("issues", "issue"), ("meetings", "meeting")):
                if slug := one[f"{column}__slug"]:
                    self.counts[noun, slug] += 1
            if slug := one["holder__slug"]:
                self.stated[slug].note(one["earliest"], one["latest"])

    def named(self, noun: str, slug: str | None) -> tuple[object, ...]:
        """What a link to an item shows; empty if there is no link."""
        return self.names[noun].get(slug, ()) if slug else ()

    def treaties(self, place: int, slug: str) -> list[tuple[object, ...]]:
        """The treaties of a negotiation (2) or signed at a meeting (3)."""
        return [(key, *shown[:2]) for key, shown in self.names["treaties"].items() if shown[place] == slug]

    def lists(self, noun: str, slug: str) -> dict[str, str]:
        """The facts of an item that come from rows of other kinds."""
        match noun:
            case "officials":
                return {"aliases": "; ".join(self.aliases.get(slug, ())), "posts": "; ".join(self.posts.get(slug, ()))}
            case "articles":
                return {"meetings": ", ".join(str(one[-1]) for one in sorted(self.meetings.get(slug, ())))}
            case "meetings":
                return {
                    "issues": ", ".join(self.issues.get(slug, ())),
                    "announced": ", ".join(self.announced.get(slug, ())),
                    "participants": "; ".join(told for _, told in self.people.get(slug, ())),
                    "articles": ", ".join(str(one[-1]) for one in sorted(self.articles.get(slug, ()))),
                }
        return {}

    def shown(self, noun: str, key: str, row: dict[str, Any]) -> list[object]:
        """What the item shows of other items."""
        counted = self.counts.get((noun, key), 0)
        match noun:
            case "issues":
                return [self.tabled[key], counted]
            case "negotiations":
                return [self.held[key], self.treaties(2, key)]
            case "officials":
                days = self.present.get(key, _Days()), self.stated.get(key, _Days())
                return [[one.count for one in days], min(one.first for one in days), max(one.last for one in days)]
            case "treaties":
                meeting = self.named("meetings", row["signed_at__slug"])
                return [meeting[:1], self.named("negotiations", row["negotiation__slug"])]
            case "articles":
                return [counted, [self.named("meetings", str(one[-1]))[:1] for one in self.meetings.get(key, ())]]
            case "meetings":
                return [counted, self.named("negotiations", row["negotiation__slug"]), *self._at_meeting(key)]
        references = ("officials", "holder"), ("issues", "issue"), ("articles", "article")
        named = [self.named(other, row[f"{column}__slug"]) for other, column in references]
        return [*named, self.named("meetings", row["meeting__slug"])[:1]]

    def _at_meeting(self, key: str) -> list[object]:
        """The issues, people, sources and treaties of a meeting, as it names them."""
        return [
            [self.named("issues", slug)[:1] for slug in self.issues.get(key, ())],
            [self.named("officials", slug) for slug, _ in self.people.get(key, ())],
            [self.named("articles", str(one[-1]))[:1] for one in sorted(self.articles.get(key, ()))],
            self.treaties(3, key),
            # Only where there are any: else every meeting would have changed when sessions came.
            *([self.named("meetings", slug)[:1] for slug in sessions] if (sessions := self.sessions.get(key)) else ()),
        ]


def _digest(shown: object) -> str:
    return hashlib.sha256(orjson.dumps(shown)).hexdigest()[:12]


def states(corpus: Corpus) -> Iterator[tuple[Key, ItemState]]:
    """Every item of a settled record with its state, resource by resource."""
    others = _Others(rows.rows(corpus))
    for noun, kind in ITEMS.items():
        for row in others.made[kind.name]():
            key = str(row[0])
            told = _facts(kind, row) | others.lists(noun, key)
            facts = {name: _short(text) for name, text in told.items() if text}
            shown = others.shown(noun, key, dict(zip(kind.columns, row, strict=True)))
            yield (noun, key), ItemState(facts, _digest(shown))
