"""Drawings: the figures of an SOP, each for a wide page and for a narrow one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rollbook.diagrams.component_map import component_map
from rollbook.diagrams.figure import Figure, Lane, Node
from rollbook.diagrams.flowchart import flowchart
from rollbook.diagrams.geometry import Drawing
from rollbook.diagrams.layout import layout
from rollbook.diagrams.layout_measures import Sheet
from rollbook.diagrams.layout_ranks import ranked
from rollbook.diagrams.layout_rows import rows
from rollbook.diagrams.svg import svg
from rollbook.diagrams.svg_boxes import Href
from rollbook.model.component import Component
from rollbook.model.flow import Flow
from rollbook.model.placeholders import Placeholder
from rollbook.model.sop import Sop
from rollbook.model.step import Phase

WIDEST = 740.0
"""Pixels; shrunk from more than that to a page's column, a figure could not be read."""

_LANES = Sheet(688, narrowest=116, widest=230, rail=True, headings=True)
_COLUMN = Sheet(348, narrowest=230, widest=348, rail=False, headings=False)
_WIDE_COLUMN = Sheet(520, narrowest=300, widest=420, rail=False, headings=False)
_MAP = Sheet(688, narrowest=150, widest=200, rail=False, headings=False)
_MAP_COLUMNS = 3


def flow_svg(
    sop: Sop,
    flow: Flow,
    phases: Mapping[str, Phase],
    numbers: Mapping[str, int],
    team: Callable[[str], str],
    fill: Callable[[Placeholder], str | None],
    href: Href,
) -> str:
    """Draw the flow in the lanes of its roles; with too many roles for a page, in one column."""
    figure = flowchart(sop, flow, phases, numbers, team, fill)
    return svg(in_lanes(figure), "flow-wide", href)


def flow_svg_narrow(
    sop: Sop,
    flow: Flow,
    phases: Mapping[str, Phase],
    numbers: Mapping[str, int],
    team: Callable[[str], str],
    fill: Callable[[Placeholder], str | None],
    href: Href,
) -> str:
    """Draw the flow in one column, where each box names its role."""
    figure = flowchart(sop, flow, phases, numbers, team, fill)
    return svg(in_column(figure, _COLUMN), "flow-narrow", href)


def components_svg(
    sop: Sop,
    components: Mapping[str, Component],
    waves: list[list[str]],
    downstream: list[str],
    href: Href,
) -> str:
    """Draw the components, what depends on another above it; nothing where there are none."""
    figure = component_map(sop, components, waves, downstream)
    return svg(as_map(figure, _MAP, _MAP_COLUMNS), "map-wide", href) if figure.nodes else ""


def components_svg_narrow(
    sop: Sop,
    components: Mapping[str, Component],
    waves: list[list[str]],
    downstream: list[str],
    href: Href,
) -> str:
    """Draw the components one below the other."""
    figure = component_map(sop, components, waves, downstream)
    return svg(as_map(figure, _COLUMN, 1), "map-narrow", href) if figure.nodes else ""


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
    return " · ".join(part for part in (node.head, titles.get(node.lane, "")) if part and node.head)
