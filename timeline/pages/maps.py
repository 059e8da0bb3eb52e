"""The map of the meetings as SVG: a dot for each city, linked to its page; the table below it gives the same for
readers who cannot see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from timeline.chart import world
from timeline.chart.world import CityLabel, Dot, Frame
from timeline.index.places import Met
from timeline.pages.html import counted, escaped, safe


@dataclass(frozen=True, slots=True)
class World:
    """The dots of the world map and of Europe as SVG, with their viewBoxes, and the number of cities drawn."""

    whole: SafeString
    europe: SafeString
    cities: int
    whole_view: str = world.WHOLE.view
    europe_view: str = world.EUROPE.view


def _label(label: CityLabel | None, name: str, frame: Frame, sheet: str) -> str:
    if label is None:
        return ""
    size = "europe" if frame is world.EUROPE else "whole"
    at = f'x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="{escaped(label.anchor)}"'
    return f'<text class="map__name map__name--{size} map__name--{sheet}" {at}>{escaped(name)}</text>'


def _dot(dot: Dot, one: Met, frame: Frame) -> str:
    """A dot with its city's name and count, where there is room for the name: on a screen and on a phone, of which the
    style sheet shows the one that fits."""
    label = _label(dot.wide, one.city, frame, "wide") + _label(dot.narrow, one.city, frame, "narrow")
    circle = f'<circle class="map__dot" cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.radius:.2f}"/>'
    title = f"<title>{escaped(one.city)}: {escaped(counted(one.meetings, 'meeting'))}</title>"
    if not one.slug:
        return f"<g>{title}{circle}{label}</g>"
    return f'<a href="/places/{escaped(one.slug)}/" tabindex="-1">{title}{circle}{label}</a>'


def _dots(cities: list[tuple[Met, float, float]], frame: Frame) -> SafeString:
    by_key = {one.city: one for one, _, _ in cities}
    laid = world.dots(((one.city, one.city, north, east, one.meetings) for one, north, east in cities), frame)
    return safe("".join(_dot(dot, by_key[dot.key], frame) for dot in laid))


def drawn(cities: Iterable[tuple[Met, float, float]]) -> World:
    """The map of the cities, each given with its latitude and longitude."""
    listed = list(cities)
    return World(_dots(listed, world.WHOLE), _dots(listed, world.EUROPE), len(listed))
