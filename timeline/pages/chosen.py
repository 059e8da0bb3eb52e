"""Which statements stand for a meeting where there is room for one of each side: both on one issue, so that the sides
face each other, and the one that the question asked about. No query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from timeline.domain.vocabulary import Role, Speech, Stance
from timeline.filters.filtersets import MeetingFilter
from timeline.models import Issue, Participation, Position

PLACE = {Role.HEAD.value: 0, Role.MEMBER.value: 1, Role.MET.value: 1}
ABSENT, UNNAMED = 2, 3
KINDS_OF_WORDS = frozenset({"speech", "verification"})
"""What a question asks of the words themselves: a statement in other words is not shown in answer to it at all."""


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """What a question says of statements: on which issues, whose, and what else is asked of one (kinds.STATED, each
    with its values); nothing where it asks for all."""

    issues: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    stated: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def key(self) -> str:
        """A short ASCII digest for cache keys; empty where nothing is asked."""
        if self == NOTHING:
            return ""
        stated = (f"{name}={','.join(sorted(values))}" for name, values in sorted(self.stated))
        parts = "|".join(",".join(sorted(part)) for part in (self.issues, self.officials))
        return blake2b("|".join((parts, *stated)).encode(), digest_size=8).hexdigest()

    def is_answered_by(self, position: Position) -> bool:
        """Whether the statement is all that is asked of one, but for its issue and holder. No query."""
        return all(getattr(position, name) in values for name, values in self.stated)

    def is_in_words_asked_for(self, position: Position) -> bool:
        """Whether the statement's words are of the kind asked for: own words, checked ones. No query."""
        return all(getattr(position, name) in values for name, values in self.stated if name in KINDS_OF_WORDS)


NOTHING = StatementFilter()


def asked(query: MeetingFilter) -> StatementFilter:
    """What a question about meetings says of the statements made there."""
    stated = tuple((name, tuple(values)) for name, values in query.stated().items())
    return StatementFilter(tuple(query.values("issue")), tuple(query.values("official")), stated)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The issue (None: nobody spoke), by side its statement on it, and the other issues on which a side spoke that is
    silent on this one."""

    issue: Issue | None
    said: Mapping[str, Position]
    elsewhere: Mapping[str, tuple[Issue, ...]]


NO_CHOICE = Chosen(None, {}, {})


type Rank = tuple[bool, bool, int, bool, bool, int]
type Best = dict[int, dict[str, tuple[Rank, Position]]]
"""By issue (its key) and side the statement to show, with its rank."""


def _ranked(
    positions: Iterable[Position], present: Iterable[Participation], question: StatementFilter
) -> list[tuple[Rank, Position]]:
    """The positions, first the one to be shown first: who and what was asked for, then heads before members, these
    before the absent and the unnamed, direct before reported, clear before unclear, then the first."""
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
    """The order of issues; see `choose`."""
    tabled = {issue.pk: place for place, issue in enumerate(agenda)}

    def place(issue: Issue) -> tuple[Any, ...]:
        shown = [rank for rank, _ in best.get(issue.pk, {}).values()]
        return (
            all(rank[0] for rank in shown),
            all(rank[1] for rank in shown),
            -len(shown),
            [sum(rank[part] for rank in shown) for part in (2, 3, 4)],
            tabled.get(issue.pk, len(tabled)),
            issue.ordinal,
        )

    return place


def _best(ranked: Iterable[tuple[Rank, Position]]) -> Best:
    """The first of the ranked statements of each side on each issue."""
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
    """The issue and the statements to show of a meeting. An issue asked for comes before all; then one on which an
    asked official spoke or what is asked for was said, then one on which most sides spoke, then that with the best
    statements, then the first on the agenda. Nothing where nobody spoke in words of the kind asked for."""
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
