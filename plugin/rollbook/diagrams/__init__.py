"""Diagrams: an SOP's flow and its components, drawn from what the SOP says."""

from __future__ import annotations

from rollbook.diagrams.drawing import components_svgs, flow_svgs
from rollbook.diagrams.items import Names

__all__ = ["Names", "components_svgs", "flow_svgs"]
