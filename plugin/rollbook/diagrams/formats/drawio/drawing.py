"""draw.io: a drawing as shapes that can be moved, in the places that we gave them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.diagrams.figures.figure import Look, Mark, Meaning
from rollbook.diagrams.formats.box_words import MARKS
from rollbook.diagrams.formats.colours import colour, kind_colour
from rollbook.diagrams.formats.drawio.page import LAYER, Page, Style
from rollbook.diagrams.formats.svg.writing import number, straight
from rollbook.diagrams.layout.boxes import POINT, SMALL_LINE, hexagonal
from rollbook.diagrams.layout.geometry import Box, Drawing, Label, Line, Point, Rect, Strip
from rollbook.diagrams.layout.lanes.laying import HEADING
from rollbook.diagrams.layout.lanes.measures import RAIL

_ROUNDED: Style = {"rounded": "1", "absoluteArcSize": "1", "arcSize": "14"}
_PILL: Style = {"rounded": "1", "arcSize": "50", "spacingLeft": "14"}
_HEXAGON: Style = {
    "shape": "hexagon",
    "perimeter": "hexagonPerimeter2",
    "size": str(POINT),
    "fixedSize": "1",
    "spacingLeft": "14",
}
_SHAPES: Mapping[Look, Style] = {
    "approval": {"shape": "process", "size": "0.03", "strokeWidth": "2", "spacingLeft": "14"},
    "trigger": _PILL,
    "stop": _PILL,
    "escalate": _PILL,
    "from": _PILL,
    "to": _PILL,
    "procedure": {"shape": "note", "size": "12", "strokeWidth": "2"},
    "restored": {**_ROUNDED, "strokeWidth": "2"},
}
_DASHES: Mapping[Look | Meaning, str] = {
    "wait": "5 3",
    "affected": "5 3",
    "needed": "2 3",
    "from": "2 3",
    "to": "2 3",
    "fail": "2 3",
    "back": "7 4",
    "aside": "4 3",
}
_STRONG: frozenset[Mark] = frozenset(("taken", "added", "changed"))


def drawio(drawing: Drawing) -> str:
    """Write a drawing with its lanes as containers, without icons, all text in one size."""
    page = Page(drawing.figure.title, drawing.width, drawing.height)
    lanes = {lane.name: (f"lane{i}", lane) for i, lane in enumerate(drawing.lanes) if lane.title}
    for name, lane in lanes.values():
        _lane(page, name, lane)
    _bands(page, drawing)
    names = {box.node.name: f"box{place}" for place, box in enumerate(drawing.boxes)}
    for box in drawing.boxes:
        parent, within = lanes.get(box.node.lane, (LAYER, None))
        rect = _moved(box.rect, within.rect) if within else box.rect
        page.shape(names[box.node.name], tuple(_said(box)), rect, _box_style(box), parent)
    boxes = {box.node.name: box for box in drawing.boxes}
    labels = {label.way: label for label in drawing.labels}
    for place, line in enumerate(drawing.lines):
        ends = names[line.way.source], names[line.way.target]
        points = straight(line.points)
        style = _line_style(line, boxes[line.way.source].rect, boxes[line.way.target].rect)
        page.line(f"way{place}", ends, points, style, _label(labels.get(line.way), points[0]))
    return page.written()


def _lane(page: Page, name: str, lane: Strip) -> None:
    style = {
        "swimlane": "",
        "container": "1",
        "collapsible": "0",
        "startSize": number(HEADING + SMALL_LINE * len(lane.small)),
        "fillColor": colour("lane"),
        "swimlaneFillColor": colour("lane"),
        "strokeColor": colour("lane"),
        "fontStyle": "0",
        "fontSize": "13",
    }
    page.shape(name, (lane.title, *lane.small), lane.rect, style)


def _bands(page: Page, drawing: Drawing) -> None:
    fill = {"fillColor": colour("band"), "strokeColor": "none"}
    for place, band in enumerate(drawing.bands):
        if place:
            left = RAIL if drawing.rail else 0.0
            rule = Rect(left, band.rect.y - 1, drawing.width - left, 1.5)
            page.shape(f"rule{place}", (), rule, fill)
        if drawing.rail:
            rect = Rect(0, band.rect.y + 2, RAIL - 6, band.rect.height - 4)
            turned = {**fill, **_ROUNDED, "horizontal": "0", "fontColor": colour("soft")}
            page.shape(f"band{place}", (band.title,), rect, turned)
        else:
            rect = Rect(band.rect.x, band.rect.y + 5, drawing.width, 20)
            page.text(f"band{place}", (band.title,), rect, {"align": "left", "spacingLeft": "6"})


def _box_style(box: Box) -> Style:
    node = box.node
    shape = _HEXAGON if hexagonal(node) else _SHAPES.get(node.look, _ROUNDED)
    return {
        "spacingLeft": "8",
        **(_ROUNDED if node.grouped else shape),
        "fillColor": colour("box"),
        "strokeColor": kind_colour(node.look),
        "align": "left",
        **_dashes(_DASHES.get(node.look, "4 4" if node.mark == "removed" else "")),
        **({"strokeWidth": "3"} if node.mark in _STRONG else {}),
        **({"opacity": "60"} if node.mark == "passed" else {}),
    }


def _said(box: Box) -> Iterator[str]:
    """What the box says, line by line."""
    node = box.node
    number = "" if node.grouped else node.items[0].number
    yield " · ".join(filter(None, (number, box.head, MARKS.get(node.mark, ""))))
    for words in box.words:
        lead = f"{words.item.number or '•'} " if node.grouped else ""
        first, *others = words.lines or ("",)
        yield lead + first
        yield from (*others, *words.small, *words.final, *words.was)
    for told in box.exits:
        yield from told.lines


def _line_style(line: Line, source: Rect, target: Rect) -> Style:
    meaning = line.way.meaning
    stroke = colour(meaning) if meaning in ("fail", "back") else colour("line")
    return {
        "rounded": "1",
        "arcSize": "14",
        "strokeColor": stroke,
        "fontColor": stroke,
        "strokeWidth": "3" if line.way.mark in _STRONG else "2" if meaning == "fail" else "1.5",
        "endArrow": "block",
        "endSize": "5",
        **_dashes(_DASHES.get(meaning, "")),
        **_port("exit", line.points[0], source),
        **_port("entry", line.points[-1], target),
        **({"opacity": "60"} if line.way.mark == "passed" else {}),
    }


def _dashes(pattern: str) -> Style:
    return {"dashed": "1", "fixDash": "1", "dashPattern": pattern} if pattern else {}


def _port(end: str, point: Point, rect: Rect) -> Style:
    """Where a line meets a box, as shares of the box."""
    x, y = (point[0] - rect.x) / rect.width, (point[1] - rect.y) / rect.height
    at = {f"{end}X": f"{x:.4f}", f"{end}Y": f"{y:.4f}", f"{end}Perimeter": "0"}
    return at | {f"{end}Dx": "0", f"{end}Dy": "0"}


def _label(label: Label | None, start: Point) -> tuple[str, Point]:
    if label is None:
        return "", (0.0, 0.0)
    rect = label.rect
    middle = (rect.x + rect.width / 2 - start[0], rect.y + rect.height / 2 - start[1])
    return label.text, middle


def _moved(rect: Rect, outer: Rect) -> Rect:
    """A place on the page as one in a container."""
    return Rect(rect.x - outer.x, rect.y - outer.y, rect.width, rect.height)
