"""Drawings: the figures of an SOP, each for a wide page and for a narrow one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rollbook.diagrams.component_map import component_map
from rollbook.diagrams.figure import Figure, Lane, Node
from rollbook.diagrams.flowchart import flowchart
from rollbook.diagrams.geometry import Drawing
from rollbook.diagrams.items import Names
from rollbook.diagrams.layout import layout
from rollbook.diagrams.layout_measures import Sheet
from rollbook.diagrams.layout_ranks import ranked
from rollbook.diagrams.layout_rows import rows
from rollbook.diagrams.svg import svg
from rollbook.diagrams.svg_boxes import Href
from rollbook.model.component import Component
from rollbook.model.flow import Flow
from rollbook.model.sop import Sop
from rollbook.model.step import Phase

WIDEST = 740.0
"""Pixels; shrunk from more than that to a page's column, a figure could not be read."""

_LANES = Sheet(688, narrowest=116, widest=230, rail=True, headings=True)
_COLUMN = Sheet(348, narrowest=230, widest=348, rail=False, headings=False)
_WIDE_COLUMN = Sheet(520, narrowest=300, widest=420, rail=False, headings=False)
_MAP = Sheet(688, narrowest=150, widest=200, rail=False, headings=False)
_MAP_COLUMNS = 3


def flow_svgs(
    sop: Sop,
    flow: Flow,
    phases: Mapping[str, Phase],
    numbers: Mapping[str, int],
    names: Names,
    href: Href,
) -> tuple[str, str]:
    """Draw the flow in the lanes of its roles, and in one column where each box names its role.

    With too many roles for a page, both are in one column.
    """
    figure = flowchart(sop, flow, phases, numbers, names)
    wide, narrow = in_lanes(figure), in_column(figure)
    return svg(wide, "flow-wide", href), svg(narrow, "flow-narrow", href)


def components_svgs(
    sop: Sop,
    components: Mapping[str, Component],
    waves: list[list[str]],
    downstream: list[str],
    href: Href,
) -> tuple[str, str]:
    """Draw the components, what depends on another above it, side by side and one below the other.

    Both are empty where there are none.
    """
    figure = component_map(sop, components, waves, downstream)
    if not figure.nodes:
        return "", ""
    wide, narrow = as_map(figure, _MAP, _MAP_COLUMNS), as_map(figure, _COLUMN, 1)
    return svg(wide, "map-wide", href), svg(narrow, "map-narrow", href)


def in_lanes(figure: Figure) -> Drawing:
    """Lay a flow out in lanes, or in one column where the lanes would be too wide."""
    drawing = layout(figure, rows(figure), _LANES)
    return drawing if drawing.width <= WIDEST else in_column(figure, _WIDE_COLUMN)


def in_column(figure: Figure, sheet: Sheet = _COLUMN) -> Drawing:
    """Lay a flow out in one column; the head of each box names its lane."""
    titles = {lane.name: lane.title for lane in figure.lanes}
    nodes = tuple(replace(node, lane="", head=_with_role(node, titles)) for node in figure.nodes)
    single = replace(figure, lanes=(Lane(""),), nodes=nodes)
    return layout(single, rows(single), sheet)


def as_map(figure: Figure, sheet: Sheet, columns: int) -> Drawing:
    """Lay a map of components out in so many columns at most."""
    cells = ranked(figure, columns)
    lanes = 1 + max((lane for lane, _ in cells.values()), default=0)
    return layout(replace(figure, lanes=tuple(Lane(str(i)) for i in range(lanes))), cells, sheet)


def _with_role(node: Node, titles: Mapping[str, str]) -> str:
    role = titles.get(node.lane, "") if node.head and node.attended else ""
    return " · ".join(filter(None, (node.head, role)))
