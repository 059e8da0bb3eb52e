"""How well everything in the record matches each part of a query, from 0 (not at all) to slightly over 1: as numeric
columns for meetings, statements and sources, one by one for the few entries of the short lists. No query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from timeline.domain.dates import Span
from timeline.domain.folding import city_slug
from timeline.domain.vocabulary import MeetingKind
from timeline.fulltext import Term
from timeline.index.columns import Numbers
from timeline.search.ground import SHORT, SIDES, STANCES, Ground
from timeline.search.meaning import Clause, QueryPart

MENTIONED = {"person": 0.35, "topic": 0.6, "term": 1.0, "place": 0.4, "kind": 0.25, "word": 1.0}
"""The score of a text that contains the words of a part that refers to something else."""
IN_SOURCE = 0.45
"""The score of a statement whose source mentions the wanted treaty or negotiation."""
BORROWED = 0.5
"""The share of that score for a row that has the words only in what it belongs to: its issue's synonyms, the title of
its meeting."""
AROUND = 0.3
"""The score of a word in a statement's source or meeting, not in the statement itself."""
BESIDE = {
    "meetings": ("issues", "negotiations", "treaties", "officials"),
    "treaties": ("issues",),
    "negotiations": ("issues",),
}
"""The kinds that a term refers to only incidentally, by its first kind: the issue and talks of a single meeting, the
issue of a single treaty. They are results themselves, but what belongs to them is not."""
WIDER = 0.85
"""The factor of what a narrow term is a part of: what holds the term comes first."""
LATER_LEADS = (1.0, 0.8, 0.65, 0.5)
"""The score of the first thing that a part refers to, the second …"""
_NOWHERE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class TextMatch:
    """The texts that contain the words of a part, by kind: rows of the long lists, keys of the short ones. Of loose
    words apart: in the text's `own` words, and only in those of what it belongs to (`around`)."""

    own: Mapping[str, Numbers]
    around: Mapping[str, Numbers] = field(default_factory=dict)

    def number(self, kinds: Iterable[str]) -> int:
        """How many of these kinds there are."""
        return sum(self._number(self.own[kind], self.around.get(kind, _NOWHERE)) for kind in kinds)

    @staticmethod
    def _number(own: Numbers, around: Numbers) -> int:
        mask = np.zeros(1 + max(int(own.max(initial=0)), int(around.max(initial=0))), bool)
        mask[own] = mask[around] = True
        return int(np.count_nonzero(mask))

    def having(self, kind: str, ground: Ground) -> Numbers:
        """The mask of the rows of a long list that contain them anywhere."""
        mask = np.zeros(len(ground.dated(kind)), bool)
        mask[self.own[kind]] = True
        mask[self.around.get(kind, _NOWHERE)] = True
        return mask


@dataclass
class Match:
    """The match scores of everything for one part or clause."""

    meetings: Numbers
    positions: Numbers
    articles: Numbers
    entries: dict[tuple[str, str], float] = field(default_factory=dict)
    """The entries of the short lists, by kind and slug."""
    named: set[tuple[str, str]] = field(default_factory=set)
    """The entries that the part refers to, as opposed to those whose text contains its words."""

    @classmethod
    def none(cls, ground: Ground) -> "Match":
        """Nothing matches."""
        return cls(
            np.zeros(len(ground.meetings), np.float32),
            np.zeros(len(ground.statements), np.float32),
            np.zeros(len(ground.sources), np.float32),
        )

    @classmethod
    def all(cls, ground: Ground) -> "Match":
        """Everything matches: the starting point of a query that only excludes."""
        match = cls.none(ground)
        for values in (match.meetings, match.positions, match.articles):
            values.fill(1)
        match.entries = {(kind, slug): 1.0 for kind in SHORT for slug in ground.slugs[kind].values()}
        return match

    @property
    def is_any(self) -> bool:
        """Whether anything at all matches."""
        return bool(self.entries) or any(
            bool(values.any()) for values in (self.meetings, self.positions, self.articles)
        )

    def either(self, other: "Match") -> "Match":
        """The elementwise maximum of two matches."""
        entries = dict(self.entries)
        for name, value in other.entries.items():
            entries[name] = max(entries.get(name, 0.0), value)
        return Match(
            np.maximum(self.meetings, other.meetings),
            np.maximum(self.positions, other.positions),
            np.maximum(self.articles, other.articles),
            entries,
            self.named | other.named,
        )

    def name(self, leads: Iterable[tuple[str, str]]) -> None:
        """Score what the part refers to, the first the highest; people who share a name score the same."""
        for number, (kind, slug) in enumerate(leads):
            rank = number if kind != "officials" else 0
            self.entries[kind, slug] = LATER_LEADS[min(rank, len(LATER_LEADS) - 1)]
            self.named.add((kind, slug))


def _at_meetings(meetings: Numbers, ground: Ground) -> Numbers:
    """The value of each statement's meeting; 0 for a statement made at no meeting."""
    return np.append(meetings, np.float32(0)).take(ground.statements.meetings)


def _raise(values: Numbers, where: Numbers, to: float) -> None:
    """Raise the values in the mask (or rows) to at least `to`."""
    values[where] = np.maximum(values[where], np.float32(to))


def mentions(part: QueryPart) -> bool:
    """Whether the words of a part are searched for in texts."""
    return part.what in MENTIONED and bool(part.terms)


def _is_called(slug: str, terms: Iterable[Term]) -> bool:
    """Whether an entry's slug, which is made of its name, has the words."""
    return any(f" {' '.join(term.words)} " in f" {slug.replace('-', ' ')} " for term in terms)


def _mention(
    match: Match, text: Mapping[str, Numbers], ground: Ground, worth: float, terms: Sequence[Term] = ()
) -> None:
    """Score everything that has the words in its text."""
    if not text:
        return
    for values, kind in ((match.meetings, "meetings"), (match.positions, "positions"), (match.articles, "articles")):
        _raise(values, text[kind], worth)
    for kind in SHORT:
        for key in text[kind].tolist():
            name = (kind, ground.slugs[kind].get(key, ""))
            match.entries[name] = max(
                match.entries.get(name, 0.0), worth * (0.9 if _is_called(name[1], terms) else 0.6)
            )


def _keyed(slugs: Sequence[str], keys: Mapping[str, int]) -> list[int]:
    return [keys[slug] for slug in slugs if slug in keys]


def _person(part: QueryPart, match: Match, ground: Ground) -> None:
    slugs = part.slugs("officials")
    present = ground.meetings.officials.having(slugs)
    keys = _keyed(slugs, ground.keys["officials"])
    _raise(match.meetings, present, 0.85)
    for key in keys:
        _raise(match.meetings, ground.heads.get(key, _NOWHERE), 1)
    _raise(match.positions, _at_meetings(present.astype(np.float32), ground) > 0, 0.3)
    _raise(match.positions, np.isin(ground.statements.holders, keys), 1)


def _topic(part: QueryPart, match: Match, ground: Ground) -> None:
    """An issue, a negotiation or a treaty: the first thing that it refers to counts most."""
    for number, (kind, slug) in enumerate(lead for lead in part.leads if lead[0] not in BESIDE.get(part.first, ())):
        worth = LATER_LEADS[min(number, len(LATER_LEADS) - 1)]
        if kind == "issues":
            key = ground.keys["issues"].get(slug, -1)
            _raise(match.positions, ground.statements.issues == key, worth)
            _raise(match.meetings, ground.meetings.issues.having([slug]), worth)
        elif kind == "negotiations":
            held = ground.meetings.single["negotiation"].having([slug])
            _raise(match.meetings, held, worth)
            if part.first != "issues":
                _raise(match.positions, _at_meetings(held.astype(np.float32), ground) > 0, worth * 0.7)
        elif kind == "treaties":
            _raise(match.meetings, ground.signings.get(slug, _NOWHERE), 1.1)
        elif kind == "meetings":
            row = ground.meeting_slugs.get(slug)
            if row is not None:
                match.meetings[row] = 1.5
                _raise(match.positions, ground.statements.meetings == row, 0.9)
        elif kind == "officials":
            _person(part, match, ground)


def _side(part: QueryPart, match: Match, ground: Ground) -> None:
    """A side: its statements; all meetings, those in its capital first if the capital was typed."""
    codes = [SIDES[slug.upper()] for slug in part.slugs("sides") if slug.upper() in SIDES]
    _raise(match.positions, np.isin(ground.statements.sides, codes), 1)
    match.meetings[:] = 0.35
    match.articles[:] = 0.3
    _raise(match.meetings, _in_cities(part.slugs("places"), ground), 1)


def _in_cities(slugs: Sequence[str], ground: Ground) -> Numbers:
    cities = ground.meetings.single["city"]
    return cities.having([city for city in cities.values if city and city_slug(city) in slugs])


def _place(part: QueryPart, match: Match, ground: Ground) -> None:
    held = _in_cities(part.slugs("places"), ground)
    held |= ground.meetings.single["country"].having(part.slugs("countries"))
    _raise(match.meetings, held, 1)
    _raise(match.positions, _at_meetings(held.astype(np.float32), ground) > 0, 0.9)


def _kind(part: QueryPart, match: Match, ground: Ground) -> None:
    held = ground.meetings.single["kind"].having(part.slugs("kinds"))
    if MeetingKind.SIGNING in part.slugs("kinds"):
        for slug, rows in ground.signings.items():
            held[rows[rows >= 0]] = True
            match.entries["treaties", slug] = 0.7
    _raise(match.meetings, held, 1)
    _raise(match.positions, _at_meetings(held.astype(np.float32), ground) > 0, 0.9)


def _stance(part: QueryPart, match: Match, ground: Ground) -> None:
    taken = np.isin(ground.statements.stances, [STANCES[slug] for slug in part.slugs("stances")])
    _raise(match.positions, taken, 1)
    at = ground.statements.meetings[taken & (ground.statements.meetings >= 0)]
    _raise(match.meetings, at, 0.7)


def _overlap(earliest: Numbers, latest: Numbers, span: Span) -> Numbers:
    """1 where the days lie within the span, 0.6 where they only overlap it."""
    first, last = span.earliest.toordinal(), span.latest.toordinal()
    within = (earliest >= first) & (latest <= last)
    touching = (earliest <= last) & (latest >= first)
    return np.where(within, 1.0, np.where(touching, 0.6, 0.0)).astype(np.float32)


def _span(span: Span, match: Match, ground: Ground) -> None:
    match.meetings = _overlap(ground.meetings.earliest, ground.meetings.latest, span)
    match.positions = _overlap(ground.statements.earliest, ground.statements.latest, span)
    match.articles = _overlap(ground.sources.earliest, ground.sources.latest, span)
    for (kind, slug), (first, last) in ground.days.items():
        if kind == "treaties" and span.earliest <= first <= span.latest:
            match.entries[kind, slug] = 0.9
        elif first <= span.latest and (last is None or last >= span.earliest):
            match.entries[kind, slug] = 0.4


def _told(text: TextMatch, ground: Ground) -> Numbers:
    """The statements whose sources contain the words."""
    return np.append(text.having("articles", ground), False).take(ground.statements.sources)


def _mentioned(part: QueryPart, match: Match, text: TextMatch, ground: Ground) -> None:
    """Score what contains a part's words; of a phrase in quotes nothing besides."""
    is_named = part.what == "topic" and part.first != "issues"
    worth = 0.9 if is_named else MENTIONED[part.what]
    _mention(match, text.around, ground, worth * BORROWED)
    _mention(match, text.own, ground, worth, part.terms)
    if is_named:
        _raise(match.positions, _told(text, ground), IN_SOURCE)
    elif (part.is_words and not part.is_quoted) or (part.is_narrow and not len(text.own["positions"])):
        _raise(match.positions, _told(text, ground), AROUND)
        _raise(match.positions, _at_meetings(text.having("meetings", ground).astype(np.float32), ground) > 0, AROUND)


def _match(part: QueryPart, ground: Ground, text: TextMatch | None) -> Match:
    match = Match.none(ground)
    if part.span is not None:
        _span(part.span, match, ground)
        return match
    if text is not None:
        _mentioned(part, match, text, ground)
    by_what = {"person": _person, "topic": _topic, "side": _side, "place": _place, "kind": _kind, "stance": _stance}
    if part.what in by_what:
        by_what[part.what](part, match, ground)
    match.name(part.leads)
    if part.is_narrow:
        match.entries |= {lead: WIDER * match.entries[lead] for lead in part.leads}
    return match


def matches(clauses: Sequence[Clause], ground: Ground, texts: Mapping[QueryPart, TextMatch]) -> list[Match]:
    """How well everything matches each clause. `texts` has the full-text matches of each part."""
    found = []
    for clause in clauses:
        match = _match(clause[0], ground, texts.get(clause[0]))
        for part in clause[1:]:
            match = match.either(_match(part, ground, texts.get(part)))
        found.append(match)
    return found
