"""The map's picture: where the meetings of a query were held, and the busiest cities in words."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from timeline.chart import world
from timeline.pages.places import CityMap
from timeline.pictures.canvas import FOOT, INK, INNER, MARGIN, MUTED, PAPER, WIDTH, Canvas
from timeline.pictures.fonts import LABEL, SANS, TITLE
from timeline.pictures.text import block, fitted

TOP = 164
"""Pixels from the top to the map."""
HIGH = FOOT - 12 - TOP
WIDE = HIGH * world.WHOLE.width / world.WHOLE.height
LIST, ROW = MARGIN + WIDE + 36, 36
"""Pixels: left edge of the list of cities, and height of its rows."""
LISTED = int(HIGH / ROW)


@cache
def land() -> str:
    """The outlines of the land as SVG paths, in the map's units."""
    drawn = (Path(settings.BASE_DIR) / "static/map/land.svg").read_text(encoding="utf-8")
    return "".join(re.findall(r"<path [^>]*/>", drawn))


def picture(shown: CityMap) -> str:
    """The picture of a map as SVG. No query."""
    canvas = Canvas(shown.title)
    canvas.bar()
    y = canvas.block(MARGIN, 38, fitted(shown.title, TITLE, (56, 50, 44, 38), room=INNER, height=76)) + 2
    canvas.block(MARGIN, y, block(shown.words, SANS, 30, room=INNER, lines=1), MUTED)
    canvas.map(MARGIN, TOP, WIDE, HIGH, view=world.WHOLE.view, content=land() + _dots(shown))
    room = WIDTH - MARGIN - LIST
    for place, one in enumerate(shown.cities[:LISTED]):
        top = TOP + place * ROW
        canvas.block(LIST, top, block(f"{one.meetings}", SANS, 26, room=56, lines=1), MUTED, room=56)
        canvas.block(LIST + 60, top, block(one.city, LABEL, 26, room=room - 60, lines=1), room=room - 60)
    canvas.foot("Meetings of Washington and Moscow by city")
    return canvas.svg()


def _dots(shown: CityMap) -> str:
    """The cities as dots; the list beside names the busiest."""
    cities = ((one.city, one.city, north, east, one.meetings) for one, north, east in shown.located)
    laid = world.dots(cities, world.WHOLE)
    return "".join(
        f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.radius:.1f}" fill="{INK}" fill-opacity=".6" '
        f'stroke="{PAPER}"/>'
        for dot in laid
    )
