"""Where points of the globe lie on the map, and which dots are named."""

from itertools import combinations

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from timeline.chart import world
from timeline.chart.world import EUROPE, LETTER, LINE, NARROW, WHOLE, WIDE, dots, project

GENEVA = ("geneva", "Geneva", 46.2, 6.15, 100)
BERN = ("bern", "Bern", 46.95, 7.45, 1)
LIMA = ("lima", "Lima", -12.04, -77.03, 25)


def test_the_style_sheet_has_the_same_sizes() -> None:
    css = (settings.BASE_DIR / "static/css/places.css").read_text("utf-8")

    for sheet in (WIDE, NARROW):
        assert f".map__name--whole {{ font-size: {sheet.font:g}px;" in css
        assert f".map__name--europe {{ font-size: {round(sheet.font / EUROPE.scale, 2):g}px;" in css
    assert f".map__dot {{ transform: scale({NARROW.swell:g}); }}" in css


def test_the_corners_of_the_map() -> None:
    assert project(78, -180) == (0, 0)
    assert project(-48, 180) == pytest.approx((WHOLE.width, WHOLE.height), abs=0.5)
    assert project(90, 0) == project(78, 0)


def test_areas_are_as_the_numbers_of_meetings() -> None:
    geneva, lima = dots([LIMA, GENEVA], WHOLE)

    assert (geneva.key, lima.key) == ("geneva", "lima")
    assert geneva.radius / lima.radius == pytest.approx(2)


def test_a_frame_shows_what_lies_in_it_as_large_as_the_whole_map_does() -> None:
    (geneva,) = dots([LIMA, GENEVA], EUROPE)

    assert geneva.radius * EUROPE.scale == pytest.approx(dots([LIMA, GENEVA], WHOLE)[0].radius)


def test_labels_stand_where_there_is_room() -> None:
    geneva, bern = dots([BERN, GENEVA], WHOLE)

    assert geneva.wide is not None
    assert (geneva.wide.anchor, geneva.wide.y) == ("start", geneva.y)
    assert bern.wide is None or bern.wide.anchor != "start"


def test_a_label_stays_on_the_map() -> None:
    (far,) = dots([("auckland", "Auckland", -36.85, 174.76, 3)], WHOLE)
    (endless,) = dots([("endless", "A city with a name as long as the map is wide " * 3, 0, 0, 3)], WHOLE)

    assert far.wide is not None
    assert far.wide.anchor == "end"
    assert (endless.wide, endless.narrow) == (None, None)


def boxes(
    found: list[world.Dot], names: dict[str, str], frame: world.Frame, sheet: world.Sheet
) -> list[tuple[float, float, float, float]]:
    """The box of each label that is drawn on a sheet."""
    made = []
    for dot in found:
        label = dot.wide if sheet is WIDE else dot.narrow
        if label is not None:
            length, half = len(names[dot.key]) * LETTER * sheet.font / frame.scale, LINE * sheet.font / frame.scale / 2
            left = label.x - length * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
            made.append((left, label.y - half, left + length, label.y + half))
    return made


def assert_none_overlap(cities: list[tuple[str, str, float, float, int]], frame: world.Frame) -> int:
    """Assert that no labels overlap, on either sheet, and that their order does not depend on the cities'; how many
    there are."""
    found, names = dots(cities, frame), {key: name for key, name, *_ in cities}
    assert dots(cities[::-1], frame) == found
    number = 0
    for sheet in (WIDE, NARROW):
        made = boxes(found, names, frame, sheet)
        number += len(made)
        overlapping = [
            (one, other)
            for one, other in combinations(made, 2)
            if min(one[2], other[2]) - max(one[0], other[0]) > 1e-6
            and min(one[3], other[3]) - max(one[1], other[1]) > 1e-6
        ]
        assert overlapping == []
    return number


places = st.tuples(
    st.text("abcxyz", min_size=1, max_size=20), st.floats(35, 60), st.floats(-10, 30), st.integers(1, 99)
)


@given(st.lists(places, min_size=1, max_size=40))
def test_no_labels_ever_overlap(some: list[tuple[str, float, float, int]]) -> None:
    cities = [(f"{number:02d}", *one) for number, one in enumerate(some)]

    for frame in (WHOLE, EUROPE):
        assert assert_none_overlap(cities, frame) <= 2 * len(cities)


def test_nothing_is_drawn_of_nothing() -> None:
    assert dots([], WHOLE) == []
    assert world.WHOLE.view == "0 0 1000 495"
