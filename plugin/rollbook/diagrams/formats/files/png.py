"""PNG: a drawing as pixels, drawn by resvg, the same on every machine.

Latin, Greek and Cyrillic text is in the fonts that come with us. The system's fonts are asked only
where a text has other characters; finding them all takes its time.
"""

from __future__ import annotations

import re
from contextlib import ExitStack
from importlib.resources import as_file, files

import resvg_py

FONTS = ("Roboto-Regular.ttf", "Roboto-Medium.ttf", "NotoSansMath-Regular.ttf")

OURS = re.compile("[\n -~\u00a0-\u017fΆΈ-ΊΌΎ-ΡΣ-ώЀ-џẀ-ẅẞẠ-ỹ–—‘’‚“”„†•…‹›⁴-₎€←-↙⇐-⇕−≈≠≤≥✓]*")
"""What the fonts that come with us can write."""


def png(svg: str, scale: float) -> bytes:
    """A stand-alone SVG of one scheme as PNG, with so many pixels to each of its own."""
    with ExitStack() as stack:
        folder = files("rollbook").joinpath("assets", "fonts")
        fonts = [str(stack.enter_context(as_file(folder.joinpath(name)))) for name in FONTS]
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=scale,
                font_files=fonts,
                font_family="Roboto",
                sans_serif_family="Roboto",
                skip_system_fonts=OURS.fullmatch(svg) is not None,
            )
        )
