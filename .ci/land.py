#!/usr/bin/env python3
"""Draws the land of the map, static/map/land.svg, from a TopoJSON file of Natural Earth (npm: world-atlas 2.0.2,
land-50m.json; public domain), by the projection of timeline/chart/world.py, with as many points as can be seen.

    .ci/land.py land-50m.json > static/map/land.svg
"""

import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from timeline.chart import world

type Point = tuple[float, float]

COARSE, FINE = 1.1, 0.2
"""How far a point may lie from the line that leaves it out: on the whole map, and in Europe."""
BEYOND = 4
"""How far beyond the edges the land goes on."""
SMALLEST, SMALLEST_IN_EUROPE = 2.5, 0.3
"""Area of the smallest island drawn."""


def arcs(topology: dict) -> list[list[Point]]:
    """The arcs in degrees, longitude first."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        found.append(points)
    return found


def rings(topology: dict) -> Iterator[list[Point]]:
    """The outlines of the land in units of the map."""
    lines = arcs(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            for ring in polygon:
                points: list[Point] = []
                for number in ring:
                    points += (lines[number] if number >= 0 else lines[~number][::-1])[bool(points) :]
                yield from whole([world.project(latitude, longitude) for longitude, latitude in points])


def whole(points: list[Point]) -> Iterator[list[Point]]:
    """The outline without jumps from one edge of the map to the other: what crosses the date line goes on beyond the
    edge, and is drawn at the other edge once more."""
    turns, unbroken = 0, points[:1]
    for (before, _), (x, y) in pairwise(points):
        turns += (before - x > world.WIDTH / 2) - (x - before > world.WIDTH / 2)
        unbroken.append((x + turns * world.WIDTH, y))
    for shift in (0, world.WIDTH, -world.WIDTH):
        if any(0 <= x + shift <= world.WIDTH for x, _ in unbroken):
            yield [(min(max(x + shift, -BEYOND), world.WIDTH + BEYOND), y) for x, y in unbroken]


def distance(point: Point, start: Point, end: Point) -> float:
    """Of a point from the line between two others."""
    width, height = end[0] - start[0], end[1] - start[1]
    length = (width**2 + height**2) ** 0.5
    if not length:
        return ((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2) ** 0.5
    return abs(width * (start[1] - point[1]) - (start[0] - point[0]) * height) / length


def thinned(points: list[Point]) -> list[Point]:
    """The points without which the line would look another (Douglas and Peucker)."""
    kept, open_parts = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        far, place = max((distance(points[n], points[first], points[last]), n) for n in range(first + 1, last))
        if far > (FINE if world.EUROPE.holds(*points[place]) else COARSE):
            kept.add(place)
            open_parts += [(first, place), (place, last)]
    return [points[place] for place in sorted(kept)]


def area(points: list[Point]) -> float:
    """Of a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))) / 2


def path(points: list[Point]) -> str:
    """A ring as SVG has it, in steps of a tenth (in Europe of a fiftieth)."""
    said, (at_x, at_y) = [], (0.0, 0.0)
    for number, (x, y) in enumerate(points):
        digits = 2 if world.EUROPE.holds(x, y) and world.EUROPE.holds(at_x, at_y) else 1
        step_x, step_y = round(x - at_x, digits), round(y - at_y, digits)
        if number == 0 or step_x or step_y:
            said.append(f"{'M' if number == 0 else 'l'}{step_x:g},{step_y:g}")
            at_x, at_y = at_x + step_x, at_y + step_y
    return re.sub(r"(?<![0-9])0\.", ".", "".join(said)).replace(",-", "-") + "z"


def main() -> None:
    """Reads the file named, and prints the picture."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    drawn = []
    for ring in rings(topology):
        least = SMALLEST_IN_EUROPE if world.EUROPE.holds(*ring[0]) else SMALLEST
        if area(ring) >= least and len(points := thinned(ring)) > 3:
            drawn.append(path(points))
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{world.WHOLE.view}" width="{world.WHOLE.width:g}" '
        f'height="{world.WHOLE.height:g}"><!-- Natural Earth, public domain --><path fill="#8d877a" fill-opacity=".3" '
        f'd="{"".join(drawn)}"/></svg>'
    )


main()
