"""Narrows results by side, issue, years and more. No query."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from timeline.domain.vocabulary import Speech, Verification
from timeline.index.columns import Numbers
from timeline.search.completing import Complete
from timeline.search.ground import LONG, SIDES, STANCES, Ground, StatementColumns


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
        return whole if self == ALL else self.in_years(self.related(whole, ground), ground)

    def related(self, whole: Complete, ground: Ground) -> Complete:
        """The matches narrowed by all but the years: a meeting or source by what it is on, or by its statements."""
        meetings, positions, articles = whole.meetings.copy(), whole.positions.copy(), whole.articles.copy()
        statements = ground.statements
        if self.issue:
            positions &= statements.issues == ground.keys["issues"].get(self.issue, -1)
            meetings &= ground.meetings.issues.having([self.issue])
        if self.official:
            positions &= statements.holders == ground.keys["officials"].get(self.official, -1)
            meetings &= ground.meetings.officials.having([self.official])
        if self.is_of_statements:
            positions &= self._stated(statements)
            meetings &= having(positions, statements.meetings, len(meetings))
        if self.issue or self.official or self.is_of_statements:
            articles &= having(positions, statements.sources, len(articles))
        return Complete(meetings, positions, articles, frozenset())

    def in_years(self, some: Complete, ground: Ground) -> Complete:
        """The matches that may lie in the years, each by its own days."""
        if self.first is None or self.last is None:
            return some
        first, last = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        masks = {
            kind: getattr(some, kind) & (dated.earliest <= last) & (dated.latest >= first)
            for kind in LONG
            for dated in (ground.dated(kind),)
        }
        return Complete(**masks, entries=some.entries)

    def without(self, *names: str) -> "Narrow":
        """The same without some of its filters."""
        return replace(self, **dict.fromkeys(names, ""))  # type: ignore[arg-type]  # the fields are texts

    @property
    def without_years(self) -> "Narrow":
        """The same for all years."""
        return replace(self, first=None, last=None)

    @property
    def is_of_statements(self) -> bool:
        """Whether it narrows by what only a statement has."""
        return bool(self.side or self.stance or self.speech or self.verification)

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


ALL = Narrow()
"""No narrowing."""
NARROWED = ("side", "issue", "official", "stance", "speech", "verification")
"""The fields that narrow statements, and thereby the meetings and sources that have some."""


def having(positions: Numbers, rows: Numbers, size: int) -> Numbers:
    """The mask of the meetings or sources that have any of the statements."""
    at = np.zeros(size + 1, bool)
    at[rows[positions]] = True
    return at[:size]
