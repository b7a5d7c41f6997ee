"""Drawings: the sheets that figures are laid out on, wide and narrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rollbook.diagrams.figures.figure import Figure, Lane, Node
from rollbook.diagrams.layout.geometry import Drawing
from rollbook.diagrams.layout.lanes.laying import layout
from rollbook.diagrams.layout.lanes.measures import Sheet
from rollbook.diagrams.layout.lanes.ranks import ranked
from rollbook.diagrams.layout.lanes.rows import rows

WIDEST = 688.0
"""Pixels of a column of text on a large screen."""

_LANES = Sheet(WIDEST, narrowest=116, widest=230, rail=True, headings=True)
_MANY_LANES = Sheet(WIDEST, narrowest=112, widest=230, rail=False, headings=True)
_COLUMN = Sheet(348, narrowest=230, widest=348, rail=False, headings=False)
_WIDE_COLUMN = Sheet(520, narrowest=300, widest=420, rail=False, headings=False)
_MAP = Sheet(WIDEST, narrowest=150, widest=200, rail=False, headings=False)
_MAP_COLUMNS = 3


def in_lanes(figure: Figure) -> Drawing:
    """Lay a flow out in lanes, or in one column where the lanes would be too wide."""
    drawing = layout(figure, rows(figure), _LANES, _MANY_LANES)
    return drawing if drawing.width <= WIDEST else _single(figure, _WIDE_COLUMN)


def in_column(figure: Figure) -> Drawing:
    """Lay a flow out in one column for a phone; the head of each box names its lane."""
    return _single(figure, _COLUMN)


def as_overview(figure: Figure) -> Drawing:
    """Lay the phases of a flow out, one below the other."""
    return _single(figure, _WIDE_COLUMN)


def _single(figure: Figure, sheet: Sheet) -> Drawing:
    titles = {lane.name: lane.title for lane in figure.lanes}
    nodes = tuple(replace(node, lane="", head=_with_role(node, titles)) for node in figure.nodes)
    single = replace(figure, lanes=(Lane(""),), nodes=nodes)
    return layout(single, rows(single), sheet)


def as_map(figure: Figure) -> Drawing:
    """Lay a map of components out, side by side what has the same rank."""
    return _map(figure, _MAP, _MAP_COLUMNS)


def as_narrow_map(figure: Figure) -> Drawing:
    """Lay a map of components out, one below the other."""
    return _map(figure, _COLUMN, 1)


def _map(figure: Figure, sheet: Sheet, columns: int) -> Drawing:
    cells = ranked(figure, columns)
    lanes = 1 + max((lane for lane, _ in cells.values()), default=0)
    return layout(replace(figure, lanes=tuple(Lane(str(i)) for i in range(lanes))), cells, sheet)


def _with_role(node: Node, titles: Mapping[str, str]) -> str:
    role = titles.get(node.lane, "") if node.head and node.attended else ""
    return " · ".join(filter(None, (node.head, role)))
