"""A story's picture: its title, what it tells, its steps on a line of time, and their headings."""

from collections.abc import Sequence
from datetime import date

from timeline.chart import scale
from timeline.chart.scale import Scale
from timeline.domain import dates
from timeline.models import Story
from timeline.pages.html import counted
from timeline.pages.stories import ToldStep
from timeline.pictures.canvas import FOOT, HAIRLINE, INK, INNER, MARGIN, MUTED, PAPER, WIDTH, Canvas
from timeline.pictures.fonts import LABEL, SANS, TITLE
from timeline.pictures.text import block, fitted
from timeline.templatetags.record import years

LINE = 330
"""Pixels: y of the line of time."""
HEADINGS, ROW = LINE + 54, 31
"""Pixels: top of the headings, and height of each."""
ROWS = (FOOT - HEADINGS) // ROW
GUTTER = 48
COLUMN = (INNER - GUTTER) / 2


def picture(story: Story, told: Sequence[ToldStep]) -> str:
    """The picture of a story with its steps as SVG. No query."""
    canvas = Canvas(story.title)
    canvas.bar()
    canvas.label(MARGIN, 42, "Story", 22)
    y = canvas.block(MARGIN, 76, fitted(story.title, TITLE, (60, 52, 46, 40, 36), room=INNER, height=110)) + 6
    canvas.block(MARGIN, y, fitted(story.lead, SANS, (32, 29, 26, 24), room=INNER, height=LINE - 34 - y), MUTED)
    days = [(one.number, one.day) for one in told if one.day]
    if days:
        _line(canvas, days)
    _headings(canvas, told)
    seen = [day for _, day in days]
    span = f", {years(min(seen), max(seen))}" if seen else ""
    canvas.foot(f"{counted(len(told), 'step')}{span}, each bound to what is on record")
    return canvas.svg()


def _line(canvas: Canvas, days: Sequence[tuple[int, date]]) -> None:
    """Draws the steps on the line of time, with the years below."""
    drawn_on = Scale(dates.whole_years(min(day for _, day in days), max(day for _, day in days)))
    canvas.line((MARGIN, LINE, WIDTH - MARGIN, LINE), HAIRLINE, 3)
    ticks = [tick for tick in scale.ticks(drawn_on) if tick.label.isdecimal() and tick.x < 96]
    for place, tick in enumerate(ticks):
        if place % (1 + len(ticks) // 12) == 0:
            x = MARGIN + INNER * tick.x / 100
            canvas.line((x, LINE, x, LINE + 12), MUTED, 1.5)
            canvas.block(x + 5, LINE + 10, block(tick.label, SANS, 21, room=90, lines=1), MUTED, room=90)
    for _, day in days:
        x = MARGIN + INNER * drawn_on.at(day) / 100
        canvas.dot(x, LINE, 10, PAPER)
        canvas.dot(x, LINE, 8, INK)


def _headings(canvas: Canvas, told: Sequence[ToldStep]) -> None:
    """Draws the steps' headings in two columns, with their years; the last line says how many have no room."""
    shown = told if len(told) <= 2 * ROWS else told[: 2 * ROWS - 1]
    for place, one in enumerate(shown):
        _heading(canvas, place, one.step.heading, str(one.day.year) if one.day else "")
    if len(shown) < len(told):
        _heading(canvas, len(shown), f"and {len(told) - len(shown)} more", "")


def _heading(canvas: Canvas, place: int, heading: str, year: str) -> None:
    x, y = MARGIN + (place // ROWS) * (COLUMN + GUTTER), HEADINGS + (place % ROWS) * ROW
    canvas.block(x, y, block(year, SANS, 23, room=68, lines=1), MUTED, room=68)
    canvas.block(x + 72, y, block(heading, LABEL, 23, room=COLUMN - 72, lines=1), room=COLUMN - 72)
