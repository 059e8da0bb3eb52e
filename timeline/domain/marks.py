"""What the timeline draws: a meeting as a mark, and what lasted (a term, a post, a treaty) as a period. Values only;
chart draws them."""

from dataclasses import dataclass
from datetime import date

from timeline.domain.standings import years_after
from timeline.domain.vocabulary import MeetingKind

LANDMARKS = frozenset({MeetingKind.SUMMIT, MeetingKind.SIGNING})
"""The kinds of meeting that are drawn as marks even where a lane is too full for all."""
FADE = 3
"""Years over which a period of unknown end fades out."""


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What the picture needs to know of one meeting: dates as written and as days, lane, positions stated (weight). Two
    are the same only if they are one object, so that what is drawn of each can be kept."""

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
    """Something that lasted, from the day `earliest` to the day `latest`: None while it goes on, or where nobody says
    when it ended; then `fades_from` is the last day on record.

    Before `solid_from` it is drawn as signed (None: all of it), from `suspended_from` on as suspended; where it
    `is_point` it had no duration. `names` are the wordings of its label, longest first; a heavier period is drawn
    first where rows are few.
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
        """The last day that is drawn: the last of all days while it goes on."""
        if self.fades_from and not self.latest:
            return years_after(max(self.fades_from, self.earliest), FADE)
        return self.latest or date.max
