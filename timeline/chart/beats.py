"""The picture of a story: its steps along a vertical line of time, each label in a row of its own. Pure geometry."""

from collections.abc import Sequence


def spread(places: Sequence[float], *, gap: float, end: float) -> list[float]:
    """The places, in order, moved as little as possible so that each is `gap` after the previous one and none is
    beyond `end`; spread evenly from the start if there is no room for all."""
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
