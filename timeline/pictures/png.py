"""A picture as PNG, rendered by resvg with only the fonts of fonts.py: identical on every machine."""

import resvg_py

from timeline.pictures.fonts import ARABIC, FILES, SERIF


def png(svg: str) -> bytes:
    """The picture as PNG in its own size. Raises ValueError if the text is not SVG."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            font_files=FILES,
            font_family=SERIF.family,
            serif_family=SERIF.family,
            sans_serif_family=ARABIC.family,
        )
    )
