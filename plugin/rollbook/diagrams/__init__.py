"""Diagrams: an SOP's flow and its components, drawn from what the SOP says."""

from __future__ import annotations

from rollbook.diagrams.figures.compared import Case, compared
from rollbook.diagrams.figures.component_map import component_map
from rollbook.diagrams.figures.difference import difference
from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.figures.flowchart import flowchart
from rollbook.diagrams.figures.grouping import grouped
from rollbook.diagrams.figures.items import Names
from rollbook.diagrams.figures.parts import overview, parts
from rollbook.diagrams.figures.planned import planned
from rollbook.diagrams.figures.system_tree import System, system_tree
from rollbook.diagrams.figures.taken import taken
from rollbook.diagrams.figures.trigger_tree import Procedure, trigger_tree
from rollbook.diagrams.formats.svg.links import Href
from rollbook.diagrams.picture import MOST_ASKED_FOR, MOST_LINES, Picture, TimePicture
from rollbook.diagrams.store import NOWHERE, Store

__all__ = [
    "MOST_ASKED_FOR",
    "MOST_LINES",
    "NOWHERE",
    "Case",
    "Figure",
    "Href",
    "Names",
    "Picture",
    "Procedure",
    "Store",
    "System",
    "TimePicture",
    "compared",
    "component_map",
    "difference",
    "flowchart",
    "grouped",
    "overview",
    "parts",
    "planned",
    "system_tree",
    "taken",
    "trigger_tree",
]
