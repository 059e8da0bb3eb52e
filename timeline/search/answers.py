"""The answer shown above the results: the two sides' own words on an issue, who somebody was, whom they met, a meeting,
what a treaty limits, or where both sides stood on a day. A few queries each; no presentation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.db.models import F, Prefetch

from timeline import selectors
from timeline.domain import answering, dates
from timeline.domain.vocabulary import Side, Speech, Stance
from timeline.index.columns import Numbers
from timeline.models import Issue, Meeting, Official, Position, Post, Release, Treaty
from timeline.search.engine import SearchResults
from timeline.search.ground import SIDES, STANCES, Ground, ground
from timeline.search.meaning import Meaning, QueryPart
from timeline.search.names import Names, names
from timeline.search.presence import presence
from timeline.search.subjects import definition_of, subject_of
from timeline.search.who import Candidate
from timeline.selectors.officials import Counterpart

SHOWN = 3
"""Statements shown per side."""
LOOKED_AT = 12
"""The number of best results from which those are chosen."""
FEW = 3
"""So many treaties are few enough for the best to be the answer."""
CLEARLY = 0.02
"""By how much the best meeting or treaty has to be better than the next to be the answer."""
FACED = 10
"""Counterparts listed."""


@dataclass(frozen=True, slots=True)
class SideAnswer:
    """What one side said: the number of statements, the best of them, and the most frequent answer to the issue's
    question with its count (empty if they give none, or several issues are meant)."""

    side: str
    total: int
    positions: tuple[Position, ...]
    mostly: str = ""
    mostly_count: int = 0

    @property
    def predicate(self) -> str:
        """That answer as a predicate (would limit them); empty if there is none."""
        return answering.said(self.mostly) if self.mostly else ""


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Who somebody is: the posts held on the days in the query (all if there are none), their totals in the record,
    whom they faced most."""

    official: Official
    posts: tuple[Post, ...]
    meetings: int
    positions: int
    earliest: date | None
    latest: date | None
    counterparts: tuple[Counterpart, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer shown above the results. `kind` is statements, person, counterparts, people, meeting, meetings,
    treaty, day or period; `subject` says what it is about (`Moscow on missile defence, 2013`)."""

    kind: str
    subject: str
    definition: str = ""
    question: str = ""
    """The question of the issue, if there is exactly one; the columns give the answers to it."""
    issue: str = ""
    """The slug of the issue that every statement in the columns is on; empty if they are on several."""
    columns: tuple[SideAnswer, ...] = ()
    person: PersonAnswer | None = None
    meeting: Meeting | None = None
    treaty: Treaty | None = None
    day: date | None = None
    sentence: str = ""
    """What is asked for, in a sentence."""
    meetings: tuple[Meeting, ...] = ()
    """The meetings asked for, in chronological order."""
    people: tuple[Candidate, ...] = ()
    """Those whom the question may mean, those who share a name with whom it means, or the negotiators asked for."""
    wider: tuple[str, str] | None = None
    """What the term asked for is a part of, as kind and slug."""

    @property
    def total(self) -> int:
        """The number of statements in all columns."""
        return sum(column.total for column in self.columns)


def answer(found: SearchResults, release: Release | None) -> Answer | None:
    """The answer to a query, if it has one. 5 queries at most."""
    if release is None or found.left is None or not found.kept:
        return None
    held, known = ground(release), names(release)
    meaning = replace(found.meaning, clauses=found.kept)
    parts = meaning.parts
    people = [part for part in parts if part.first == "officials"]
    issues = _issues(parts)
    if meaning.asks == "counterparts" and people:
        return _counterparts(people[0], meaning)
    if issues and (span := meaning.span) and span.earliest == span.latest:
        return _day(issues[0], span.earliest)
    if issues:
        return statements(issues, parts, found, held, known)
    if len(people) == 1 and all(part.first == "officials" or part.span for part in parts):
        return _person(people[0], meaning, found, held, known)
    first = _first(found)
    if first == "treaties" and not found.unknown:
        return _treaty(found, parts)
    if first == "meetings" and not found.let_go:
        return _meeting(found, parts)
    if meaning.sides or people:
        return statements((), parts, found, held, known)
    return None


def _first(found: SearchResults) -> str:
    """The kind of the best result among treaties, meetings and statements; empty if others of its kind are as good."""
    scored = {kind: scores for kind in ("treaties", "meetings", "positions") if (scores := found.of(kind).scores)}
    kind = max(scored, key=lambda kind: scored[kind][0], default="")
    best = scored.get(kind, [])
    few = 1 if kind == "meetings" else FEW
    return kind if 0 < len(best) <= few or (best and best[0] - best[1] >= CLEARLY) else ""


def _treaty(found: SearchResults, parts: Iterable[QueryPart]) -> Answer:
    """The best result among treaties. 1 query."""
    treaty = Treaty.objects.get(pk=found.of("treaties").keys[0])
    return Answer("treaty", treaty.name, definition_of(parts), treaty=treaty)


def _meeting(found: SearchResults, parts: Iterable[QueryPart]) -> Answer | None:
    """The best result among meetings. 1 query."""
    meeting = Meeting.objects.filter(pk=found.of("meetings").keys[0]).first()
    return Answer("meeting", meeting.title, definition_of(parts), meeting=meeting) if meeting else None


def _issues(parts: Iterable[QueryPart]) -> tuple[str, ...]:
    """The first issue of each part that refers to an issue first."""
    firsts = (part.slugs("issues")[0] for part in parts if part.first == "issues")
    return tuple(dict.fromkeys(firsts))


def statements(
    slugs: Sequence[str], parts: Sequence[QueryPart], found: SearchResults, held: Ground, known: Names
) -> Answer | None:
    """The two sides' own words, or those of the side in the query. 2 queries."""
    rows, issue = _said(found, slugs, held)
    if not rows.any():
        return None
    issues = sorted(Issue.objects.filter(slug__in=slugs), key=lambda one: slugs.index(one.slug))
    sides = found.meaning.sides or tuple(Side.values)
    chosen = _chosen(found, sides, rows, held, known)
    columns = tuple(
        column for side in sides if (column := _column(side, chosen.get(side, ()), rows, issues, held)).total
    )
    question = issues[0].question if len(issues) == 1 else ""
    subject, definition = subject_of(parts, issues), definition_of(parts)
    wider = next((part.leads[0] for part in parts if part.is_narrow and part.leads), None)
    return Answer("statements", subject, definition, question, issue, columns, wider=wider) if columns else None


def _said(found: SearchResults, slugs: Sequence[str], held: Ground) -> tuple[Numbers, str]:
    """The statements found on the issue in the query, with its slug; all statements found and no slug if none is on
    it, or the query has several."""
    rows = found.left.positions if found.left is not None else np.zeros(len(held.statements), bool)
    on = rows & (held.statements.issues == held.keys["issues"].get(slugs[0], -1)) if len(slugs) == 1 else rows
    return (on, slugs[0]) if len(slugs) == 1 and on.any() else (rows, "")


def _column(
    side: str, positions: Sequence[Position], found: Numbers, issues: Sequence[Issue], held: Ground
) -> SideAnswer:
    rows = found & (held.statements.sides == SIDES[side])
    total = int(rows.sum())
    if len(issues) != 1 or not total:
        return SideAnswer(side, total, tuple(positions))
    counts = np.bincount(held.statements.stances[rows], minlength=len(STANCES))
    clear = {stance: int(counts[STANCES[stance]]) for stance in Stance.values if stance != Stance.UNCLEAR}
    stance = max(clear, key=lambda one: clear[one])
    mostly = issues[0].answer(stance) if clear[stance] else ""
    return SideAnswer(side, total, tuple(positions), mostly, clear[stance])


def _chosen(
    found: SearchResults, sides: Sequence[str], among: Numbers, held: Ground, known: Names
) -> dict[str, list[Position]]:
    """The best statements of each side: direct quotations before paraphrase, heads of delegations and of state before
    others, one per source. 1 query."""
    statements = held.statements
    keys = found.of("positions").keys
    rows = statements.rows.of(np.array(keys, np.int64)) if keys else np.zeros(0, np.int64)
    wanted: list[int] = []
    for side in sides:
        mine = among & (statements.sides == SIDES[side])
        of_side = [key for key, row in zip(keys, rows.tolist(), strict=True) if mine[row]]
        wanted += of_side[:LOOKED_AT]
    place = {key: number for number, key in enumerate(wanted)}
    loaded = selectors.positions.by_key(wanted)
    best: dict[str, list[Position]] = {side: [] for side in sides}
    for one in sorted(loaded.values(), key=lambda one: (*_rank(one, held, known), place[one.pk])):
        mine = best.get(one.side, [])
        if len(mine) < SHOWN and one.article_id not in {other.article_id for other in mine}:
            mine.append(one)
    return best


def _rank(one: Position, held: Ground, known: Names) -> tuple[bool, bool, bool]:
    """The sort key of a statement: direct quotations before paraphrase, clear answers before unclear ones, heads of
    delegations and of state before others."""
    row = int(held.statements.rows.of(np.array([one.pk]))[0])
    meeting = held.statements.meetings[row]
    heads = held.heads.get(one.holder_id or 0)
    is_head = (meeting >= 0 and heads is not None and bool((heads == meeting).any())) or (
        one.holder is not None and one.holder.slug in known.eras
    )
    return one.speech != Speech.DIRECT, one.stance == Stance.UNCLEAR, not is_head


def _person(part: QueryPart, meaning: Meaning, found: SearchResults, held: Ground, known: Names) -> Answer | None:
    """Who somebody was on the days in the query, whom they faced, and what they said. 4 queries."""
    person = _who(part.slugs("officials"), meaning, held)
    if person is None:
        return None
    side = person.official.side
    rows, _ = _said(found, (), held)
    chosen = _chosen(found, (side,), rows, held, known) if side in SIDES else {}
    total = int((rows & (held.statements.sides == SIDES.get(side, -1))).sum())
    columns = (SideAnswer(side, total, tuple(chosen[side])),) if chosen.get(side) else ()
    when = ", ".join(one.label for one in meaning.parts if one.span)
    subject = ", ".join(text for text in (person.official.name, when) if text)
    return Answer("person", subject, columns=columns, person=person)


def _official(slug: str) -> Official:
    """An official with their posts in chronological order. 2 queries."""
    posts = Post.objects.order_by(F("earliest").asc(nulls_first=True), "ordinal")
    return Official.objects.prefetch_related(Prefetch("posts", posts)).get(slug=slug)


def _who(slugs: Sequence[str], meaning: Meaning, held: Ground, *, most: int = 3) -> PersonAnswer | None:
    """The official with the most positions in the record, among several. 3 queries."""
    busiest = max(slugs, key=lambda slug: held.busy.get(held.keys["officials"].get(slug, 0), 0), default="")
    if busiest not in held.keys["officials"]:
        return None
    official, span, has = _official(busiest), meaning.span, presence(busiest, held)
    posts = list(official.posts.all())
    then = [
        post
        for post in posts
        if span and post.earliest and post.earliest <= span.latest and (not post.latest or post.latest >= span.earliest)
    ]
    return PersonAnswer(
        official,
        tuple(then or posts),
        has.meetings,
        has.positions,
        has.earliest,
        has.latest,
        tuple(selectors.officials.counterparts(official)[:most]),
    )


def _counterparts(part: QueryPart, meaning: Meaning) -> Answer | None:
    """Whom somebody faced, most often first. 3 queries."""
    official = _official(part.slugs("officials")[0])
    faced = tuple(selectors.officials.counterparts(official)[:FACED])
    person = PersonAnswer(official, tuple(official.posts.all()), 0, 0, None, None, faced)
    return Answer("counterparts", f"Whom {official.name} faced most often", person=person)


def _day(slug: str, on: date) -> Answer | None:
    """Where both sides stood on an issue on a given day. 2 queries."""
    rows = Issue.objects.with_standings(on=on).filter(slug=slug)
    issue = rows.first()
    if issue is None:
        return None
    standing = {Side.US: issue.us_standing, Side.RU: issue.ru_standing}  # type: ignore[attr-defined]
    loaded = selectors.positions.by_key(key for key in standing.values() if key)
    columns = tuple(
        SideAnswer(side.value, 1, (loaded[key],), issue.answer(loaded[key].stance), 1)
        for side, key in standing.items()
        if key in loaded
    )
    if not columns:
        return None
    subject = f"{issue.name} on {dates.describe_day(on)}"
    return Answer("day", subject, question=issue.question, columns=columns, day=on)
