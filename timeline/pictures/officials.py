"""An official's picture: name, posts, how often and whom they faced, and their own words."""

from collections.abc import Sequence

from timeline.domain import dates
from timeline.domain.vocabulary import side_capital
from timeline.models import Official, Position
from timeline.pages.html import counted
from timeline.pages.statements import in_sentence
from timeline.pictures import said
from timeline.pictures.canvas import FOOT, HAIRLINE, INNER, MARGIN, MUTED, Canvas, colour
from timeline.pictures.fonts import LABEL, SANS, SERIF, TITLE
from timeline.pictures.text import block, fitted
from timeline.selectors.officials import Counterpart
from timeline.templatetags.record import years

FACED = 3
"""Number of counterparts named."""


def picture(official: Official, opposite: Sequence[Counterpart], spoken: Position | None) -> str:
    """The picture of an official (from selectors.officials.official) as SVG: whom they faced most, and a statement, if
    there is one. No query."""
    canvas = Canvas(official.name)
    canvas.bar(official.side)
    canvas.label(MARGIN, 42, _sides(official, opposite), 24, colour(official.side))
    y = canvas.block(MARGIN, 76, fitted(official.name, TITLE, (72, 62, 54, 46, 40), room=INNER, height=100))
    if official.native_name:
        y = canvas.block(MARGIN, y, block(official.native_name, SERIF, 32, room=INNER, lines=1), MUTED) + 4
    posts = "; ".join(reversed([post.title for post in official.posts.all()][-2:]))
    y = canvas.block(MARGIN, y + 2, block(posts, SANS, 28, room=INNER, lines=2)) + 4
    if opposite:
        faced = ", ".join(f"{one.name} ({one.meetings})" for one in opposite[:FACED])
        y = canvas.block(MARGIN, y, block(f"Across the table from {faced}", SANS, 26, room=INNER, lines=2), MUTED) + 8
    if spoken:
        _words(canvas, spoken, y + 6)
    canvas.foot(_counted(official))
    return canvas.svg()


def _sides(official: Official, opposite: Sequence[Counterpart]) -> str:
    """The official's side, and the side they faced most."""
    faced = f" · facing {side_capital(opposite[0].side)}" if opposite else ""
    return f"{side_capital(official.side)}{faced}"


def _words(canvas: Canvas, spoken: Position, y: float) -> None:
    canvas.line((MARGIN, y, MARGIN + 96, y), HAIRLINE, 3)
    y = canvas.block(MARGIN, y + 14, said.words(spoken, (42, 38, 34, 30, 26), room=INNER, height=FOOT - 62 - (y + 14)))
    told = f"{dates.describe(spoken.date)}, on {in_sentence(spoken.issue)} · {said.evidence(spoken)}"
    canvas.block(MARGIN, y + 4, block(told, LABEL, 24, room=INNER, lines=1), colour(spoken.side))


def _counted(official: Official) -> str:
    meetings, statements = official.meeting_count, official.position_count  # type: ignore[attr-defined]  # annotations
    seen = years(official.earliest, official.latest) if official.earliest else ""  # type: ignore[attr-defined]
    counts = [counted(meetings, "meeting"), counted(statements, "statement")]
    return " · ".join(part for part in ("In the record " + seen if seen else "", *counts) if part)
