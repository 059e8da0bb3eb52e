"""Where points of the globe lie on the map, and which dots are named."""

import pytest

from timeline.chart import world
from timeline.chart.world import EUROPE, WHOLE, dots, project

GENEVA = ("geneva", "Geneva", 46.2, 6.15, 100)
BERN = ("bern", "Bern", 46.95, 7.45, 1)
LIMA = ("lima", "Lima", -12.04, -77.03, 25)


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


def test_a_label_covers_no_busier_city() -> None:
    geneva, bern = dots([BERN, GENEVA], WHOLE)

    assert geneva.is_named
    assert not bern.is_named


def test_a_label_stays_on_the_map() -> None:
    (far,) = dots([("auckland", "A city with a long name", -36.85, 174.76, 3)], WHOLE)

    assert not far.is_named


def test_nothing_is_drawn_of_nothing() -> None:
    assert dots([], WHOLE) == []
    assert world.WHOLE.view == "0 0 1000 495"
