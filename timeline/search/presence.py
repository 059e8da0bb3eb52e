"""What the record has of an official, counted in the columns that questions are matched with. No query."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.search.ground import Ground


@dataclass(frozen=True, slots=True)
class Presence:
    """How many meetings somebody was at and how many statements they made, and the first and last day that either can
    mean; None where there are none."""

    meetings: int
    positions: int
    earliest: date | None
    latest: date | None


def presence(slug: str, ground: Ground) -> Presence:
    """Of one official; nothing of one that the record does not know."""
    at = np.flatnonzero(ground.meetings.officials.having([slug]))
    said = np.flatnonzero(ground.statements.holders == ground.keys["officials"].get(slug, -1))
    first = np.concatenate([ground.meetings.earliest[at], ground.statements.earliest[said]])
    last = np.concatenate([ground.meetings.latest[at], ground.statements.latest[said]])
    if not len(first):
        return Presence(0, 0, None, None)
    return Presence(len(at), len(said), date.fromordinal(int(first.min())), date.fromordinal(int(last.max())))
