"""An issue's picture: its question, both sides' answers over the years, and where they stand now."""

from datetime import date

from timeline.domain import dates, standings
from timeline.domain.vocabulary import Side
from timeline.index.standings import StandingSeries
from timeline.models import Issue
from timeline.pages.standing_charts import APART, CHART_STEP, CHART_TOP, DrawnSide, IssueChart, issue_chart
from timeline.pictures.canvas import COLOURS, HAIRLINE, INNER, MARGIN, MUTED, SHADE, WIDTH, Canvas
from timeline.pictures.fonts import LABEL, SANS, TITLE
from timeline.pictures.text import block, fitted

LABELS = 270
"""Width in pixels of the answers beside the chart."""
LEFT = MARGIN + LABELS
PLOT = WIDTH - MARGIN - LEFT
TOP, STEP = 236, 54
"""Pixels: y of the first answer's line, and distance between lines."""
AXIS = TOP + 2 * STEP + 94


def picture(issue: Issue, tracks: StandingSeries, until: date) -> str:
    """The picture of an issue on a day, as SVG. 1 query."""
    canvas = Canvas(f"{issue.name}: {issue.question}")
    canvas.bar()
    y = canvas.block(MARGIN, 36, fitted(issue.name, TITLE, (60, 52, 44, 38), room=INNER, height=84)) + 4
    question = fitted(issue.question, SANS, (32, 28, 25), room=INNER, height=TOP - 36 - y)
    canvas.block(MARGIN, y, question, MUTED)
    chart = issue_chart(issue, tracks, until)
    if chart:
        _chart(canvas, chart)
    for number, side in enumerate(Side.values):
        _end(canvas, issue, tracks, side, until, x=MARGIN + number * INNER / 2)
    canvas.foot(f"Where each side stood, {dates.describe_day(until)}{_distance(issue, tracks, until)}")
    return canvas.svg()


def _chart(canvas: Canvas, chart: IssueChart) -> None:
    for number, answer in enumerate(chart.levels[:3]):
        y = TOP + number * STEP
        canvas.line((LEFT, y, WIDTH - MARGIN, y), HAIRLINE, 1)
        canvas.block(MARGIN, y - 16, block(answer, SANS, 25, room=LABELS - 24, lines=1), MUTED, room=LABELS - 24)
    for shade in chart.shades:
        x, width = _x(shade.x), PLOT * shade.width / 100
        canvas.rect(x, _y(shade.top), width, shade.height * STEP / CHART_STEP, SHADE)
    for place, tick in enumerate(chart.ticks):
        canvas.line((_x(tick.x), TOP - 24, _x(tick.x), AXIS - 4), HAIRLINE, 1)
        if place % (1 + len(chart.ticks) // 12) == 0 and tick.x < 96:
            canvas.block(_x(tick.x) + 4, AXIS - 26, block(tick.label, SANS, 20, room=90, lines=1), MUTED, room=90)
    for side in chart.sides:
        _line(canvas, side)


def _line(canvas: Canvas, side: DrawnSide) -> None:
    """Draws a side's answers, step by step."""
    fill = COLOURS[side.side]
    for step in side.steps:
        x, y = _x(step.x), _y(step.y)
        if step.from_y is not None:
            canvas.line((x, _y(step.from_y), x, y), fill, 2)
        if step.end_x is not None:
            canvas.line((x, y, _x(step.end_x), y), fill, 5)
        canvas.dot(x, y, 5, fill)


def _x(percent: float) -> float:
    return LEFT + PLOT * percent / 100


def _y(pixels: float) -> float:
    """Converts a y of the page's chart to the picture's."""
    return TOP + (pixels - CHART_TOP) * STEP / CHART_STEP


def _end(canvas: Canvas, issue: Issue, tracks: StandingSeries, side: str, until: date, *, x: float) -> None:
    """Draws a side's answer on the day, or since when it has been silent."""
    room = INNER / 2 - 32
    word = tracks.last_word(issue.slug, side, on=until)
    if word is None:
        says = "nothing on record"
    elif standings.is_silent(word.latest, on=until):
        says = f"silent since {word.latest.year} ({issue.answer(word.stance)})"
    else:
        says = f"{issue.answer(word.stance)} ({word.latest.year})"
    canvas.label(x, 456, Side(side).label, 22, COLOURS[side], room=room)
    canvas.block(x, 486, block(says, LABEL, 30, room=room, lines=1), room=room)


def _distance(issue: Issue, tracks: StandingSeries, until: date) -> str:
    stood = [tracks.standing(issue.slug, side, on=until) for side in Side.values]
    apart = standings.distance(*(one.stance if one else None for one in stood), comparable=issue.comparable)
    return "" if apart is None else f": {APART[apart]}"
