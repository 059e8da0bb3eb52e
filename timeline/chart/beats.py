"""The picture of a story: its steps down a line of time, each label in a row of its own. Numbers in, numbers out."""

from collections.abc import Sequence


def spread(places: Sequence[float], *, gap: float, end: float) -> list[float]:
    """The places, in order, moved as little as need be so that each lies `gap` after the one before, none beyond `end`;
    where there is no room for all, evenly from the start."""
    if len(places) > 1 and gap * (len(places) - 1) > end:
        step = end / (len(places) - 1)
        return [number * step for number in range(len(places))]
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else max(0.0, place))
    latest = end
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = min(moved[number], latest)
        latest = moved[number] - gap
    return moved
