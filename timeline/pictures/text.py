"""Fits text of any script and length into a given space (`room`): cleaned, broken into lines by the font's own widths,
and truncated with an ellipsis if it is too long."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.pictures.fonts import FontFace, width

MOST = 600
"""Maximum number of characters considered: more than fit in any picture."""
LEADING = 1.24
"""Line spacing, in units of the font size."""
ROOM = 0.995
"""The fraction of the room that is used, so that text still fits where widths are rounded differently."""
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
    """Lines set in a face and size (pixels), with letter `spacing` in units of the size; `is_cut` if the text was
    truncated, `from_right` if it runs from right to left."""

    lines: tuple[TextLine, ...]
    face: FontFace
    size: float
    spacing: float = 0.0
    is_cut: bool = False
    from_right: bool = False

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        """Width of the widest line in pixels."""
        return max((line.width for line in self.lines), default=0.0)


def cleaned(text: str) -> str:
    """A text on one line, without characters that XML does not allow and without directional formatting characters."""
    spaced = SPACE.sub(" ", text[: MOST * 2]).strip()
    return "".join(char for char in spaced if _is_written(char))[:MOST]


def _is_written(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co"}:
        return False
    return not (unicodedata.category(char) == "Cf" and unicodedata.bidirectional(char) != "BN")


def runs_from_right(text: str) -> bool:
    """Whether the first strongly directional character belongs to a right-to-left script."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in FROM_RIGHT or direction in TO_RIGHT:
            return direction in FROM_RIGHT
    return False


def block(
    text: str, face: FontFace, size: float, *, room: float, lines: int, marks: Marks = ("", ""), spacing: float = 0.0
) -> TextBlock:
    """A text in at most `lines` lines of width `room` (pixels). `marks` enclose it, like quotation marks, and are kept
    if it is truncated."""
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
    # A single letter that is too wide, or an ellipsis, is left out.
    set_lines = tuple(TextLine(one, wide(one)) for one in kept if fits(one))
    return TextBlock(set_lines, face, size, spacing, is_cut, runs_from_right(text))


def fitted(
    text: str, face: FontFace, sizes: Sequence[float], *, room: float, height: float, marks: Marks = ("", "")
) -> TextBlock:
    """A text in the largest of the sizes (largest first) at which all of it fits into the room and height (pixels);
    otherwise in the smallest, truncated."""
    for size in sizes:
        set_in = block(text, face, size, room=room, lines=int(height / (size * LEADING)), marks=marks)
        if set_in.lines and not set_in.is_cut:
            return set_in
    return block(text, face, sizes[-1], room=room, lines=max(1, int(height / (sizes[-1] * LEADING))), marks=marks)


def _broken(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in lines that fit, broken between words; within a word only if the word alone is too wide."""
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
    """A word split into pieces that fit."""
    pieces = []
    while len(word) > 1 and not fits(word):
        length = _longest(word, fits)
        pieces.append(word[:length])
        word = word[length:]
    return [*pieces, word]


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """The length of the longest prefix that fits, at least one character; combining marks stay with their letter."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    while low > 1 and low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return low


def _cut(text: str, ending: str, fits: Callable[[str], bool]) -> str:
    """The longest prefix of a text that fits together with the ending, in whole words unless that loses over half."""

    def closed(piece: str) -> str:
        return f"{piece.rstrip(BEFORE_ELLIPSIS)}{ending}"

    length = _longest(text, lambda piece: fits(closed(piece)))
    whole_words = text[: length + 1].rpartition(" ")[0]
    return closed(whole_words if len(whole_words) * 2 > length else text[:length])
