"""A picture as PNG, drawn by resvg with the fonts of fonts.py alone: the same on every machine."""

import resvg_py

from timeline.pictures.fonts import ARABIC, FILES, SERIF


def png(svg: str) -> bytes:
    """The picture as PNG of its own size. Raises ValueError for what is no SVG."""
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
