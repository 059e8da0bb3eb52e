"""What the timeline draws: meetings as marks, and what lasted (terms, posts, treaties) as periods. Values only;
chart draws them."""

from dataclasses import dataclass
from datetime import date

from timeline.domain.standings import years_after
from timeline.domain.vocabulary import MeetingKind

LANDMARKS = frozenset({MeetingKind.SUMMIT, MeetingKind.SIGNING})
"""The kinds of meeting that are drawn as marks even in a lane too full to show all meetings."""
FADE = 3
"""Years over which a period with an unknown end fades out."""


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What the timeline needs to know about a meeting: dates as written and as days, lane, number of positions
    stated (weight). Compared by identity, so that what is drawn for each can be memoized."""

    slug: str
    title: str
    kind: str
    status: str
    start: str
    end: str
    earliest: date
    latest: date
    city: str
    lane: str
    weight: int


@dataclass(frozen=True, slots=True)
class Period:
    """Something that lasted, from the day `earliest` to the day `latest`: None while it is ongoing, or if no source
    says when it ended; then `fades_from` is the last day on record.

    Before `solid_from` it is drawn as signed (None: all of it), from `suspended_from` on as suspended; if it
    `is_point`, it had no duration. `names` are the wordings of its label, longest first; a heavier period is placed
    first if rows are scarce.
    """

    key: str
    names: tuple[str, ...]
    earliest: date
    latest: date | None
    solid_from: date | None
    weight: float = 0.0
    suspended_from: date | None = None
    fades_from: date | None = None
    is_point: bool = False

    @property
    def end(self) -> date:
        """The last day that is drawn: date.max while it is ongoing."""
        if self.fades_from and not self.latest:
            return years_after(max(self.fades_from, self.earliest), FADE)
        return self.latest or date.max
