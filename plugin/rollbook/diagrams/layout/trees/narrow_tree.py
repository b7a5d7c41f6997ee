"""Trees on a phone: one column, in which what a box leads to is indented below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from rollbook.diagrams.figures.figure import Figure, Lane, Way
from rollbook.diagrams.layout.boxes import box_at, height, words
from rollbook.diagrams.layout.geometry import Box, Drawing, Line, Point, Rect, Strip
from rollbook.diagrams.layout.trees.gutter import BEFORE, Gutter, Pins, gutter, step
from rollbook.diagrams.layout.trees.untangling import Order, untangled

_WIDTH = 348.0
_SIDE = 10.0
_INDENT = 26.0
_STEM = 13.0
"""How far from the left side of a box the line below it runs."""
_GAP, _APART = 12.0, 24.0
"""Above a box, and above one that begins anew."""
_HIDDEN = 3.0
"""How far a line begins under a box, whose corners may be round."""


def as_narrow_tree(figure: Figure) -> Drawing:
    """Lay a tree out as an indented list.

    A line runs down the left to what stands below; where an end stands further down, below
    another box that leads to it, the line runs down the right.
    """
    order = untangled(figure)
    count = 0
    while True:
        boxes = _boxes(figure, order, count)
        turning = gutter(_pins(order, boxes))
        if turning.count <= count:
            break
        count = turning.count
    nodes = tuple(boxes[name].node for name in order.reading)
    bottom = max(box.rect.bottom for box in boxes.values()) + _GAP
    return Drawing(
        figure=replace(figure, lanes=(Lane(""),), nodes=nodes),
        rail=False,
        width=_WIDTH,
        height=bottom,
        lanes=(Strip("", Rect(0, 0, _WIDTH, bottom), ""),),
        bands=(),
        boxes=tuple(boxes.values()),
        lines=tuple(_lines(order, boxes, turning)),
        labels=(),
    )


def _boxes(figure: Figure, order: Order, tracks: int) -> dict[str, Box]:
    """Stack the boxes, with room for so many tracks on their right."""
    right = _WIDTH - (BEFORE + step(tracks) * (tracks - 1) + _SIDE if tracks else _SIDE)
    nodes = {node.name: replace(node, lane="") for node in figure.nodes}
    depths = {name: depth for depth, names in enumerate(order.columns) for name in names}
    boxes: dict[str, Box] = {}
    y = 0.0
    for name in order.reading:
        x = _SIDE + _INDENT * depths[name]
        high = height(nodes[name], words(nodes[name], right - x))
        y += _GAP if depths[name] or not boxes else _APART
        boxes[name] = box_at(nodes[name], x, y + high / 2, right - x)
        y += high
    return boxes


def _aside(order: Order) -> list[Way]:
    """The ways to an end that does not stand right below."""
    first = order.columns[0]
    near = set(pairwise(order.reading))
    return [w for w in order.nets if w.source not in first and (w.source, w.target) not in near]


def _pins(order: Order, boxes: Mapping[str, Box]) -> dict[str, Pins]:
    pins: dict[str, Pins] = {}
    for way in _aside(order):
        known = pins.get(way.target, Pins((_middle(boxes[way.target]),)))
        pins[way.target] = Pins((*known.left, _middle(boxes[way.source])))
    return pins


def _lines(order: Order, boxes: Mapping[str, Box], turning: Gutter) -> Iterator[Line]:
    numbers = order.numbers
    aside = set(_aside(order))
    for way, net in order.nets.items():
        start, end = boxes[way.source], boxes[way.target]
        x = turning.at(net, start.rect.right) if way in aside else None
        yield Line(way, numbers[net], _elbow(start, end) if x is None else _around(start, end, x))


def _elbow(start: Box, end: Box) -> tuple[Point, ...]:
    x, y = start.rect.x + _STEM, _middle(end)
    return (x, start.rect.bottom - _HIDDEN), (x, y), (end.rect.x, y)


def _around(start: Box, end: Box, x: float) -> tuple[Point, ...]:
    a, b = _middle(start), _middle(end)
    return (start.rect.right, a), (x, a), (x, b), (end.rect.right, b)


def _middle(box: Box) -> float:
    return box.rect.y + box.rect.height / 2
