"""Narrows results by side, issue, years and more, and counts the values to narrow by. No query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.domain import dates
from timeline.domain.vocabulary import Speech, Verification
from timeline.index.columns import Numbers
from timeline.search.completing import Complete
from timeline.search.ground import SIDES, STANCES, Dated, Ground, StatementColumns


@dataclass(frozen=True, slots=True)
class Narrow:
    """The filters of a search besides its words: years from `first` to `last`, an official, an issue, and the side,
    stance, speech and verification of a statement."""

    side: str = ""
    issue: str = ""
    first: int | None = None
    last: int | None = None
    official: str = ""
    stance: str = ""
    speech: str = ""
    verification: str = ""

    def of(self, whole: Complete, ground: Ground) -> Complete:
        """The narrowed matches. Entries of the short lists have neither sides nor days here and are left out."""
        if self == ALL:
            return whole
        meetings, positions, articles = (mask & self._dated(dated) for mask, dated in _dated(whole, ground))
        statements = ground.statements
        if self.issue:
            positions &= statements.issues == ground.keys["issues"].get(self.issue, -1)
            meetings &= ground.meetings.issues.having([self.issue])
        if self.official:
            positions &= statements.holders == ground.keys["officials"].get(self.official, -1)
            meetings &= ground.meetings.officials.having([self.official])
        if self._is_of_statements:
            positions &= self._stated(statements)
            meetings &= _having(positions, statements.meetings, len(meetings))
        if self.issue or self.official or self._is_of_statements:
            articles &= _having(positions, statements.sources, len(articles))
        return Complete(meetings, positions, articles, frozenset())

    @property
    def _is_of_statements(self) -> bool:
        return bool(self.side or self.stance or self.speech or self.verification)

    def _dated(self, dated: Dated) -> Numbers:
        """The mask of the rows that may lie in the years."""
        if self.first is None or self.last is None:
            return np.ones(len(dated), bool)
        first, last = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return (dated.earliest <= last) & (dated.latest >= first)

    def _stated(self, statements: StatementColumns) -> Numbers:
        """The statements of the side, stance, speech and verification."""
        mask = np.ones(len(statements), bool)
        if self.side:
            mask &= statements.sides == SIDES.get(self.side, 255)
        if self.stance:
            mask &= statements.stances == STANCES.get(self.stance, 255)
        if self.speech:
            mask &= statements.direct == (self.speech == Speech.DIRECT)
        if self.verification:
            mask &= statements.verified == (self.verification == Verification.VERIFIED)
        return mask


def _dated(whole: Complete, ground: Ground) -> tuple[tuple[Numbers, Dated], ...]:
    """The dated kinds of result, each with its columns."""
    return (
        (whole.meetings, ground.meetings),
        (whole.positions, ground.statements),
        (whole.articles, ground.sources),
    )


ALL = Narrow()
"""No narrowing."""
NARROWED = ("side", "issue", "official", "stance", "speech", "verification")
"""The fields that narrow statements, and thereby the meetings and sources that have some."""


def _having(positions: Numbers, rows: Numbers, size: int) -> Numbers:
    """The mask of the meetings or sources that have any of the statements."""
    at = np.zeros(size + 1, bool)
    at[rows[positions]] = True
    return at[:size]


@dataclass(frozen=True, slots=True)
class Facets:
    """The values to narrow results by, each with its count: statements by side, official (slug), stance, speech and
    verification; statements and meetings by issue (slug); results by year. Officials and issues most frequent first."""

    sides: Mapping[str, int]
    issues: Mapping[str, int]
    officials: Mapping[str, int]
    stances: Mapping[str, int]
    speech: Mapping[str, int]
    verification: Mapping[str, int]
    years: Mapping[int, int]


def facets(whole: Complete, ground: Ground) -> Facets:
    """The values that the results can be narrowed by."""
    statements, rows = ground.statements, whole.positions
    days = np.concatenate([dated.earliest[mask] for mask, dated in _dated(whole, ground)])
    return Facets(
        sides=_coded(statements.sides[rows], SIDES),
        issues=_issues(whole, ground),
        officials=_keyed(statements.holders[rows], ground.slugs["officials"]),
        stances=_coded(statements.stances[rows], STANCES),
        speech=_coded(statements.direct[rows], {Speech.DIRECT: 1, Speech.REPORTED: 0}),
        verification=_coded(statements.verified[rows], {Verification.VERIFIED: 1, Verification.TRANSCRIBED: 0}),
        years=_years(days),
    )


def _coded(found: Numbers, codes: Mapping[str, int]) -> dict[str, int]:
    """The count of each value among the codes, in the order of `codes`; values that do not occur are left out."""
    counted = np.bincount(found, minlength=max(codes.values()) + 1)
    return {str(value): int(counted[code]) for value, code in codes.items() if counted[code]}


def _keyed(found: Numbers, slugs: Mapping[int, str]) -> dict[str, int]:
    """The count of each slug among the keys, most frequent first."""
    counted = np.bincount(found, minlength=1)
    numbers = {slugs[key]: int(counted[key]) for key in np.flatnonzero(counted).tolist() if key in slugs}
    return dict(sorted(numbers.items(), key=lambda one: (-one[1], one[0])))


def _issues(whole: Complete, ground: Ground) -> dict[str, int]:
    """The number of statements and meetings on each issue, most frequent first."""
    issues = _keyed(ground.statements.issues[whole.positions], ground.slugs["issues"])
    links = ground.meetings.issues
    on = np.bincount(links.codes[whole.meetings[links.rows]], minlength=len(links.values))
    for slug, number in zip(links.values, on.tolist(), strict=True):
        if number:
            issues[slug] = issues.get(slug, 0) + number
    return dict(sorted(issues.items(), key=lambda one: (-one[1], one[0])))


def _years(days: Numbers) -> dict[int, int]:
    """The number of results per year, within the years of the record; results outside these are not drawn."""
    first, last = (date(year, 1, 1).toordinal() for year in (dates.YEARS[0], dates.YEARS[1] + 1))
    within = np.sort(days[(days >= first) & (days < last)])
    if not len(within):
        return {}
    begin, end = (date.fromordinal(int(day)).year for day in (within[0], within[-1]))
    ends = np.array([date(year, 1, 1).toordinal() for year in range(begin, end + 2)], np.int32)
    counted = np.diff(np.searchsorted(within, ends))
    return dict(zip(range(begin, end + 1), counted.tolist(), strict=True))
