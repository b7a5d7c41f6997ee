"""Diagrams: an SOP's flow and its components, drawn from what the SOP says."""

from __future__ import annotations

from rollbook.diagrams.figures.component_map import component_map
from rollbook.diagrams.figures.flowchart import flowchart
from rollbook.diagrams.figures.items import Names
from rollbook.diagrams.picture import Picture
from rollbook.diagrams.store import NOWHERE, Store

__all__ = ["NOWHERE", "Names", "Picture", "Store", "component_map", "flowchart"]
