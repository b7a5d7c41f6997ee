"""Trees on a wide page: columns from left to right, each box amid what it is joined to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.layout.boxes import SMALL, SMALL_LINE, box_at, height, words
from rollbook.diagrams.layout.geometry import Box, Drawing, Line, Point, Rect, Strip
from rollbook.diagrams.layout.lanes.laying import HEADING
from rollbook.diagrams.layout.lanes.measures import BETWEEN_LANES
from rollbook.diagrams.layout.text import wrap
from rollbook.diagrams.layout.trees.gutter import Gutter, Pins, breadth, gutter
from rollbook.diagrams.layout.trees.levels import levels
from rollbook.diagrams.layout.trees.untangling import Names, Order, untangled

_WIDTH = 688.0
_SIDE = 9.0
"""Between a box and the edge of its column."""
_ABOVE, _BELOW = 10.0, 14.0
"""Between the boxes and the upper and lower edge."""
_WIDEST = {2: (150.0, 300.0), 3: (128.0, 256.0, 222.0)}
"""How wide the boxes of so many columns are, where the gutters leave them the room."""


@dataclass(frozen=True, slots=True)
class _Column:
    """Boxes with their left side and their width."""

    names: Names
    x: float
    box: float

    @property
    def right(self) -> float:
        return self.x + self.box


def as_tree(figure: Figure) -> Drawing:
    """Lay a tree out; where gutters need room for many tracks, boxes are narrower and higher."""
    order = untangled(figure)
    counts = [1] * (len(order.columns) - 1)
    while True:
        columns = _columns(order.columns, counts)
        wide = {name: column.box for column in columns for name in column.names}
        heights = {node.name: height(node, words(node, wide[node.name])) for node in figure.nodes}
        at = levels(figure, order, heights)
        gutters = [gutter(_pins(order, column.names, at)) for column in columns[:-1]]
        needed = [max(g.count, count) for g, count in zip(gutters, counts, strict=True)]
        if needed == counts:
            return _Tree(figure, order, columns, gutters).drawing(at, heights)
        counts = needed


def _columns(names: Sequence[Names], counts: Sequence[int]) -> list[_Column]:
    gaps = [breadth(count) for count in counts]
    widest = _WIDEST[len(names)]
    share = min(1.0, (_WIDTH - 2 * _SIDE - sum(gaps)) / sum(widest))
    columns: list[_Column] = []
    x = _SIDE
    for column, most, gap in zip(names, widest, (*gaps, 0.0), strict=True):
        columns.append(_Column(column, x, most * share // 1))
        x = columns[-1].right + gap
    return columns


def _pins(order: Order, names: Names, at: Mapping[str, float]) -> dict[str, Pins]:
    """Net → where its lines begin and end, for those that leave a column."""
    pins: dict[str, Pins] = {}
    for way, net in order.nets.items():
        if way.source in names:
            known = pins.get(net, Pins(()))
            pins[net] = Pins((*known.left, at[way.source]), (*known.right, at[way.target]))
    return pins


@dataclass(frozen=True, slots=True)
class _Tree:
    """A tree whose columns and gutters are known."""

    figure: Figure
    order: Order
    columns: Sequence[_Column]
    gutters: Sequence[Gutter]

    def drawing(self, at: Mapping[str, float], heights: Mapping[str, float]) -> Drawing:
        """Put the boxes, whose middles may be anywhere, below the heads of the columns."""
        smalls = [
            wrap(lane.small, SMALL, column.box, 2)
            for lane, column in zip(self.figure.lanes, self.columns, strict=True)
        ]
        top = HEADING + SMALL_LINE * max(map(len, smalls)) + _ABOVE
        down = round(top - min(at[name] - heights[name] / 2 for name in at))
        nodes = {node.name: node for node in self.figure.nodes}
        column_of = {name: column for column in self.columns for name in column.names}
        boxes = {
            name: box_at(nodes[name], column_of[name].x, at[name] + down, column_of[name].box)
            for name in self.order.reading
        }
        bottom = max(box.rect.bottom for box in boxes.values()) + _BELOW
        return Drawing(
            figure=self.figure,
            rail=False,
            width=self.columns[-1].right + _SIDE,
            height=bottom,
            lanes=tuple(self._lanes(smalls, bottom)),
            bands=(),
            boxes=tuple(boxes.values()),
            lines=tuple(self._lines(boxes)),
            labels=(),
        )

    def _lanes(self, smalls: Sequence[tuple[str, ...]], bottom: float) -> Iterator[Strip]:
        """Each column with the gutter before it."""
        left = 0.0
        for lane, column, small in zip(self.figure.lanes, self.columns, smalls, strict=True):
            right = column.right + _SIDE
            yield Strip(lane.name, Rect(left, 0, right - left, bottom), lane.title, small)
            left = right + BETWEEN_LANES

    def _lines(self, boxes: Mapping[str, Box]) -> Iterator[Line]:
        numbers = self.order.numbers
        for column, turning in zip(self.columns[:-1], self.gutters, strict=True):
            for way, net in self.order.nets.items():
                if way.source in column.names:
                    start, end = boxes[way.source].rect, boxes[way.target].rect
                    x = turning.at(net, column.right) if net in turning.tracks else None
                    yield Line(way, numbers[net], _points(start, end, x))


def _points(start: Rect, end: Rect, x: float | None) -> tuple[Point, ...]:
    """Across from box to box, with a step on the track at this x where their levels differ."""
    a, b = (start.right, start.y + start.height / 2), (end.x, end.y + end.height / 2)
    return (a, b) if x is None or a[1] == b[1] else (a, (x, a[1]), (x, b[1]), b)
