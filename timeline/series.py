"""Every side's standing on every issue over time, read once a release and kept in memory: the ground of the pictures
of where they stood. Between selectors and surfaces."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.functions import Coalesce

from timeline.kept import by_release
from timeline.models import Position, Release
from timeline.standings import Step, steps


@dataclass(frozen=True, slots=True)
class Statement:
    """What a standing rests on, without its words; `issue` is a slug, `written` its date as the source has it."""

    public_id: str
    issue: str
    side: str
    stance: str
    who: str
    written: str
    earliest: date
    latest: date


type Track = list[Step[Statement]]


@dataclass(frozen=True, slots=True)
class Series:
    """The steps of each side on each issue, oldest first."""

    tracks: dict[tuple[str, str], Track]

    def track(self, issue: str, side: str) -> Track:
        """A side's steps on an issue; none where it never spoke."""
        return self.tracks.get((issue, side), [])

    def standing(self, issue: str, side: str, *, on: date) -> Statement | None:
        """The statement that a side's standing rests on at the end of a day; None while it is silent."""
        track = self.track(issue, side)
        place = bisect_right(track, on, key=lambda step: step.since)
        return track[place - 1].position if place else None


@by_release
def series(release: Release | None) -> Series:
    """The standings of a release. 1 query the first time, none after."""
    gathered: dict[tuple[str, str], list[Statement]] = {}
    rows = Position.objects.order_by().values_list(
        "public_id",
        "issue__slug",
        "side",
        "stance",
        Coalesce("holder__name", "attributed_to"),
        "date",
        "earliest",
        "latest",
    )
    # The same names, words and days stand in hundreds of thousands of statements: of each, one is held.
    same: dict[Any, Any] = {}
    for public_id, *others in rows.iterator(chunk_size=5000):
        statement = Statement(public_id, *(same.setdefault(value, value) for value in others))
        gathered.setdefault((statement.issue, statement.side), []).append(statement)
    return Series({key: steps(stated) for key, stated in gathered.items()})
