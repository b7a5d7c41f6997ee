"""Stand-alone: a drawing as an SVG file that any program shows as it is meant.

It holds its own styles, light and dark, a sheet of paper, its title and its legend. Nothing in it
leads anywhere: what is a link on a page keeps its spoken name as a title.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import lru_cache

from rollbook.diagrams.formats.files.legend import Legend, legend_lines
from rollbook.diagrams.formats.files.style_sheet import Scheme
from rollbook.diagrams.formats.files.styles import Looks, changes, styles
from rollbook.diagrams.formats.svg.writing import line_of_text, number, rect_svg, text
from rollbook.diagrams.layout.geometry import Rect
from rollbook.diagrams.layout.text import wrap

MARGIN = 20.0
TITLE, TITLE_LINE = 17, 22.0
NOTE, NOTE_LINE = 12, 19.0
_GAP = 14.0
_NARROWEST = 240.0
_FREE = 9999.0
"""Room in which no text is pinned to its measured width."""

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"


def standalone(svg: str, legend: Legend, note: str, scheme: Scheme | None = None) -> str:
    """A page's SVG as a file of its own; without a scheme it follows that of its reader.

    Below the drawing stand the legend and the note.
    """
    root = _unlinked(svg)
    title, description = root.findtext("title", ""), root.findtext("desc", "")
    wide, high = map(float, root.attrib["viewBox"].split()[2:])
    room = max(wide, _NARROWEST)
    head = [_line("rb-d-title", 15, line, TITLE) for line in wrap(title, TITLE, room, 3)]
    below = legend_lines(legend, _looks(root), room)
    foot = [*below, *(_line("rb-d-note", 11, line, NOTE) for line in wrap(note, NOTE, room, 2))]
    top = MARGIN + TITLE_LINE * len(head) + _GAP
    bottom = top + high + _GAP
    sheet = Rect(0, 0, room + 2 * MARGIN, bottom + NOTE_LINE * len(foot) + MARGIN)
    parts = (
        rect_svg("rb-d-paper", sheet, 0),
        *(_moved(MARGIN, MARGIN + TITLE_LINE * place, line) for place, line in enumerate(head)),
        _moved(MARGIN + (room - wide) / 2, top, _inside(root)),
        *(_moved(MARGIN, bottom + NOTE_LINE * place, line) for place, line in enumerate(foot)),
    )
    drawn = f'<g class="{text(root.attrib["class"])}">{"".join(parts)}</g>'
    size = f'width="{number(sheet.width)}" height="{number(sheet.height)}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" role="group" {size}'
        f' viewBox="0 0 {number(sheet.width)} {number(sheet.height)}">'
        f"<title>{text(title)}</title><desc>{text(description)}</desc>"
        f"<style>{_styles(_looks(ET.fromstring(drawn)), scheme)}</style>{drawn}</svg>\n"
    )


def _unlinked(svg: str) -> ET.Element:
    """The drawing without links, and without what shows that one has the focus."""
    root = ET.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        for ring in [child for child in element if child.get("class") == "rb-d-ring"]:
            element.remove(ring)
        if element.tag == "a":
            element.tag = "g"
            element.attrib.pop(_LINK, None)
            title = ET.Element("title")
            title.text = element.attrib.pop("aria-label", "")
            element.insert(0, title)
    return root


def _inside(root: ET.Element) -> str:
    shown = (child for child in root if child.tag not in ("title", "desc"))
    return "".join(ET.tostring(child, encoding="unicode") for child in shown)


@lru_cache(maxsize=1_024)
def _styles(looks: Looks, scheme: Scheme | None) -> str:
    if scheme is not None:
        return styles(scheme, looks)
    # Paper is white whatever the screen is.
    dark = f"@media screen and (prefers-color-scheme:dark){{{changes('dark', 'light', looks)}}}"
    return styles("light", looks) + dark


def _looks(root: ET.Element) -> Looks:
    return frozenset(frozenset(element.get("class", "").split()) for element in root.iter())


def _line(style: str, y: float, words: str, size: float) -> str:
    return line_of_text(style, 0, y, words, size, _FREE)


def _moved(x: float, y: float, inside: str) -> str:
    return f'<g transform="translate({number(x)} {number(y)})">{inside}</g>'
