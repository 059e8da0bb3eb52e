"""Every side's last statements on every issue over time, memoized per release: the data of the standings charts.

They are columns, like the meetings (meetings.py): a step is its day, its stance and the key of the position that it
rests on, nine bytes. The text of a position is queried only for the few that a page shows (selectors).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

import numpy as np
from django.db import connections

from timeline import fulltext
from timeline.domain.dates import Span
from timeline.domain.standings import Step, is_silent
from timeline.domain.vocabulary import Stance
from timeline.index.build import ORDINAL, numbers
from timeline.index.columns import Numbers, smallest
from timeline.models import Issue, Position, Release
from timeline.releases import per_release

CODES: dict[str, int] = {stance: number for number, stance in enumerate(Stance.values)}


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement that a standing rests on, without its text: the position's key, its stance, its last day."""

    key: int
    stance: str
    latest: date


@dataclass(frozen=True, slots=True)
class Track(Sequence[Step[Statement]]):
    """The steps of one side on one issue, oldest first, as columns: days (ordinals), keys, stance codes."""

    days: Numbers
    keys: Numbers
    stances: Numbers

    def __len__(self) -> int:
        return len(self.days)

    def __iter__(self) -> Iterator[Step[Statement]]:
        columns = (self.days.tolist(), self.keys.tolist(), self.stances.tolist())
        return (_step(day, key, stance) for day, key, stance in zip(*columns, strict=True))

    @overload
    def __getitem__(self, place: int) -> Step[Statement]: ...
    @overload
    def __getitem__(self, place: slice) -> Track: ...
    def __getitem__(self, place: int | slice) -> Step[Statement] | Track:
        if isinstance(place, slice):
            return Track(self.days[place], self.keys[place], self.stances[place])
        return _step(int(self.days[place]), int(self.keys[place]), int(self.stances[place]))

    def within(self, window: Span) -> Track:
        """The steps in a window of time."""
        first, last = window.earliest.toordinal(), window.latest.toordinal()
        return self[np.searchsorted(self.days, first) : np.searchsorted(self.days, last, side="right")]

    def seen_in(self, window: Span) -> Track:
        """The steps in a window of time, and the one before it, which may still apply at its start."""
        first = int(np.searchsorted(self.days, window.earliest.toordinal()))
        last = int(np.searchsorted(self.days, window.latest.toordinal(), side="right"))
        return self[max(0, first - 1) : last]

    @property
    def nbytes(self) -> int:
        """The size of the columns in bytes."""
        return self.days.nbytes + self.keys.nbytes + self.stances.nbytes


def _step(day: int, key: int, stance: int) -> Step[Statement]:
    since = date.fromordinal(day)
    return Step(since, Statement(key, Stance.values[stance], since))


SILENT = Track(*np.zeros((3, 0), np.int32))


@dataclass(frozen=True, slots=True)
class StandingSeries:
    """The steps of each side on each issue, by the issue's slug and the side."""

    tracks: dict[tuple[str, str], Track]

    @property
    def begun(self) -> date:
        """The day of the first statement; the end of the calendar if there is none."""
        first = [int(track.days[0]) for track in self.tracks.values() if len(track)]
        return date.fromordinal(min(first)) if first else date.max

    def track(self, issue: str, side: str) -> Track:
        """A side's steps on an issue; none if it never made a statement."""
        return self.tracks.get((issue, side), SILENT)

    def last_word(self, issue: str, side: str, *, on: date) -> Statement | None:
        """A side's last statement at the end of a day, however old; None before its first."""
        track = self.track(issue, side)
        place = int(np.searchsorted(track.days, on.toordinal(), side="right"))
        return track[place - 1].position if place else None

    def standing(self, issue: str, side: str, *, on: date) -> Statement | None:
        """The statement that a side's standing rests on at the end of a day; None while it is silent."""
        word = self.last_word(issue, side, on=on)
        return None if word is None or is_silent(word.latest, on=on) else word


BYTES = {"sqlite": "BINARY", "postgresql": '"C"'}
"""The collation that sorts text as Python does."""


def _sql(vendor: str) -> str:
    """The SQL for the keys, days and stances of the steps of each issue and side, each as one text in the same order.
    Of the positions of one day it picks the same one as standings.steps."""
    joined, codes = fulltext.JOINED[vendor], " ".join(f"WHEN '{name}' THEN {code}" for name, code in CODES.items())
    texts = ", ".join(joined.format(name) for name in ("id", "day", "code"))
    return (
        f"SELECT issue_id, side, {texts} FROM (SELECT id, issue_id, side, {ORDINAL[vendor].format('latest')} AS day, "
        f"CASE stance {codes} END AS code, ROW_NUMBER() OVER (PARTITION BY issue_id, side, latest "
        f"ORDER BY earliest DESC, public_id COLLATE {BYTES[vendor]} DESC) AS place FROM {Position._meta.db_table}) "
        "AS ranked WHERE place = 1 GROUP BY issue_id, side"
    )


def _track(keys: Numbers, days: Numbers, stances: Numbers) -> Track:
    """The steps in chronological order, each column in its smallest type."""
    order = np.argsort(days)
    small = smallest(int(keys.max()))
    return Track(days[order].astype(np.int32), keys[order].astype(small), stances[order].astype(np.uint8))


@per_release
def series(release: Release | None) -> StandingSeries:
    """The standings of a release. 2 queries the first time, then none."""
    connection = connections[Position.objects.db]
    slugs = dict(Issue.objects.values_list("pk", "slug"))
    with connection.cursor() as cursor:
        cursor.execute(_sql(connection.vendor))
        return StandingSeries({(slugs[issue], side): _track(*map(numbers, texts)) for issue, side, *texts in cursor})
