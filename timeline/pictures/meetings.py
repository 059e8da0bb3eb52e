"""A meeting's picture: its title, and the two sides across the table, with who came and what each said."""

from timeline.domain import dates
from timeline.domain.vocabulary import MeetingStatus, country_name, side_capital
from timeline.models import Meeting
from timeline.pages import chosen, meeting_cards
from timeline.pages.meeting_cards import Delegation
from timeline.pages.statements import in_sentence
from timeline.pictures import said
from timeline.pictures.canvas import FOOT, HAIRLINE, INNER, MARGIN, MUTED, WIDTH, Canvas, colour
from timeline.pictures.fonts import SANS, TITLE
from timeline.pictures.text import block, fitted

GUTTER = 72
COLUMN = (INNER - GUTTER) / 2
END = FOOT - 14


def picture(meeting: Meeting) -> str:
    """The picture of a meeting (from selectors.meetings.meeting) as SVG. No query."""
    canvas = Canvas(meeting.marked_title)
    canvas.bar()
    canvas.label(MARGIN, 42, _when_and_where(meeting), 22)
    title = fitted(meeting.title, TITLE, (56, 50, 44, 38), room=INNER, height=140)
    y = canvas.block(MARGIN, 78, title) + 4
    present, stated = list(meeting.participations.all()), list(meeting.positions.all())
    found = chosen.choose(stated, present, [item.issue for item in meeting.agenda.all()])
    sides = meeting_cards.delegations(meeting)
    if found.issue:
        asked = f"On {in_sentence(found.issue)}: {found.issue.question}"
        y = canvas.block(MARGIN, y, fitted(asked, SANS, (26, 24), room=INNER, height=62), MUTED)
    y += 16
    if len(sides) > 1:
        canvas.line((WIDTH / 2, y, WIDTH / 2, END), HAIRLINE, 1.5)
    shown = sides if len(sides) < 2 else [sides[0], sides[-1]]
    room = COLUMN if len(shown) > 1 else INNER
    for number, side in enumerate(shown):
        _side(canvas, side, meeting, found, corner=(MARGIN + number * (COLUMN + GUTTER), y), room=room)
    if not shown:
        canvas.block(MARGIN, y, fitted(meeting.summary, SANS, (34, 30, 26), room=INNER, height=END - y))
    canvas.foot(_foot(meeting, sides[1:-1]))
    return canvas.svg()


def _when_and_where(meeting: Meeting) -> str:
    parts = [
        dates.describe(meeting.start, meeting.end),
        ", ".join(part for part in (meeting.city, country_name(meeting.country) if meeting.country else "") if part),
        "" if meeting.status == MeetingStatus.HELD else MeetingStatus(meeting.status).label,
    ]
    return " · ".join(part for part in parts if part)


def _foot(meeting: Meeting, others: list[Delegation]) -> str:
    """The footer: the negotiation, other sides present, and the meeting's source."""
    also = f"also there: {', '.join(side_capital(one.side) for one in others)}" if others else ""
    reports = [one.article for one in meeting.reports.all()][:1]
    source = "".join(f"Source: {one.publisher}, {dates.describe(one.dated)}" for one in reports)
    return " · ".join(part for part in (meeting.negotiation.name, also, source) if part)


def _side(
    canvas: Canvas,
    side: Delegation,
    meeting: Meeting,
    found: chosen.Chosen,
    *,
    corner: tuple[float, float],
    room: float,
) -> None:
    """Draws a side: who came, and what it said, or a note that nothing is on record."""
    x, y = corner
    y = canvas.label(x, y, side_capital(side.side), 24, colour(side.side), room=room) + 2
    names = ", ".join(one.official.name for one in side.named) or "nobody named"
    y = canvas.block(x, y, fitted(names, TITLE, (34, 30, 27), room=room, height=88), room=room) + 10
    if spoken := found.said.get(side.side):
        said.draw(canvas, spoken, meeting, corner=(x, y), room=room, end=END)
    elif found.issue:
        silent = f"No words of {side_capital(side.side)}’s on it are on record here."
        canvas.block(x, y, block(silent, SANS, 26, room=room, lines=2), MUTED, room=room)
