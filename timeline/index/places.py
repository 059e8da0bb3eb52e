"""The number of meetings in each city, among those that match a query. No query."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.domain.collation import sort_key
from timeline.domain.folding import city_slug
from timeline.filters.kinds import Mask
from timeline.index.meetings import Columns


@dataclass(frozen=True, slots=True)
class Met:
    """A city with its meetings: how many, the first day of the first, the last day of the last."""

    city: str
    meetings: int
    first: date
    last: date

    @property
    def slug(self) -> str:
        """The city in URLs; empty if its name has no letters."""
        return city_slug(self.city)


def met(columns: Columns, mask: Mask) -> list[Met]:
    """The cities of the meetings in the mask, the busiest first."""
    column, rows = columns.single["city"], np.flatnonzero(mask)
    codes = column.codes[rows]
    counts = np.bincount(codes, minlength=len(column.values))
    first = np.full(len(column.values), date.max.toordinal())
    last = np.zeros(len(column.values), np.int64)
    np.minimum.at(first, codes, columns.earliest[rows])
    np.maximum.at(last, codes, columns.latest[rows])
    found = [
        Met(column.values[code], int(counts[code]), *(date.fromordinal(int(days[code])) for days in (first, last)))
        for code in np.flatnonzero(counts).tolist()
        if column.values[code]
    ]
    return sorted(found, key=lambda one: (-one.meetings, sort_key(one.city)))


def city_of(columns: Columns, slug: str) -> str:
    """The city with this slug, if any meeting was held there; empty otherwise."""
    return next((city for city in columns.single["city"].values if city and city_slug(city) == slug), "")
