"""An official's totals in the record, counted in the search columns. No query."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.search.ground import Ground


@dataclass(frozen=True, slots=True)
class Presence:
    """The number of somebody's meetings and statements, and the earliest and latest possible day of either; None if
    there are none."""

    meetings: int
    positions: int
    earliest: date | None
    latest: date | None


def presence(slug: str, ground: Ground) -> Presence:
    """The totals of one official; zero for an unknown slug."""
    at = np.flatnonzero(ground.meetings.officials.having([slug]))
    said = np.flatnonzero(ground.statements.holders == ground.keys["officials"].get(slug, -1))
    first = np.concatenate([ground.meetings.earliest[at], ground.statements.earliest[said]])
    last = np.concatenate([ground.meetings.latest[at], ground.statements.latest[said]])
    if not len(first):
        return Presence(0, 0, None, None)
    return Presence(len(at), len(said), date.fromordinal(int(first.min())), date.fromordinal(int(last.max())))
