"""Layout: a figure and the cells of its boxes become a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.layout.boxes import SMALL, SMALL_LINE, head, height, words
from rollbook.diagrams.layout.geometry import Box, Drawing, Line, Rect, Strip
from rollbook.diagrams.layout.grid import Route
from rollbook.diagrams.layout.labels import labels
from rollbook.diagrams.layout.measures import RAIL, Columns, Rows, Sheet, columns, rows
from rollbook.diagrams.layout.points import Tracing
from rollbook.diagrams.layout.routes import nets_of, routes
from rollbook.diagrams.layout.rows import Cell
from rollbook.diagrams.layout.text import wrap
from rollbook.diagrams.layout.tracks import tracks

HEADING = 32.0
"""How much the names of the lanes take; what stands small under them comes below."""


def layout(figure: Figure, cells: Mapping[str, Cell], sheet: Sheet) -> Drawing:
    """Lay the lines, then give everything its place in pixels."""
    count = max(len(figure.lanes), 1)
    laid = routes(figure, cells, sheet.width / count)
    beside = tracks(laid, nets_of(figure.ways))
    across = columns(count, beside.counts, sheet)
    lanes = _lanes(figure, across)
    fitted = {node.name: words(node, across.box) for node in figure.nodes}
    heights = {node.name: height(node, fitted[node.name]) for node in figure.nodes}
    by_row = _by_row(cells, heights)
    down = rows(
        [max(row, default=0.0) for row in by_row],
        beside.counts,
        _labelled(figure, laid),
        frozenset() if sheet.rail else _first_rows(figure, cells),
        _top(lanes) if sheet.headings else 0.0,
    )
    boxes = {
        node.name: Box(
            node,
            _rect(cells[node.name], heights[node.name], across, down),
            head(node, across.box),
            fitted[node.name],
        )
        for node in figure.nodes
    }
    tracing = Tracing(beside, across, down, [min(row, default=0.0) for row in by_row])
    lines = tuple(
        Line(way, net, tracing.points(index, laid[index], boxes[way.source], boxes[way.target]))
        for index, (way, net) in enumerate(zip(figure.ways, nets_of(figure.ways), strict=True))
    )
    area = Rect(across.lanes[0][0], 0, across.width - across.lanes[0][0], down.height)
    return Drawing(
        figure=figure,
        rail=sheet.rail,
        width=across.width,
        height=down.height,
        lanes=tuple(_strip(lane, down.height) for lane in lanes),
        bands=_bands(figure, cells, down, across, sheet),
        boxes=tuple(boxes.values()),
        lines=lines,
        labels=labels(lines, tuple(boxes.values()), area),
    )


def _lanes(figure: Figure, across: Columns) -> list[Strip]:
    return [
        Strip(
            lane.name,
            Rect(left, 0, right - left, 0),
            lane.title,
            wrap(lane.small, SMALL, right - left - 12, 2) if lane.small else (),
        )
        for lane, (left, right) in zip(figure.lanes, across.lanes, strict=False)
    ]


def _top(lanes: Sequence[Strip]) -> float:
    return HEADING + SMALL_LINE * max((len(lane.small) for lane in lanes), default=0)


def _strip(lane: Strip, height: float) -> Strip:
    rect = lane.rect
    return Strip(lane.name, Rect(rect.x, rect.y, rect.width, height), lane.title, lane.small)


def _by_row(cells: Mapping[str, Cell], heights: Mapping[str, float]) -> list[list[float]]:
    by_row: list[list[float]] = [[] for _ in range(_count(cells))]
    for name, (_, row) in cells.items():
        by_row[row].append(heights[name])
    return by_row


def _count(cells: Mapping[str, Cell]) -> int:
    return max((row + 1 for _, row in cells.values()), default=0)


def _rect(cell: Cell, height: float, across: Columns, down: Rows) -> Rect:
    middle_x, middle_y = across.xs[3 * cell[0] + 1], down.ys[2 * cell[1] + 1]
    return Rect(middle_x - across.box / 2, middle_y - height / 2, across.box, height)


def _labelled(figure: Figure, laid: Sequence[Route]) -> frozenset[int]:
    """The channels into which a line with a label comes down."""
    return frozenset(
        route[0][1] // 2 + 1
        for way, route in zip(figure.ways, laid, strict=True)
        if way.label and route[0][0] == route[1][0]
    )


def _first_rows(figure: Figure, cells: Mapping[str, Cell]) -> frozenset[int]:
    """The first row of each band."""
    return frozenset(first for _, first, _ in _spans(figure, cells))


def _spans(figure: Figure, cells: Mapping[str, Cell]) -> list[tuple[str, int, int]]:
    """Each band's title with its first and last row."""
    spans = []
    for band, title in figure.bands:
        taken = [cells[node.name][1] for node in figure.nodes if node.band == band]
        if taken:
            spans.append((title, min(taken), max(taken)))
    return spans


def _bands(
    figure: Figure, cells: Mapping[str, Cell], down: Rows, across: Columns, sheet: Sheet
) -> tuple[Strip, ...]:
    spans = _spans(figure, cells)
    tops = [down.rows[first - 1][1] + 5 if first else down.top for _, first, _ in spans]
    strips = []
    for index, (title, _, _) in enumerate(spans):
        bottom = tops[index + 1] if index + 1 < len(tops) else down.height
        rect = Rect(0, tops[index], RAIL if sheet.rail else across.width, bottom - tops[index])
        strips.append(Strip(title, rect, title))
    return tuple(strips)
