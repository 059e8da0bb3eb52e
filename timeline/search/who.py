"""Who is meant by a name that several people bear, and who negotiated an agreement for a side. 2 queries each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from timeline.domain.vocabulary import MeetingKind, Side, side_capital
from timeline.index.columns import Numbers
from timeline.models import Official, Treaty
from timeline.search.engine import SearchResults
from timeline.search.ground import Ground
from timeline.search.meaning import Meaning, QueryPart
from timeline.search.names import Names

LISTED = 8
"""The most people listed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a query may mean or ask for: the number of meetings and statements (of negotiators, of meetings at
    which they headed a delegation), their first and last day, and the query that names only them (empty for
    negotiators)."""

    official: Official
    meetings: int
    positions: int
    earliest: date | None
    latest: date | None
    query: str = ""

    @property
    def post(self) -> str:
        """Their first post in the record; empty if it has none. No query."""
        return next((post.title for post in self.official.posts.all()), "")


def _loaded(slugs: Iterable[str]) -> dict[str, Official]:
    """The officials with their posts, by slug. 2 queries."""
    return {one.slug: one for one in Official.objects.filter(slug__in=list(slugs)).prefetch_related("posts")}


def _found(slug: str, found: SearchResults, held: Ground) -> tuple[Numbers, Numbers]:
    """The rows of an official's meetings and statements among the results."""
    if found.left is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    at = found.left.meetings & held.meetings.officials.having([slug])
    said = found.left.positions & (held.statements.holders == held.keys["officials"].get(slug, -1))
    return np.flatnonzero(at), np.flatnonzero(said)


def settled(found: SearchResults, held: Ground, known: Names) -> SearchResults:
    """The results, with each name that several people bear as the one of them of whom there are results, if there is
    only one. No query."""
    changed: dict[QueryPart, QueryPart] = {}
    for part in bearing(found.meaning.parts):
        slugs = part.slugs("officials")
        here = [slug for slug in slugs if any(len(rows) for rows in _found(slug, found, held))]
        if len(here) == 1:
            lead, others = ("officials", here[0]), tuple(slug for slug in slugs if slug != here[0])
            namesakes = (*part.namesakes, *others)
            changed[part] = replace(part, leads=(lead,), label=known.titled([lead]), namesakes=namesakes)
    clauses = tuple(tuple(changed.get(part, part) for part in clause) for clause in found.meaning.clauses)
    let_go = tuple(changed.get(part, part) for part in found.let_go)
    return replace(found, meaning=replace(found.meaning, clauses=clauses), let_go=let_go)


def bearing(parts: Iterable[QueryPart]) -> list[QueryPart]:
    """The parts that may mean several people of one name."""
    return [part for part in parts if part.first == "officials" and len(part.slugs("officials")) > 1]


def _query(part: QueryPart, name: str, meaning: Meaning) -> str:
    """The query with a full name in the place of the name that several bear."""
    return meaning.typed.replace(part.typed, name, 1) if part.typed in meaning.typed else f"{name} {meaning.typed}"


def bearers(part: QueryPart, slugs: Iterable[str], found: SearchResults, held: Ground) -> tuple[Candidate, ...]:
    """The people of one name, those with the most results first. 2 queries, none without slugs."""
    listed = list(slugs)
    loaded, candidates = _loaded(listed) if listed else {}, []
    for slug, official in loaded.items():
        at, said = _found(slug, found, held)
        first = np.concatenate([held.meetings.earliest[at], held.statements.earliest[said]])
        last = np.concatenate([held.meetings.latest[at], held.statements.latest[said]])
        earliest = date.fromordinal(int(first.min())) if len(first) else None
        latest = date.fromordinal(int(last.max())) if len(last) else None
        query = _query(part, official.name, found.meaning)
        candidates.append(Candidate(official, len(at), len(said), earliest, latest, query))
    candidates.sort(key=lambda one: (-one.meetings - one.positions, one.official.slug))
    return tuple(candidates[:LISTED])


def negotiations_of(parts: Iterable[QueryPart]) -> tuple[str, ...]:
    """The negotiations of the first treaty, negotiation or issue with talks of its own in a query. 1 query for a
    treaty."""
    for part in parts:
        if part.first == "treaties":
            return tuple(Treaty.objects.filter(slug=part.leads[0][1]).values_list("negotiation__slug", flat=True))
        if talks := part.slugs("negotiations"):
            return talks if part.first == "negotiations" else talks[:1]
    return ()


def negotiators(slugs: Iterable[str], sides: Iterable[str], held: Ground) -> tuple[Candidate, ...]:
    """Those who headed a delegation in some negotiations, for one of the sides if any are given: those who did in most
    rounds first, then those who did at most other meetings. 2 queries."""
    held_in = held.meetings.single["negotiation"].having(slugs)
    at = {key: rows[held_in[rows]] for key, rows in held.heads.items()}
    rounds = held.meetings.single["kind"].having([MeetingKind.ROUND.value])
    often = sorted((key for key in at if len(at[key])), key=lambda key: (-int(rounds[at[key]].sum()), -len(at[key])))
    loaded = _loaded(held.slugs["officials"][key] for key in often)
    wanted, candidates = set(sides) or set(Side.values), []
    for key in often:
        official, rows = loaded[held.slugs["officials"][key]], at[key]
        if official.side in wanted:
            first, last = held.meetings.earliest[rows].min(), held.meetings.latest[rows].max()
            ends = date.fromordinal(int(first)), date.fromordinal(int(last))
            candidates.append(Candidate(official, len(rows), 0, *ends))
    return tuple(candidates[:LISTED])


def of_sides(sides: Iterable[str]) -> str:
    """For whom: `for Washington`; empty for both sides."""
    said = " and ".join(side_capital(side) for side in sides)
    return f" for {said}" if said else ""
