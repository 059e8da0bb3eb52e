"""A statement's picture: its words, the speaker, the issue, and the source."""

from timeline.domain.dates import describe
from timeline.domain.vocabulary import Speech, side_capital
from timeline.models import Position
from timeline.pages.positions import title
from timeline.pages.statements import credited
from timeline.pictures import said
from timeline.pictures.canvas import INNER, MARGIN, MUTED, Canvas, colour
from timeline.pictures.fonts import LABEL, SANS, SERIF
from timeline.pictures.text import block, fitted

SIZES = (68, 60, 52, 46, 40, 36, 32)


def picture(position: Position, post: str) -> str:
    """The picture of a statement (from selectors.positions.position) as SVG; `post` is the holder's or "". No query."""
    canvas = Canvas(title(position))
    canvas.bar(position.side)
    canvas.label(MARGIN, 42, position.issue.name, 24, colour(position.side))
    y = canvas.block(MARGIN, 80, block(position.issue.question, SANS, 26, room=INNER, lines=1), MUTED) + 14
    tell = _words if position.speech == Speech.DIRECT else _report
    tell(canvas, position, y)
    y = canvas.block(MARGIN, 432, block(credited(position), LABEL, 34, room=INNER, lines=1))
    if post:
        y = canvas.block(MARGIN, y, fitted(post, SANS, (25, 23, 21), room=INNER, height=32), MUTED)
    when = f"{side_capital(position.side)}, {describe(position.date)}: {position.answer}"
    canvas.block(MARGIN, y, block(when, SANS, 27, room=INNER, lines=1), colour(position.side))
    canvas.foot(said.evidence(position))
    return canvas.svg()


def _words(canvas: Canvas, position: Position, y: float) -> None:
    """Draws the holder's own words, large, and below them our translation, or else our summary."""
    below = f"Our translation: {position.translation}" if position.translation else position.summary
    quoted = said.words(position, SIZES, room=INNER, height=330 - y)
    y = canvas.block(MARGIN, y, quoted) + 10
    canvas.block(MARGIN, y, fitted(below, SERIF, (32, 28, 25), room=INNER, height=426 - y), MUTED)


def _report(canvas: Canvas, position: Position, y: float) -> None:
    """Draws reported speech: our summary, and the source's wording, attributed to the source."""
    y = canvas.block(MARGIN, y, fitted(position.summary, SERIF, (48, 42, 38, 34, 30), room=INNER, height=290 - y)) + 12
    end = 392 if position.translation else 426
    y = canvas.block(MARGIN, y, said.words(position, (32, 29, 26), room=INNER, height=end - y), MUTED) + 2
    if position.translation:
        canvas.block(MARGIN, y, block(f"Our translation: {position.translation}", SANS, 24, room=INNER, lines=1), MUTED)
