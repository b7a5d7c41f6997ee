"""A page of a draw.io file: its shapes and lines, as other programs import them, too.

The structure is that of https://www.drawio.com/docs/reference/file-format/ and of the schema
https://www.drawio.com/mxfile.xsd; styles are those of
https://www.drawio.com/doc/faq/drawio-style-reference. Labels are plain text (`html=0`).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence

from rollbook.diagrams.formats.box_words import words
from rollbook.diagrams.formats.colours import colour
from rollbook.diagrams.formats.svg.writing import number
from rollbook.diagrams.layout.geometry import Point, Rect

Style = Mapping[str, str]
"""What draw.io calls a style: keys and values."""

LAYER = "1"
"""The id of the layer, in which everything stands."""

_BARE: Style = {"fillColor": "none", "strokeColor": "none"}


class Page:
    """One page without a grid; places are in pixels, from the top left of their parent."""

    def __init__(self, title: str, width: float, height: float) -> None:
        """Make a page with its title above the drawing."""
        self._file = ET.Element("mxfile")
        diagram = ET.SubElement(self._file, "diagram", id="drawing", name=words(title))
        size = {"pageWidth": number(width), "pageHeight": number(height)}
        bare = {"grid": "0", "page": "0", "math": "0"}
        model = ET.SubElement(diagram, "mxGraphModel", {**bare, **size})
        self._root = ET.SubElement(model, "root")
        ET.SubElement(self._root, "mxCell", id="0")
        ET.SubElement(self._root, "mxCell", {"id": LAYER, "parent": "0"})
        heading: Style = {"fontSize": "17", "fontStyle": "1", "align": "left"}
        self.text("title", (title,), Rect(0, -40, width, 26), heading)

    def shape(
        self, name: str, text: Sequence[str], rect: Rect, style: Style, parent: str = LAYER
    ) -> None:
        """A shape with lines of text, at its place in its parent."""
        usual = {"html": "0", "fontColor": colour("ink"), "fontSize": "12"}
        cell = self._cell(name, text, {**usual, **style}, parent, vertex="1")
        place = (rect.x, rect.y, rect.width, rect.height)
        sides = dict(zip(("x", "y", "width", "height"), map(number, place), strict=True))
        ET.SubElement(cell, "mxGeometry", {**sides, "as": "geometry"})

    def text(self, name: str, text: Sequence[str], rect: Rect, style: Style) -> None:
        """Lines of text by themselves."""
        self.shape(name, text, rect, {"text": "", **_BARE, "verticalAlign": "middle", **style})

    def line(
        self,
        name: str,
        ends: tuple[str, str] | None,
        points: Sequence[Point],
        style: Style,
        label: tuple[str, Point] = ("", (0.0, 0.0)),
    ) -> None:
        """A line along these points, from shape to shape where it has any at its ends.

        The label stands with its middle so far from the first point.
        """
        usual = {"html": "0", "edgeStyle": "none", "fontSize": "12", "endArrow": "none"}
        text, (aside, below) = label
        joined = dict(zip(("source", "target"), ends, strict=True)) if ends else {}
        cell = self._cell(name, (text,), {**usual, **style}, LAYER, edge="1", **joined)
        place = {"x": "-1", "relative": "1", "as": "geometry"}
        geometry = ET.SubElement(cell, "mxGeometry", place)
        if not ends:
            _point(geometry, points[0], "sourcePoint")
            _point(geometry, points[-1], "targetPoint")
        if points[1:-1]:
            corners = ET.SubElement(geometry, "Array", {"as": "points"})
            for point in points[1:-1]:
                _point(corners, point)
        if text:
            _point(geometry, (aside, below), "offset")

    def written(self) -> str:
        """The whole file."""
        ET.indent(self._file)
        return ET.tostring(self._file, encoding="unicode") + "\n"

    def _cell(
        self, name: str, text: Sequence[str], style: Style, parent: str, **kind: str
    ) -> ET.Element:
        said = "\n".join(filter(None, map(words, text)))
        keys = "".join(f"{key}={value};" if value else f"{key};" for key, value in style.items())
        told = {"id": name, "value": said, "style": keys, "parent": parent}
        return ET.SubElement(self._root, "mxCell", {**told, **kind})


def _point(parent: ET.Element, point: Point, place: str = "") -> None:
    x, y = map(number, point)
    ET.SubElement(parent, "mxPoint", {"x": x, "y": y} | ({"as": place} if place else {}))
