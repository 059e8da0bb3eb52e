"""A row of the picture, in which nothing may overlap: the intervals already taken, in the caller's units."""

from bisect import bisect_right, insort


class Row:
    """The occupied intervals of a row, left to right, each at least `gap` from the next."""

    __slots__ = ("_gap", "_taken")

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._taken: list[tuple[float, float]] = []

    def is_free(self, left: float, right: float) -> bool:
        """Whether the interval from `left` to `right`, with the gap on either side, is free."""
        place = bisect_right(self._taken, (left, right))
        if place and left < self._taken[place - 1][1] + self._gap:
            return False
        return place == len(self._taken) or right + self._gap <= self._taken[place][0]

    def take(self, left: float, right: float) -> None:
        """Occupy a free interval."""
        insort(self._taken, (left, right))
