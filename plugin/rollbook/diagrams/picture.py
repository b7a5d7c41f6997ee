"""Pictures: a figure with the two ways in which it is laid out, for a wide and a narrow place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.formats.svg import svg
from rollbook.diagrams.formats.svg_boxes import Href
from rollbook.diagrams.layout.geometry import Drawing
from rollbook.diagrams.layout.plans import as_map, as_narrow_map, in_column, in_lanes
from rollbook.diagrams.store import Store

Plan = Literal["lanes", "map"]
"""How a figure is laid out: in the lanes of roles, or by what depends on what."""

_PLANS: Mapping[Plan, tuple[Callable[[Figure], Drawing], Callable[[Figure], Drawing]]] = {
    "lanes": (in_lanes, in_column),
    "map": (as_map, as_narrow_map),
}


@dataclass(frozen=True)
class Picture:
    """A figure to be drawn; `name` is its own on a page and in a folder: `flow`, `components`."""

    name: str
    figure: Figure
    plan: Plan

    @cached_property
    def wide(self) -> Drawing:
        """The figure for a column of text on a large screen, and for files."""
        return _PLANS[self.plan][0](self.figure)

    @cached_property
    def narrow(self) -> Drawing:
        """The figure for a phone."""
        return _PLANS[self.plan][1](self.figure)

    def svgs(self, href: Href, store: Store) -> tuple[str, str]:
        """Both drawings as SVG for a page: the wide one and the narrow one."""
        links = [
            href(item.kind, item.name)
            for node in self.figure.nodes
            for item in node.items
            if item.kind
        ]
        inputs = repr((self.name, self.plan, self.figure, links))
        wide = store.kept(f"wide {inputs}", partial(self._svg, "wide", href))
        narrow = store.kept(f"narrow {inputs}", partial(self._svg, "narrow", href))
        return wide.decode(), narrow.decode()

    def _svg(self, form: Literal["wide", "narrow"], href: Href) -> bytes:
        drawing = self.wide if form == "wide" else self.narrow
        return svg(drawing, f"{self.name}-{form}", href).encode()
