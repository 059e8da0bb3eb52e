"""A statement as pictures show it: the speaker and the answer, the words, and where they were published.

Only the holder's own words are set as a quotation, in italics; a source's report is set upright, as the source's words.
"""

from timeline.domain.vocabulary import JOINT_STATEMENT, Speech, language_name
from timeline.models import Position
from timeline.pages.statements import HasDays, day, publication, speaker
from timeline.pictures.canvas import MUTED, Canvas, colour
from timeline.pictures.fonts import LABEL, QUOTED, SANS, SERIF
from timeline.pictures.text import TextBlock, block, fitted


def words(said: Position, sizes: tuple[float, ...], *, room: float, height: float) -> TextBlock:
    """The words of a statement: the holder's own in quotation marks, reported ones after the name of the source."""
    if said.speech == Speech.DIRECT:
        return fitted(said.quote, QUOTED, sizes, room=room, height=height, marks=("“", "”"))
    marks = (f"{said.article.publisher} reported: “", "”")
    return fitted(said.quote, SERIF, sizes, room=room, height=height, marks=marks)


def who(said: Position, at: HasDays | None = None) -> str:
    """The speaker, the date (unless it is that of the occasion), and the answer."""
    when = day(said, at)
    return f"{speaker(said)}{f', {when}' if when else ''}: {said.answer}"


def evidence(said: Position) -> str:
    """What kind of words they are, and where they were published."""
    parts = [
        JOINT_STATEMENT.capitalize() if said.joint else "",
        "" if said.speech == Speech.DIRECT else "Paraphrase",
        "" if said.article.language == "en" else language_name(said.article.language),
        publication(said),
        "verified verbatim" if said.proof_hash else "",
    ]
    return " · ".join(part for part in parts if part)


def draw(canvas: Canvas, said: Position, at: HasDays, *, corner: tuple[float, float], room: float, end: float) -> None:
    """Draws a statement in a column from its upper left corner down to `end` (y). Holder and article must be loaded."""
    x, y = corner
    y = canvas.block(x, y, block(who(said, at), LABEL, 24, room=room, lines=2), colour(said.side), room=room) + 6
    y = canvas.block(x, y, words(said, (40, 36, 32, 29, 26, 24), room=room, height=end - 34 - y), room=room) + 4
    canvas.block(x, y, block(evidence(said), SANS, 21, room=room, lines=1), MUTED, room=room)
