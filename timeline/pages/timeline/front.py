"""The start page's introduction above the timeline: what the record is, how much it holds, where to begin, and today's
anniversary. Built once per release; only the day depends on the request, and is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from timeline import selectors
from timeline.domain import dates
from timeline.domain.marks import Mark
from timeline.domain.vocabulary import MeetingStatus
from timeline.index.columns import Numbers
from timeline.index.meetings import Columns
from timeline.index.reference import reference
from timeline.index.standings import series
from timeline.models import Release
from timeline.pages.counterparts import matrix
from timeline.pages.html import counted
from timeline.pages.issues import all_rows
from timeline.pages.standing_charts import IssueRow
from timeline.pages.timeline import front_pictures
from timeline.pages.timeline.front_pictures import Way
from timeline.pages.timeline.layout import marks_of
from timeline.releases import day_of, per_release
from timeline.selectors.record import Proven

TITLE = "Across the Table: what Washington and Moscow said to each other about nuclear arms"
EXAMPLES = ("Russia on missile defence, 2013", "Reykjavik", "Nitze and Karpov")
"""Questions that the search answers from the shipped record, as a test checks."""
NEAR = 7
"""If today has no anniversary, one within this many days before or after is shown."""
LOOKED_AT = 40
"""Most meetings on one day of the year that are read to find the weightiest."""
APART = timedelta(days=5 * 365)
"""Minimum time between the two days to compare."""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A meeting that began on this day of the year or, if not `is_today`, on a day near it."""

    mark: Mark
    is_today: bool


@dataclass(frozen=True)
class Front:
    """The part of the introduction that does not depend on the day: counts, entry points with their pictures, the last
    meeting that took place, and the issue on which the two sides are farthest apart at the end."""

    columns: Columns
    proven: Proven
    since: int
    ways: tuple[Way, ...]
    latest: Mark | None
    farthest: IssueRow | None

    @property
    def title(self) -> str:
        """The page's title."""
        return TITLE

    @property
    def numbers(self) -> str:
        """The size of the record, in a sentence."""
        held = self.proven
        return (
            f"{len(self.columns):,} meetings, {held.statements:,} statements, {held.sources:,} sources; "
            f"{counted(held.verified, 'quotation')} verified word for word."
        )

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions to start with."""
        return EXAMPLES

    @cached_property
    def _found(self) -> dict[tuple[int, int], Mark | None]:
        return {}

    def anniversary(self, today: date) -> Anniversary | None:
        """The weightiest meeting that began on this day of the year, else on the nearest day within NEAR that has one.
        1 query per day of the year, the first time."""
        for days in sorted(range(-NEAR, NEAR + 1), key=abs):
            day = today + timedelta(days=days)
            key = (day.month, day.day)
            if key not in self._found:
                self._found[key] = _begun_on(day, self.columns)
            if mark := self._found[key]:
                return Anniversary(mark, is_today=not days)
        return None


def _on_day(days: Numbers, day: date) -> Numbers:
    """The indices of the days (ordinals) that fall on this day of the year."""
    as_dates = (days.astype(np.int64) - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    months = as_dates.astype("datetime64[M]")
    same_month = months.astype(np.int64) % 12 == day.month - 1
    return np.flatnonzero(same_month & ((as_dates - months).astype(np.int64) == day.day - 1))


def _begun_on(day: date, columns: Columns) -> Mark | None:
    """The weightiest of the meetings held that certainly began on this day of the year; at most LOOKED_AT are read,
    summits and signings first."""
    held = columns.single["status"].having([MeetingStatus.HELD])
    rows = _on_day(columns.earliest, day)
    rows = rows[held[rows]]
    landmarks = columns.landmarks[np.isin(columns.landmarks, rows)]
    chosen = [*landmarks.tolist(), *np.setdiff1d(rows, landmarks).tolist()][:LOOKED_AT]
    found = [one for one in marks_of(columns, chosen) if dates.is_exact(one.start)]
    return max(found, key=lambda one: (one.weight, one.slug), default=None)


def _latest(columns: Columns, until: date) -> Mark | None:
    """The last meeting that took place. 1 query if its mark is not cached."""
    held = columns.single["status"].having([MeetingStatus.HELD]) & (columns.earliest <= until.toordinal())
    rows = np.flatnonzero(held)
    return marks_of(columns, rows[-1:].tolist())[0] if len(rows) else None


def _two_days(columns: Columns) -> tuple[date, date] | None:
    """The first days of two summits or signings, at least APART, with the most statements, in date order."""
    days = [date.fromordinal(day) for day in columns.earliest[columns.landmarks[:LOOKED_AT]].tolist()]
    other = next((day for day in days if abs(day - days[0]) >= APART), None)
    return None if other is None else (min(days[0], other), max(days[0], other))


def _ways(release: Release | None, rows: list[IssueRow], columns: Columns) -> tuple[Way, ...]:
    lists, faced = reference(release), matrix(release)
    found = (
        front_pictures.timeline(lists.years, lists.whole),
        front_pictures.standings(rows, lists.whole),
        front_pictures.moved(rows, series(release), _two_days(columns)),
        front_pictures.negotiators(faced, selectors.officials.family_names(faced.slugs) if faced else {}),
    )
    return tuple(way for way in found if way)


@per_release
def front(release: Release | None) -> Front:
    """A release's introduction, memoized. 5 queries the first time, besides those of its parts; then none."""
    lists, rows = reference(release), [*all_rows(release).values()]
    apart = [row for row in rows if row.apart is not None]
    return Front(
        lists.columns,
        selectors.record.proven(),
        lists.whole.earliest.year,
        _ways(release, rows, lists.columns),
        _latest(lists.columns, day_of(release)),
        max(apart, key=lambda row: (row.apart or 0, row.issue.position_count, row.issue.slug), default=None),  # type: ignore[attr-defined]
    )
