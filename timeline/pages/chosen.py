"""Chooses the statements that represent a meeting when there is room for one per side: both on the same issue, so that
the sides face each other, and on the issue in the query if there is one. No query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from timeline.domain.vocabulary import Role, Side, Speech, Stance
from timeline.filters.filtersets import MeetingFilter
from timeline.models import Issue, Participation, Position

PLACE = {Role.HEAD.value: 0, Role.MEMBER.value: 1, Role.MET.value: 1}
ABSENT, UNNAMED = 2, 3
KINDS_OF_WORDS = frozenset({"speech", "verification"})
"""The conditions on the wording itself: a statement that does not meet them is never shown for the query."""


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """A query's conditions on statements: the issues, the officials, and the values of each parameter of kinds.STATED;
    empty if it has none."""

    issues: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    stated: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def key(self) -> str:
        """A short ASCII digest for cache keys; empty without conditions."""
        if self == NOTHING:
            return ""
        stated = (f"{name}={','.join(sorted(values))}" for name, values in sorted(self.stated))
        parts = "|".join(",".join(sorted(part)) for part in (self.issues, self.officials))
        return blake2b("|".join((parts, *stated)).encode(), digest_size=8).hexdigest()

    def is_answered_by(self, position: Position) -> bool:
        """Whether the statement meets all conditions except issue and holder. No query."""
        return all(getattr(position, name) in values for name, values in self.stated)

    def is_in_words_asked_for(self, position: Position) -> bool:
        """Whether the statement's words are of the requested kind (own words, verified). No query."""
        return all(getattr(position, name) in values for name, values in self.stated if name in KINDS_OF_WORDS)


NOTHING = StatementFilter()


def asked(query: MeetingFilter) -> StatementFilter:
    """The conditions of a meeting query on the statements made there."""
    stated = tuple((name, tuple(values)) for name, values in query.stated().items())
    return StatementFilter(tuple(query.values("issue")), tuple(query.values("official")), stated)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The issue (None: nobody spoke), each side's statement on it, and, for each side silent on it, the other issues
    on which that side spoke."""

    issue: Issue | None
    said: Mapping[str, Position]
    elsewhere: Mapping[str, tuple[Issue, ...]]


NO_CHOICE = Chosen(None, {}, {})


type Rank = tuple[bool, bool, int, bool, bool, int]
type Best = dict[int, dict[str, tuple[Rank, Position]]]
"""The statement to show with its rank, by issue (key) and side."""


def _ranked(
    positions: Iterable[Position], present: Iterable[Participation], question: StatementFilter
) -> list[tuple[Rank, Position]]:
    """The positions by rank, best first: those matching the query's officials and conditions, then heads before members
    before absent before unnamed holders, direct before reported, clear before unclear, then in the order given."""
    roles = {one.official_id: one.role for one in present}
    ranked: list[tuple[Rank, Position]] = []
    for order, one in enumerate(positions):
        key = one.holder_id
        rank = (
            bool(question.officials) and (one.holder is None or one.holder.slug not in question.officials),
            bool(question.stated) and not question.is_answered_by(one),
            UNNAMED if key is None else PLACE.get(roles.get(key, ""), ABSENT),
            one.speech != Speech.DIRECT,
            one.stance == Stance.UNCLEAR,
            order,
        )
        ranked.append((rank, one))
    return sorted(ranked, key=lambda pair: pair[0])


def _place(best: Best, agenda: Sequence[Issue]) -> Callable[[Issue], tuple[Any, ...]]:
    """The sort key of issues; see `choose`."""
    tabled = {issue.pk: place for place, issue in enumerate(agenda)}

    def place(issue: Issue) -> tuple[Any, ...]:
        sides = best.get(issue.pk, {})
        shown = [rank for rank, _ in sides.values()]
        return (
            all(rank[0] for rank in shown),
            all(rank[1] for rank in shown),
            -sum(side in Side for side in sides),
            -len(shown),
            [sum(rank[part] for rank in shown) for part in (2, 3, 4)],
            tabled.get(issue.pk, len(tabled)),
            issue.ordinal,
        )

    return place


def _best(ranked: Iterable[tuple[Rank, Position]]) -> Best:
    """The best-ranked statement of each side on each issue."""
    best: Best = {}
    for rank, one in ranked:
        best.setdefault(one.issue_id, {}).setdefault(one.side, (rank, one))
    return best


def choose(
    positions: Sequence[Position],
    present: Iterable[Participation],
    agenda: Sequence[Issue],
    question: StatementFilter = NOTHING,
) -> Chosen:
    """The issue and statements to show for a meeting. An issue in the query comes first; then one on which a requested
    official spoke or a statement meets the conditions, then the one on which both sides spoke, then the one on which
    the most parties spoke, then the one with the best statements, then the first on the agenda. NO_CHOICE if nobody
    spoke in words of the requested kind."""
    positions = [one for one in positions if question.is_in_words_asked_for(one)]
    if not positions:
        return NO_CHOICE
    best = _best(_ranked(positions, present, question))
    issues = {one.issue_id: one.issue for one in positions}
    candidates = list(issues.values())
    if question.issues:
        issues = {issue.pk: issue for issue in agenda} | issues
        candidates = [issue for issue in issues.values() if issue.slug in question.issues] or candidates
    place = _place(best, agenda)
    issue = candidates[0] if len(candidates) == 1 else min(candidates, key=place)
    said = {side: one for side, (_, one) in best.get(issue.pk, {}).items()}
    silent = {one.side for one in positions} - said.keys()
    elsewhere = {side: tuple(sorted((issues[key] for key in best if side in best[key]), key=place)) for side in silent}
    return Chosen(issue, said, elsewhere)
