"""Both sides on a day, issue by issue; what changed between two days; and the meetings around a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline import selectors
from timeline.domain import dates, standings
from timeline.domain.standings import value
from timeline.domain.vocabulary import Side, side_capital
from timeline.index.meetings import Columns
from timeline.index.standings import StandingSeries, Statement
from timeline.models import Issue, Meeting, Position
from timeline.pages.html import counted
from timeline.pages.standing_charts import APART

MOST_MEETINGS = 5
"""Maximum number of meetings listed for a day."""


def _before(then: date, on: date) -> str:
    """How long before a day another one was, in years, months or days."""
    months = dates.whole_months(then, on)
    if months >= 24:
        return f"{counted(months // 12, 'year')} earlier"
    if months >= 2:
        return f"{counted(months, 'month')} earlier"
    return f"{counted((on - then).days, 'day')} earlier" if then < on else "that day"


def age(said: Position, on: date) -> str:
    """How long before a day a position was stated, no more precise than its date is: `2 years earlier`, `at least 7
    months earlier` of one of 2006, `about 3 months earlier` of one of about 1 May."""
    least, most = _before(said.latest, on), _before(said.earliest, on)
    if least == most:
        return least if dates.is_certain(said.date) else f"about {least}"
    return f"at least {least}" if said.latest < on else f"{least} or earlier"


@dataclass(frozen=True, slots=True)
class SideOnDay:
    """One side on a day: its latest statement and how old it is; `is_silent` if it is too old to be its standing."""

    side: str
    position: Position | None
    age: str = ""
    is_silent: bool = False

    @property
    def stance(self) -> str | None:
        """Its stance on the day; None if it was silent."""
        return self.position.stance if self.position and not self.is_silent else None


@dataclass(frozen=True, slots=True)
class DayRow:
    """One issue: both sides' standings on a day and the distance, if there is one."""

    issue: Issue
    washington: SideOnDay
    moscow: SideOnDay
    distance: int | None

    @property
    def is_silent(self) -> bool:
        """Whether either side had been silent for too long to have a standing."""
        return self.washington.is_silent or self.moscow.is_silent

    @property
    def words(self) -> str:
        """The distance in words, or who was silent."""
        silent = [side_capital(one.side) for one in (self.washington, self.moscow) if one.is_silent]
        if silent:
            return f"{silent[0]} silent" if len(silent) == 1 else "both silent"
        return APART.get(self.distance, "") if self.distance is not None else "no distance"


@dataclass(frozen=True, slots=True)
class Moved:
    """One issue on two days: each side's standing before and after, and the distances."""

    issue: Issue
    washington: tuple[SideOnDay, SideOnDay]
    moscow: tuple[SideOnDay, SideOnDay]
    distances: tuple[int | None, int | None]

    @property
    def is_change(self) -> bool:
        """Whether either side went from one clear answer to another."""
        pairs = ([value(one.stance) for one in pair] for pair in self.sides)
        return any(None not in (was, now) and was != now for was, now in pairs)

    @property
    def is_heard(self) -> bool:
        """Whether either side had a different stance on the second day because of a statement since the first."""
        return any(now.stance and was.stance != now.stance for was, now in self.sides)

    @property
    def sides(self) -> tuple[tuple[SideOnDay, SideOnDay], tuple[SideOnDay, SideOnDay]]:
        """Washington's standings on the two days, and Moscow's."""
        return self.washington, self.moscow


def _side_on(word: Statement | None, side: str, on: date, stated: Mapping[int, Position]) -> SideOnDay:
    if word is None:
        return SideOnDay(side, None)
    said = stated[word.key]
    return SideOnDay(side, said, age(said, on), standings.is_silent(word.latest, on=on))


type Words = dict[tuple[str, str], Statement | None]


def _words(issues: Iterable[Issue], tracks: StandingSeries, day: date) -> Words:
    """Both sides' latest statements on each issue, by issue slug and side."""
    return {(issue.slug, side): tracks.last_word(issue.slug, side, on=day) for issue in issues for side in Side.values}


def _distance(issue: Issue, us: SideOnDay, ru: SideOnDay) -> int | None:
    return standings.distance(us.stance, ru.stance, comparable=issue.comparable)


def on_one_day(issues: list[Issue], tracks: StandingSeries, day: date) -> list[DayRow]:
    """The issues on which either side had spoken, farthest apart first, then by latest statement. 1 query."""
    words = _words(issues, tracks, day)
    stated = selectors.positions.by_key(one.key for one in words.values() if one)
    rows = []
    for issue in issues:
        us, ru = (_side_on(words[issue.slug, side], side, day, stated) for side in Side.values)
        if us.position or ru.position:
            rows.append(DayRow(issue, us, ru, _distance(issue, us, ru)))

    def order(row: DayRow) -> tuple[int, int, str]:
        said = [one.position.latest for one in (row.washington, row.moscow) if one.position]
        return -1 if row.distance is None else row.distance, max(said).toordinal(), row.issue.slug

    return sorted(rows, key=order, reverse=True)


def between_days(issues: list[Issue], tracks: StandingSeries, first: date, last: date) -> list[Moved]:
    """The issues on which either side's standing differs between two days, in reference-list order. 1 query."""
    before, after = _words(issues, tracks, first), _words(issues, tracks, last)
    stated = selectors.positions.by_key({one.key for words in (before, after) for one in words.values() if one})
    found = []
    for issue in issues:
        us, ru = (
            (
                _side_on(before[issue.slug, side], side, first, stated),
                _side_on(after[issue.slug, side], side, last, stated),
            )
            for side in Side.values
        )
        if any(was.stance != now.stance for was, now in (us, ru)):
            distances = _distance(issue, us[0], ru[0]), _distance(issue, us[1], ru[1])
            found.append(Moved(issue, us, ru, distances))
    return found


@dataclass(frozen=True, slots=True)
class Steps:
    """Meetings around a day: the last to end before it, those possibly under way on it, and the first after it."""

    before: Meeting | None
    on: list[Meeting]
    after: Meeting | None


def around(columns: Columns, day: date) -> Steps:
    """The meetings around a day. 1 query."""
    ordinal = day.toordinal()
    over, later = np.flatnonzero(columns.latest < ordinal), np.flatnonzero(columns.latest > ordinal)
    going_on = np.flatnonzero((columns.earliest <= ordinal) & (columns.latest >= ordinal))[:MOST_MEETINGS]
    before = [over[columns.latest[over] == columns.latest[over].max()][-1]] if len(over) else []
    after = [later[columns.latest[later] == columns.latest[later].min()][0]] if len(later) else []
    keys = [columns.keys[np.asarray(rows, int)].tolist() for rows in (before, going_on, after)]
    found = selectors.meetings.by_key(key for part in keys for key in part)
    first, on, last = ([found[key] for key in part if key in found] for part in keys)
    return Steps(first[0] if first else None, on, last[0] if last else None)
