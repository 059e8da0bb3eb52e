"""How a meeting came about and what came of it: related meetings, each side's answers before and after, and the
treaties that followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from timeline import selectors
from timeline.domain import dates
from timeline.domain.vocabulary import Side
from timeline.index.reference import reference
from timeline.index.related import related
from timeline.index.standings import StandingSeries, Statement, series
from timeline.models import Issue, Meeting, Release, Treaty
from timeline.pages.exchange import StanceAnswer

SHARED = 3
"""Maximum number of shared issues and people named."""


@dataclass(frozen=True, slots=True)
class RelatedMeeting:
    """An earlier or later meeting, and the names of the people and issues it shares with the page's, people first."""

    meeting: Meeting
    shared: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TreatyAfter:
    """A treaty that followed, and how long after."""

    treaty: Treaty
    interval: str


@dataclass(frozen=True, slots=True)
class SideShift:
    """One side's answer on the day before a meeting and at its end; None if it was silent."""

    side: str
    before: StanceAnswer | None
    after: StanceAnswer | None

    @property
    def is_changed(self) -> bool:
        """Whether the answer at the end is different."""
        return (self.before and self.before.stance) != (self.after and self.after.stance)


@dataclass(frozen=True, slots=True)
class IssueShift:
    """An issue of the meeting, with Washington's answers and Moscow's."""

    issue: Issue
    sides: tuple[SideShift, ...]


def _related(found: Meeting, meetings: Iterable[Meeting]) -> list[RelatedMeeting]:
    people = {one.official_id for one in found.participations.all()}
    issues = {item.issue_id for item in found.agenda.all()}
    listed = []
    for one in meetings:
        shared = [each.official.family_name for each in one.participations.all() if each.official_id in people]
        shared += [item.issue.name for item in one.agenda.all() if item.issue_id in issues]
        listed.append(RelatedMeeting(one, tuple(shared[:SHARED]), max(0, len(shared) - SHARED)))
    return listed


def _around(found: Meeting, release: Release | None) -> tuple[list[RelatedMeeting], list[RelatedMeeting]]:
    """The related meetings before and after. 3 queries."""
    keys = related(
        reference(release).columns,
        found.pk,
        issues=[item.issue.slug for item in found.agenda.all()],
        officials=[one.official.slug for one in found.participations.all()],
    )
    meetings = {one.pk: one for one in selectors.meetings.with_agenda([*keys[0], *keys[1]])}
    before, after = ([meetings[key] for key in part if key in meetings] for part in keys)
    return _related(found, before), _related(found, after)


def _treaties(found: Meeting) -> list[TreatyAfter]:
    """The treaties that followed, with the time in between. 1 query."""
    end = dates.parse(found.end or found.start)
    return [
        TreatyAfter(one, dates.interval(found.latest, one.earliest, is_rough=end.earliest != end.latest))
        for one in selectors.treaties.after(found)
    ]


def _answer(word: Statement | None, issue: Issue) -> StanceAnswer | None:
    return StanceAnswer(word.stance, issue.answer(word.stance)) if word else None


def _shift(found: Meeting, issue: Issue, side: str, tracks: StandingSeries) -> SideShift:
    """A side's answers before and after the meeting; its statements there count even if dated later."""
    said = [one.latest for one in found.positions.all() if (one.issue_id, one.side) == (issue.pk, side)]
    before = tracks.standing(issue.slug, side, on=dates.day_before(found.earliest))
    after = tracks.standing(issue.slug, side, on=max([found.latest, *said]))
    return SideShift(side, _answer(before, issue), _answer(after, issue))


def _strip(found: Meeting, tracks: StandingSeries) -> list[IssueShift]:
    """The answers on each issue that was on the agenda or spoken about, if either side has one. No query."""
    issues = {item.issue_id: item.issue for item in found.agenda.all()}
    issues |= {one.issue_id: one.issue for one in found.positions.all() if one.issue_id not in issues}
    rows = [
        IssueShift(issue, tuple(_shift(found, issue, side, tracks) for side in Side.values))
        for issue in issues.values()
    ]
    return [row for row in rows if any(one.before or one.after for one in row.sides)]


def consequences(found: Meeting, release: Release | None) -> dict[str, Any]:
    """The context of a meeting's page (for a meeting from selectors.meetings.meeting) on what came before and after,
    and the stories that include it. 5 queries."""
    earlier, later = _around(found, release)
    return {
        "earlier": earlier,
        "later": later,
        "followed": _treaties(found),
        "strip": _strip(found, series(release)),
        "told_in": selectors.stories.telling_of(f"meetings/{found.slug}"),
    }
