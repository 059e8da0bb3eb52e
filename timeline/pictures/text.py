"""Text of any script and length set into a room: cleaned, broken into lines by the font's own widths, and cut with an
ellipsis where there is more of it than room."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.pictures.fonts import FontFace, width

MOST = 600
"""Characters of a text that are looked at: more than any room of a picture holds."""
LEADING = 1.24
"""From line to line, in units of the size."""
ROOM = 0.995
"""The part of a room that is filled: what rounds differently elsewhere stays within it."""
ELLIPSIS = "…"
BEFORE_ELLIPSIS = " ,;:.–—-("
FROM_RIGHT = frozenset({"R", "AL"})
TO_RIGHT = frozenset({"L"})
ISOLATES = ("\u2067", "\u2069")
SPACE = re.compile(r"\s+")

type Marks = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line, and its width in pixels."""

    text: str
    width: float


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines set in a face and size (pixels), their letters `spacing` (in units of the size) apart; `is_cut` where the
    text went on, `from_right` where it runs to the left."""

    lines: tuple[TextLine, ...]
    face: FontFace
    size: float
    spacing: float = 0.0
    is_cut: bool = False
    from_right: bool = False

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the foot of the last."""
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        """Pixels of the widest line."""
        return max((line.width for line in self.lines), default=0.0)


def cleaned(text: str) -> str:
    """A text in one line, without what XML cannot hold and without marks that turn the direction of what follows."""
    spaced = SPACE.sub(" ", text[: MOST * 2]).strip()
    return "".join(char for char in spaced if _is_written(char))[:MOST]


def _is_written(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co"}:
        return False
    return not (unicodedata.category(char) == "Cf" and unicodedata.bidirectional(char) != "BN")


def runs_from_right(text: str) -> bool:
    """Whether the first letter with a direction is of a script that is written from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in FROM_RIGHT or direction in TO_RIGHT:
            return direction in FROM_RIGHT
    return False


def block(
    text: str, face: FontFace, size: float, *, room: float, lines: int, marks: Marks = ("", ""), spacing: float = 0.0
) -> TextBlock:
    """A text in at most so many lines of a room's width (pixels). `marks` stand around it, as quotation marks do, and
    stay where it is cut."""
    opening, closing = marks
    words = cleaned(text)
    if not words or lines < 1:
        return TextBlock((), face, size)

    def wide(piece: str) -> float:
        return (width(piece, face) + spacing * len(piece)) * size

    def fits(piece: str) -> bool:
        return wide(piece) <= room * ROOM

    text = f"{opening}{words}{closing}"
    whole = _broken(text, fits)
    is_cut = len(whole) > lines
    kept = whole[:lines]
    if is_cut:
        kept[-1] = _cut(" ".join(whole[lines - 1 : lines + 1]), f"{ELLIPSIS}{closing}", fits)
    # A letter that alone is too wide, or the ellipsis, is left out.
    set_lines = tuple(TextLine(one, wide(one)) for one in kept if fits(one))
    return TextBlock(set_lines, face, size, spacing, is_cut, runs_from_right(text))


def fitted(
    text: str, face: FontFace, sizes: Sequence[float], *, room: float, height: float, marks: Marks = ("", "")
) -> TextBlock:
    """A text in the largest of the sizes (largest first) in which a room of width and height (pixels) holds all of it;
    in the smallest, and cut, where none does."""
    for size in sizes:
        set_in = block(text, face, size, room=room, lines=int(height / (size * LEADING)), marks=marks)
        if set_in.lines and not set_in.is_cut:
            return set_in
    return block(text, face, sizes[-1], room=room, lines=max(1, int(height / (sizes[-1] * LEADING))), marks=marks)


def _broken(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in lines that fit, broken between words, within a word only where it alone is too wide."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if fits(joined):
            line = joined
            continue
        if line:
            lines.append(line)
        *pieces, line = _pieces(word, fits)
        lines += pieces
    return [*lines, line] if line else lines


def _pieces(word: str, fits: Callable[[str], bool]) -> list[str]:
    """A word in pieces that fit."""
    pieces = []
    while len(word) > 1 and not fits(word):
        length = _longest(word, fits)
        pieces.append(word[:length])
        word = word[length:]
    return [*pieces, word]


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """Of how many characters the longest beginning is that fits, one at least; no mark is parted from its letter."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    while low > 1 and low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return low


def _cut(text: str, ending: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of a text that fits with the ending behind it, whole words where some fit."""

    def closed(piece: str) -> str:
        return f"{piece.rstrip(BEFORE_ELLIPSIS)}{ending}"

    length = _longest(text, lambda piece: fits(closed(piece)))
    whole_words = text[: length + 1].rpartition(" ")[0]
    return closed(whole_words if len(whole_words) * 2 > length else text[:length])
