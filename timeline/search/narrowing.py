"""Finds narrowed by side, issue and years, and what there is to narrow them by, counted. No query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.domain import dates
from timeline.domain.vocabulary import Side
from timeline.index.columns import Numbers
from timeline.search.completing import Complete
from timeline.search.ground import SIDES, Dated, Ground


@dataclass(frozen=True, slots=True)
class Narrow:
    """What is asked for besides the words: a side, an issue, years from `first` to `last`."""

    side: str = ""
    issue: str = ""
    first: int | None = None
    last: int | None = None

    def of(self, whole: Complete, ground: Ground) -> Complete:
        """What of the finds is left. Entries of the short lists have neither sides nor days here and are left out."""
        if self == ALL:
            return whole
        meetings, positions, articles = whole.meetings.copy(), whole.positions.copy(), whole.articles.copy()
        if self.first is not None and self.last is not None:
            first, last = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
            masks: tuple[tuple[Numbers, Dated], ...] = (
                (meetings, ground.meetings),
                (positions, ground.statements),
                (articles, ground.sources),
            )
            for mask, dated in masks:
                np.logical_and(mask, (dated.earliest <= last) & (dated.latest >= first), out=mask)
        if self.issue:
            positions &= ground.statements.issues == ground.keys["issues"].get(self.issue, -1)
            meetings &= ground.meetings.issues.having([self.issue])
        if self.side:
            positions &= ground.statements.sides == SIDES.get(self.side, 255)
            meetings &= _stated(positions, ground.statements.meetings, len(meetings))
        if self.side or self.issue:
            articles &= _stated(positions, ground.statements.sources, len(articles))
        return Complete(meetings, positions, articles, frozenset())


ALL = Narrow()
"""Not narrowed."""


def _stated(positions: Numbers, rows: Numbers, size: int) -> Numbers:
    """The meetings or sources of some statements."""
    at = np.zeros(size + 1, bool)
    at[rows[positions]] = True
    return at[:size]


@dataclass(frozen=True, slots=True)
class Facets:
    """What finds can be narrowed by: statements a side, statements and meetings an issue (by slug, most first), finds
    a year."""

    sides: Mapping[str, int]
    issues: Mapping[str, int]
    years: Mapping[int, int]


def facets(whole: Complete, ground: Ground) -> Facets:
    """What the finds can be narrowed by."""
    statements, columns = ground.statements, ground.meetings
    sides = np.bincount(statements.sides[whole.positions], minlength=len(SIDES) + 1)
    counted = np.bincount(statements.issues[whole.positions], minlength=1)
    issues = {ground.slugs["issues"][key]: int(counted[key]) for key in np.flatnonzero(counted).tolist()}
    links = columns.issues
    on = np.bincount(links.codes[whole.meetings[links.rows]], minlength=len(links.values))
    for slug, number in zip(links.values, on.tolist(), strict=True):
        if number:
            issues[slug] = issues.get(slug, 0) + number
    days = np.concatenate(
        [
            columns.earliest[whole.meetings],
            statements.earliest[whole.positions],
            ground.sources.earliest[whole.articles],
        ]
    )
    return Facets(
        {side: int(sides[SIDES[side]]) for side in Side.values if sides[SIDES[side]]},
        dict(sorted(issues.items(), key=lambda one: (-one[1], one[0]))),
        _years(days),
    )


def _years(days: Numbers) -> dict[int, int]:
    """Finds a year, from the first to the last of the record's years; what lies outside these is not drawn."""
    first, last = (date(year, 1, 1).toordinal() for year in (dates.YEARS[0], dates.YEARS[1] + 1))
    within = np.sort(days[(days >= first) & (days < last)])
    if not len(within):
        return {}
    begin, end = (date.fromordinal(int(day)).year for day in (within[0], within[-1]))
    ends = np.array([date(year, 1, 1).toordinal() for year in range(begin, end + 2)], np.int32)
    counted = np.diff(np.searchsorted(within, ends))
    return dict(zip(range(begin, end + 1), counted.tolist(), strict=True))
