"""Text set into pictures: whatever its script and length, it stays within its room, by the widths that resvg draws."""

import re
import zlib

import numpy as np
import pytest
import resvg_py
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.pictures.fonts import ARABIC, FACES, FILES, LABEL, QUOTED, SERIF, TITLE, FontFace, width
from timeline.pictures.text import ELLIPSIS, block, cleaned, fitted

PERSIAN = "ما به توافق هسته‌ای (برجام) پایبند هستیم و گفت‌وگو ادامه دارد"
RUSSIAN = "не проводили никаких полноформатных консультаций и тем более «переговоров» по стратегической тематике"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstellenleiterin"
SCRIPTS = [
    "We will not give it up, and that is that.",
    RUSSIAN,
    PERSIAN,
    LONG,
    "中文沒有空格的句子也要合適地斷開",
    "é" * 90,
    "ไทย",
]

texts = st.one_of(
    st.text(max_size=900),
    st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=12).map(" ".join),
    st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=12).map("".join),
)
faces = st.sampled_from(FACES)
rooms = st.floats(min_value=0.5, max_value=1100)
marks = st.sampled_from([("", ""), ("“", "”"), ("A newspaper with a very long name reported: “", "”")])


def shown(text: str) -> str:
    """A text without its spaces, which lines take in where they break."""
    return re.sub(r"\s", "", text)


@settings(max_examples=300, deadline=None)
@given(texts, faces, st.floats(min_value=16, max_value=80), rooms, st.integers(0, 5), marks)
def test_text_stays_within_its_room(
    text: str, face: FontFace, size: float, room: float, lines: int, around: tuple[str, str]
) -> None:
    found = block(text, face, size, room=room, lines=lines, marks=around)

    assert len(found.lines) <= lines
    assert all(line.width <= room for line in found.lines)
    assert all(line.width == width(line.text, face) * size for line in found.lines)


@settings(max_examples=150, deadline=None)
@given(texts, faces, st.floats(min_value=120, max_value=1100), st.floats(min_value=60, max_value=500), marks)
def test_text_is_whole_or_says_that_it_goes_on(
    text: str, face: FontFace, room: float, height: float, around: tuple[str, str]
) -> None:
    found = fitted(text, face, (48, 36, 24), room=room, height=height, marks=around)

    whole, drawn = shown(f"{around[0]}{cleaned(text)}{around[1]}"), shown("".join(line.text for line in found.lines))
    assert found.height <= max(height, 24 * 1.3)
    if not cleaned(text):
        assert drawn == ""
    elif found.is_cut:
        begun = drawn.removesuffix(around[1])
        assert begun.endswith(ELLIPSIS)
        assert whole.startswith(begun.removesuffix(ELLIPSIS))
    else:
        assert drawn == whole


def pixels(png: bytes) -> np.ndarray:
    """Where an RGBA picture has ink: True by row and column."""
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    data, at = b"", 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(high, wide * 4 + 1)
    before, found = [0] * wide * 4, []
    for row in rows.tolist():
        kind, line = row[0], row[1:]
        for place, byte in enumerate(line):
            left, above = (line[place - 4] if place > 3 else 0), before[place]
            corner = before[place - 4] if place > 3 else 0
            line[place] = (byte + (0, left, above, (left + above) // 2, paeth(left, above, corner))[kind]) % 256
        before = line
        found.append(line[3::4])
    return np.array(found) > 60


def paeth(left: int, above: int, corner: int) -> int:
    """The neighbour that PNG foretells by."""
    return min((left, above, corner), key=lambda one: abs(left + above - corner - one))


@pytest.mark.parametrize("text", [RUSSIAN[:38], PERSIAN[:44], "“We will not give it up”", "AVATAR Type, To. ffi"])
@pytest.mark.parametrize("face", [SERIF, TITLE, QUOTED, LABEL], ids=lambda face: face.file)
def test_a_text_is_as_wide_as_resvg_draws_it(text: str, face: FontFace) -> None:
    size, left = 24, 20
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="560" height="48"><text x="{left}" y="34" font-size="{size}" '
        f"font-family=\"'{face.family}', '{ARABIC.family}'\" font-weight=\"{face.weight}\" "
        f'font-style="{face.style}">{text}</text></svg>'
    )
    ink = pixels(bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=FILES)))

    columns = np.flatnonzero(ink.any(axis=0))

    assert columns[-1] - left == pytest.approx(width(text, face) * size, abs=5)


@pytest.mark.parametrize("letters", ["AÉßłŠ“”…–—→№", "ЁёЖжЩщЇїҐґ", "پچژگکیءآ۱۲۳،؟", "ءأبتثجح"])
def test_the_fonts_hold_the_letters_of_the_records_scripts(letters: str) -> None:
    for face in (SERIF, TITLE, QUOTED, LABEL):
        held = frozenset(map(chr, _codes(face) | _codes(ARABIC)))
        assert set(letters) <= held, face


def _codes(face: FontFace) -> set[int]:
    return set(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))).unicodes)


def test_a_text_that_runs_from_the_right_is_known_by_its_first_letters() -> None:
    first = block(PERSIAN, SERIF, 30, room=400, lines=3, marks=("“", "”"))
    second = block(PERSIAN, SERIF, 30, room=400, lines=3, marks=("TASS reported: “", "”"))

    assert (first.from_right, second.from_right) == (True, False)


def test_control_characters_and_marks_that_turn_a_text_are_left_out() -> None:
    assert cleaned("a\x00b\u202ec\u2067d\ud800e \n\t f\u200cg") == "abcde f\u200cg"
