"""The fonts used in pictures, shipped in fonts/ with their licence, and text measurement.

HarfBuzz shapes text here the way resvg does when it draws, so the measured width is the drawn width.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz

FOLDER = Path(__file__).with_name("fonts")


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font of a family, with its SVG attributes."""

    family: str
    file: str
    weight: int = 400
    style: str = "normal"

    @property
    def path(self) -> Path:
        """The path of the font's file."""
        return FOLDER / self.file


SERIF = FontFace("Source Serif 4", "SourceSerif4_400Regular.ttf")
TITLE = FontFace("Source Serif 4", "SourceSerif4_600SemiBold.ttf", weight=600)
QUOTED = FontFace("Source Serif 4", "SourceSerif4_400Regular_Italic.ttf", style="italic")
SANS = FontFace("Source Sans 3", "SourceSans3_400Regular.ttf")
LABEL = FontFace("Source Sans 3", "SourceSans3_600SemiBold.ttf", weight=600)
ARABIC = FontFace("Noto Naskh Arabic", "NotoNaskhArabic_400Regular.ttf")
"""The Arabic and Persian letters, which the other fonts lack."""
FACES = (SERIF, TITLE, QUOTED, SANS, LABEL, ARABIC)
FILES = [str(face.path) for face in FACES]


@cache
def _font(face: FontFace) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))))


@cache
def _letters(face: FontFace) -> frozenset[int]:
    return frozenset(_font(face).face.unicodes)


def _setting(char: str, face: FontFace) -> FontFace:
    """The font a character is set in: the face, or the Arabic font if only that has it. A character in neither is drawn
    as the face's empty box."""
    code = ord(char)
    return ARABIC if code not in _letters(face) and code in _letters(ARABIC) else face


@lru_cache(maxsize=4096)
def width(text: str, face: FontFace) -> float:
    """The width of a text, in units of its size. Format characters, such as Persian joiners, have no width."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return sum(_run("".join(run), font) for font, run in groupby(seen, key=lambda char: _setting(char, face)))


def _run(text: str, face: FontFace) -> float:
    font, buffer = _font(face), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    advances: list[int] = [glyph.x_advance for glyph in buffer.glyph_positions or ()]
    return sum(advances) / int(font.face.upem)
