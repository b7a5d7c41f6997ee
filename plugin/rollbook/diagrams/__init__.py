"""Diagrams: an SOP's flow and its components, drawn from what the SOP says."""

from __future__ import annotations

from rollbook.diagrams.drawing import (
    components_svg,
    components_svg_narrow,
    flow_svg,
    flow_svg_narrow,
)

__all__ = ["components_svg", "components_svg_narrow", "flow_svg", "flow_svg_narrow"]
