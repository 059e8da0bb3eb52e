"""A comparison's picture: issue by issue, Washington's answer on the left and Moscow's on the right."""

from typing import Any

from timeline.domain.vocabulary import Side
from timeline.models import Official
from timeline.pages.compare.lines import AnswerLine, lines
from timeline.pages.compare.query import ComparisonQuery
from timeline.pages.standing_charts import APART
from timeline.pictures.canvas import FOOT, HAIRLINE, INNER, MARGIN, MUTED, WIDTH, Canvas, colour
from timeline.pictures.fonts import LABEL, SANS, TITLE
from timeline.pictures.text import block, fitted

ROW = 58
MIDDLE = 380
"""Width in pixels of the issue's name, between the sides."""
COLUMN = (INNER - MIDDLE) / 2 - 24
"""Width in pixels of each side's answer."""


def picture(asked: ComparisonQuery, context: dict[str, Any], title: str) -> str:
    """The picture of a comparison as SVG, from its query and its page's context. No query."""
    canvas = Canvas(title)
    canvas.bar()
    y = canvas.block(MARGIN, 38, fitted(title, TITLE, (52, 46, 40, 36, 32), room=INNER, height=80)) + 10
    people: list[Official] = context.get("people", [])
    heads = [one.name for one in people] if len(people) == 2 else [side.label for side in Side]
    sides = [one.side for one in people] if len(people) == 2 else list(Side.values)
    y = _heads(canvas, heads, sides, y)
    listed = list(lines(context))
    shown = int((FOOT - 8 - y) / ROW)
    for line in listed[:shown]:
        _row(canvas, line, sides, y)
        y += ROW
    if not listed:
        canvas.block(MARGIN, y + 8, block("Nothing to compare on record.", SANS, 30, room=INNER, lines=1), MUTED)
    more = len(listed) - shown
    canvas.foot(f"{_foot(context)}{f', {more} more' if more > 0 else ''}")
    return canvas.svg()


def _heads(canvas: Canvas, names: list[str], sides: list[str], y: float) -> float:
    """Draws who is on the left and on the right; returns the y below."""
    for place, (name, side) in enumerate(zip(names, sides, strict=True)):
        x = MARGIN + place * (INNER - COLUMN)
        canvas.label(x, y, name, 24, colour(side), room=COLUMN)
    return y + 40


def _row(canvas: Canvas, line: AnswerLine, sides: list[str], y: float) -> None:
    """Draws an issue with both answers."""
    canvas.line((MARGIN, y, WIDTH - MARGIN, y), HAIRLINE, 1.5)
    for place, (answer, side) in enumerate(zip((line.left, line.right), sides, strict=True)):
        x = MARGIN + place * (INNER - COLUMN)
        canvas.block(x, y + 10, fitted(answer, LABEL, (30, 26, 22), room=COLUMN, height=38), colour(side), room=COLUMN)
    named = fitted(line.issue.name, SANS, (30, 26, 23), room=MIDDLE, height=38)
    canvas.block((WIDTH - named.width) / 2, y + 10, named, room=named.width)


def _foot(context: dict[str, Any]) -> str:
    """The foot line: what the lines are, and how many."""
    if "rows" in context:
        opposed = sum(APART.get(row.distance) == "opposed" for row in context["rows"])
        return f"{len(context['rows'])} issues on which what was said still stood, {opposed} opposed"
    if "moved" in context:
        return f"{len(context['moved'])} issues on which an answer changed"
    return f"{len(context.get('shared', ()))} issues on which both spoke, the latest answer of each"
