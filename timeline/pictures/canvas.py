"""The canvas that pictures are drawn on: SVG of 1200 × 630 pixels, in the site's colours and bundled fonts."""

from html import escape
from math import ceil

from timeline.domain.vocabulary import Side
from timeline.pictures.fonts import ARABIC, LABEL, SANS, TITLE, width
from timeline.pictures.text import ISOLATES, LEADING, TextBlock, block, cleaned

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
INNER = WIDTH - 2 * MARGIN
FOOT = 552
"""Pixels from the top to the line above the footer."""
PAPER, INK, MUTED, HAIRLINE, SHADE = "#fcfbf7", "#1c1b19", "#5d5950", "#ddd8cc", "#efebe0"
COLOURS = {Side.US.value: "#1f437f", Side.RU.value: "#8f2418"}
NAME = "Across the Table"
SPACING = 0.09
"""Letter spacing of capitals, in units of their size."""


def colour(side: str) -> str:
    """A side's colour; ink for third parties."""
    return COLOURS.get(side, INK)


class Canvas:
    """A picture being drawn. Lengths are in pixels; all text is escaped here."""

    def __init__(self, title: str) -> None:
        self.title = cleaned(title)
        self._parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>']

    def rect(self, x: float, y: float, w: float, h: float, fill: str) -> None:
        """A filled rectangle."""
        self._parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0):.1f}" height="{h:.1f}" fill="{fill}"/>')

    def line(self, ends: tuple[float, float, float, float], stroke: str, thick: float) -> None:
        """A straight line; `ends` are x1, y1, x2, y2."""
        x1, y1, x2, y2 = ends
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{thick}"/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}"/>')

    def map(self, x: float, y: float, w: float, h: float, *, view: str, content: str) -> None:
        """Finished SVG in units of its own viewBox, fitted into a rectangle."""
        self._parts.append(
            f'<svg x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" viewBox="{view}">{content}</svg>'
        )

    def block(self, x: float, y: float, text: TextBlock, fill: str = INK, *, room: float = INNER) -> float:
        """Lines of text from the top y; right-to-left text is aligned to the room's right edge. Returns the y below."""
        style = (
            f"font-family=\"'{text.face.family}', '{ARABIC.family}'\" font-weight=\"{text.face.weight}\" "
            f'font-style="{text.face.style}" font-size="{text.size:g}" fill="{fill}"'
        )
        for number, line in enumerate(text.lines):
            baseline = y + text.size * (0.94 + number * LEADING)
            left = x + room - line.width if text.from_right else x
            words = f"{ISOLATES[0]}{line.text}{ISOLATES[1]}" if text.from_right else line.text
            if text.spacing:
                set_as = f'letter-spacing="{text.size * text.spacing:.2f}"'
            else:  # a viewer without these fonts falls back to others, but keeps the measured width
                set_as = f'textLength="{line.width:.1f}" lengthAdjust="spacingAndGlyphs"'
            self._parts.append(f'<text x="{left:.1f}" y="{baseline:.1f}" {style} {set_as}>{escape(words)}</text>')
        return y + ceil(text.height)

    def label(self, x: float, y: float, text: str, size: float, fill: str = MUTED, *, room: float = INNER) -> float:
        """One line in spaced capitals. Returns the y below."""
        capitals = block(text.upper(), LABEL, size, room=room, lines=1, spacing=SPACING)
        return self.block(x, y, capitals, fill, room=room)

    def foot(self, said: str) -> None:
        """The footer: a line of text, such as the source, and the site's name with its logo."""
        name_width = width(NAME, TITLE) * 26
        left = WIDTH - MARGIN - name_width
        self.line((MARGIN, FOOT, WIDTH - MARGIN, FOOT), HAIRLINE, 1.5)
        self.block(left, FOOT + 22, block(NAME, TITLE, 26, room=INNER, lines=1))
        self.sign(left - 44, FOOT + 27)
        room = left - 44 - MARGIN - 32
        self.block(MARGIN, FOOT + 24, block(said, SANS, 22, room=room, lines=1), MUTED, room=room)

    def sign(self, x: float, y: float) -> None:
        """The site's logo: two sides, and what lies between them."""
        self.rect(x, y, 10, 24, COLOURS[Side.US])
        self.rect(x + 12, y + 10, 7, 4, INK)
        self.rect(x + 21, y, 10, 24, COLOURS[Side.RU])

    def bar(self, side: str = "") -> None:
        """The bar along the top: the side's colour, or Washington's on the left and Moscow's on the right."""
        if side:
            self.rect(0, 0, WIDTH, 12, colour(side))
            return
        self.rect(0, 0, WIDTH / 2, 12, COLOURS[Side.US])
        self.rect(WIDTH / 2, 0, WIDTH / 2, 12, COLOURS[Side.RU])

    def svg(self) -> str:
        """The picture as SVG."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{escape(self.title)}</title>'
            f"{''.join(self._parts)}</svg>\n"
        )
