"""The bar that each drawing has to meet: what is wrong with its geometry, in words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.diagrams.layout.geometry import Box, Drawing, Line, Point, Rect

APART = 8.0
"""Pixels between boxes."""
ARRIVAL = 9.0
"""Pixels of the last stretch of a line, its arrow included."""
SHARED = 5.0
"""Lines of different nets that run closer than that side by side look like one."""


@dataclass(frozen=True)
class Stretch:
    """A part of a line between two corners."""

    line: Line
    rect: Rect
    upright: bool


def stretches(line: Line) -> list[Stretch]:
    return [Stretch(line, around(a, b), a[0] == b[0]) for a, b in itertools.pairwise(line.points)]


def around(a: Point, b: Point) -> Rect:
    return Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))


def shrunk(rect: Rect, by: float) -> Rect:
    return Rect(rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by)


def faults(drawing: Drawing) -> list[str]:
    """Everything that a drawing of a flow, of components or of triggers does wrong."""
    every = [stretch for line in drawing.lines for stretch in stretches(line)]
    return [
        *_boxes(drawing),
        *_lanes(drawing),
        *_lines(drawing),
        *_through(drawing, every),
        *_together(every),
        *_labels(drawing, every),
        *_unsaid(drawing),
    ]


def _boxes(drawing: Drawing) -> Iterator[str]:
    for box in drawing.boxes:
        rect = box.rect
        if min(rect.x, rect.y) < 0 or rect.right > drawing.width or rect.bottom > drawing.height:
            yield f"{_name(box)} is cut off"
    for one, other in itertools.combinations(drawing.boxes, 2):
        if one.rect.touches(other.rect, APART):
            yield f"{_name(one)} and {_name(other)} are too close"


def _lanes(drawing: Drawing) -> Iterator[str]:
    lanes = {lane.name: lane.rect for lane in drawing.lanes}
    order = [lane.name for lane in drawing.figure.lanes]
    if list(lanes) != order[: len(lanes)]:
        yield "the lanes are not in the order of the figure"
    if len({(rect.y, rect.height) for rect in lanes.values()}) > 1:
        yield "the lanes are not equally high"
    for one, other in itertools.pairwise(drawing.lanes):
        if one.rect.right > other.rect.x:
            yield f"the lanes {one.name} and {other.name} overlap"
    for box in drawing.boxes:
        lane = lanes.get(box.node.lane)
        if lane and (box.rect.x < lane.x or box.rect.right > lane.right):
            yield f"{_name(box)} leaves its lane"


def _lines(drawing: Drawing) -> Iterator[str]:
    for line in drawing.lines:
        way = f"{line.way.source} → {line.way.target}"
        if any((a[0] == b[0]) == (a[1] == b[1]) for a, b in itertools.pairwise(line.points)):
            yield f"{way} is neither level nor upright"
        if any(not (0 <= x <= drawing.width and 0 <= y <= drawing.height) for x, y in line.points):
            yield f"{way} leaves the picture"
        (ax, ay), (bx, by) = line.points[-2:]
        if abs(ax - bx) + abs(ay - by) < ARRIVAL:
            yield f"{way} has no room for its arrow"


def _through(drawing: Drawing, every: list[Stretch]) -> Iterator[str]:
    for stretch in every:
        for box in drawing.boxes:
            own = box.node.name in (stretch.line.way.source, stretch.line.way.target)
            # A line meets a hexagon's slanting side within the box around it.
            if stretch.rect.touches(shrunk(box.rect, 11) if own else box.rect, 0 if own else 1):
                way = stretch.line.way
                yield f"{way.source} → {way.target} runs through {_name(box)}"


def _together(every: list[Stretch]) -> Iterator[str]:
    for one, other in itertools.combinations(every, 2):
        if one.line.net == other.line.net or one.upright != other.upright:
            continue
        a, b = one.rect, other.rect
        apart = abs(a.x - b.x) if one.upright else abs(a.y - b.y)
        first, last = (
            (max(a.y, b.y), min(a.bottom, b.bottom))
            if one.upright
            else (max(a.x, b.x), min(a.right, b.right))
        )
        if apart < SHARED and last - first > 1:
            ways = (one.line.way, other.line.way)
            yield " and ".join(f"{w.source} → {w.target}" for w in ways) + " run together"


def _labels(drawing: Drawing, every: list[Stretch]) -> Iterator[str]:
    headings = [band.heading for band in drawing.bands if band.heading]
    for stretch in every:
        if any(stretch.rect.touches(name) for name in headings):
            yield f"{stretch.line.way.source} → … runs through the name of a phase"
    for label in drawing.labels:
        if any(label.rect.touches(box.rect) for box in drawing.boxes):
            yield f"the label {label.text!r} touches a box"
        if any(label.rect.touches(name) for name in headings):
            yield f"the label {label.text!r} touches the name of a phase"
        for stretch in every:
            if stretch.line.way != label.way and label.rect.touches(stretch.rect, 0.5):
                yield f"the label {label.text!r} touches another line"
    for one, other in itertools.combinations(drawing.labels, 2):
        if one.rect.touches(other.rect):
            yield f"the labels {one.text!r} and {other.text!r} touch"


def _unsaid(drawing: Drawing) -> Iterator[str]:
    """Each label is said once: beside its line, or in the box where that begins."""
    said = [label.way for label in drawing.labels]
    said += [exit.way for box in drawing.boxes for exit in box.exits]
    wanted = [way for way in drawing.figure.ways if way.label.strip()]
    if sorted(map(repr, said)) != sorted(map(repr, wanted)):
        yield "not every label is said once"


def _name(box: Box) -> str:
    return f"the box of {box.node.name!r}"


def crossings(drawing: Drawing) -> int:
    """How often lines of different nets cross."""
    every = [stretch for line in drawing.lines for stretch in stretches(line)]
    found = set()
    for one, other in itertools.product(every, every):
        level, upright = one.rect, other.rect
        if one.line.net != other.line.net and other.upright and not one.upright:
            inside = level.x < upright.x < level.right and upright.y < level.y < upright.bottom
            if inside:
                nets = tuple(sorted((one.line.net, other.line.net)))
                found.add((nets, round(upright.x / 6), round(level.y / 6)))
    return len(found)


def upwards(drawing: Drawing) -> list[str]:
    """The lines that lead up without leading back."""
    return [
        f"{line.way.source} → {line.way.target}"
        for line in drawing.lines
        if line.way.meaning != "back" and line.points[0][1] >= line.points[-1][1]
    ]
