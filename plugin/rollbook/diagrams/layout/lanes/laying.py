"""Layout: a figure and the cells of its boxes become a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Figure, Node, Way
from rollbook.diagrams.layout.boxes import SMALL, SMALL_LINE, head, height, told, words
from rollbook.diagrams.layout.geometry import Box, Drawing, Exit, Line, Rect, Strip
from rollbook.diagrams.layout.lanes.grid import Route
from rollbook.diagrams.layout.lanes.labels import labels
from rollbook.diagrams.layout.lanes.measures import RAIL, Columns, Rows, Sheet, columns, rows
from rollbook.diagrams.layout.lanes.points import Tracing
from rollbook.diagrams.layout.lanes.routes import nets_of, routes
from rollbook.diagrams.layout.lanes.rows import Cell
from rollbook.diagrams.layout.lanes.tracks import Tracks, tracks
from rollbook.diagrams.layout.text import width, wrap

HEADING = 32.0
"""How much the names of the lanes take; what stands small under them comes below."""


def layout(figure: Figure, cells: Mapping[str, Cell], *sheets: Sheet) -> Drawing:
    """Lay the lines, then give everything its place on the first sheet that is wide enough.

    Where none is, the drawing is wider than the last. Where a label finds no place of its own on
    its line, the box where the line begins says it, and all its other labels with it; that makes
    the box higher, and everything is placed again.
    """
    count = max(len(figure.lanes), 1)
    laid = routes(figure, cells, sheets[0].width / count)
    beside = tracks(laid, nets_of(figure.ways))
    widths = [(sheet, columns(count, beside.counts, sheet)) for sheet in sheets]
    fitting = (found for found in widths if found[1].width <= found[0].width)
    sheet, across = next(fitting, widths[-1])
    return _Placing(figure, cells, sheet, laid, beside, across).settled()


@dataclass(frozen=True, slots=True)
class _Placing:
    """All that is known of a figure when only its labels have no place yet."""

    figure: Figure
    cells: Mapping[str, Cell]
    sheet: Sheet
    laid: Sequence[Route]
    beside: Tracks
    across: Columns

    def settled(self) -> Drawing:
        """Place everything until each label is said, beside its line or in a box."""
        telling: frozenset[str] = frozenset()
        while True:
            drawing, crowded = self.drawing(telling)
            if not crowded:
                return drawing
            telling |= {way.source for way in crowded}

    def drawing(self, telling: frozenset[str]) -> tuple[Drawing, frozenset[Way]]:
        """Place everything; the boxes in `telling` say the labels of the lines that leave them.

        Gives the labels, too, that have no place.
        """
        figure, cells, across, sheet = self.figure, self.cells, self.across, self.sheet
        lanes = _lanes(figure, across)
        fitted = {node.name: words(node, across.box) for node in figure.nodes}
        exits = self._exits(telling)
        heights = {n.name: height(n, fitted[n.name], exits[n.name]) for n in figure.nodes}
        down = self._rows(heights, telling, lanes)
        boxes = {
            node.name: Box(
                node,
                _rect(cells[node.name], heights[node.name], across, down),
                head(node, across.box),
                fitted[node.name],
                exits[node.name],
            )
            for node in figure.nodes
        }
        lines = self._lines(boxes, heights, down, telling)
        area = Rect(across.lanes[0][0], 0, across.width - across.lanes[0][0], down.height)
        bands = _bands(figure, cells, down, across, sheet)
        headings = tuple(band.heading for band in bands if band.heading)
        said, crowded = labels(lines, tuple(boxes.values()), headings, area)
        drawing = Drawing(
            figure=figure,
            rail=sheet.rail,
            width=across.width,
            height=down.height,
            lanes=tuple(_strip(lane, down.height) for lane in lanes),
            bands=bands,
            boxes=tuple(boxes.values()),
            lines=lines,
            labels=said,
        )
        return drawing, crowded

    def _exits(self, telling: frozenset[str]) -> dict[str, tuple[Exit, ...]]:
        known = {node.name: node for node in self.figure.nodes}
        leaving: dict[str, list[tuple[Way, Node]]] = {name: [] for name in known}
        for way in self.figure.ways:
            if way.source in telling and way.label:
                leaving[way.source].append((way, known[way.target]))
        return {name: told(known[name], ways, self.across.box) for name, ways in leaving.items()}

    def _rows(
        self, heights: Mapping[str, float], telling: frozenset[str], lanes: Sequence[Strip]
    ) -> Rows:
        return rows(
            [max(row, default=0.0) for row in _by_row(self.cells, heights)],
            self.beside.counts,
            _labelled(self.figure, self.laid, telling),
            frozenset() if self.sheet.rail else _first_rows(self.figure, self.cells),
            _top(lanes) if self.sheet.headings else 0.0,
        )

    def _lines(
        self,
        boxes: Mapping[str, Box],
        heights: Mapping[str, float],
        down: Rows,
        telling: frozenset[str],
    ) -> tuple[Line, ...]:
        lowest = [min(row, default=0.0) for row in _by_row(self.cells, heights)]
        tracing = Tracing(self.beside, self.across, down, lowest)
        nets = nets_of(self.figure.ways)
        return tuple(
            Line(
                way,
                nets[index],
                tracing.points(index, self.laid[index], boxes[way.source], boxes[way.target]),
                told=way.source in telling,
            )
            for index, way in enumerate(self.figure.ways)
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


def _labelled(figure: Figure, laid: Sequence[Route], telling: frozenset[str]) -> frozenset[int]:
    """The channels into which a line with a label comes down."""
    return frozenset(
        route[0][1] // 2 + 1
        for way, route in zip(figure.ways, laid, strict=True)
        if way.label and way.source not in telling and route[0][0] == route[1][0]
    )


def _first_rows(figure: Figure, cells: Mapping[str, Cell]) -> frozenset[int]:
    """The first row of each band that has a name."""
    return frozenset(first for title, first, _ in _spans(figure, cells) if title)


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
        heading = None if sheet.rail or not title else _heading(title, across, tops[index])
        strips.append(Strip(title, rect, title, heading=heading))
    return tuple(strips)


def _heading(title: str, across: Columns, top: float) -> Rect:
    """The name of a band above the first lane's boxes."""
    return Rect(across.xs[1] - across.box / 2, top + 8, width(title, SMALL), SMALL_LINE)
