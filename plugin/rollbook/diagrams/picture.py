"""Pictures: a figure with the two ways in which it is laid out, for a wide and a narrow place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.figures.timetable import Timetable
from rollbook.diagrams.formats.svg.chart import svg_chart
from rollbook.diagrams.formats.svg.drawing import svg
from rollbook.diagrams.formats.svg.links import Href, addressed
from rollbook.diagrams.layout.charts.chart import Chart
from rollbook.diagrams.layout.charts.charting import narrow_chart, wide_chart
from rollbook.diagrams.layout.geometry import Drawing
from rollbook.diagrams.layout.lanes.plans import (
    as_map,
    as_narrow_map,
    as_overview,
    in_column,
    in_lanes,
)
from rollbook.diagrams.layout.trees.narrow_tree import as_narrow_tree
from rollbook.diagrams.layout.trees.tree import as_tree
from rollbook.diagrams.store import Store

Plan = Literal["lanes", "phases", "map", "tree"]
"""How a figure is laid out: by roles, phase below phase, by what needs what, or as a tree."""

Form = Literal["wide", "narrow"]
"""How much room there is."""

_PLANS: Mapping[Plan, tuple[Callable[[Figure], Drawing], Callable[[Figure], Drawing]]] = {
    "lanes": (in_lanes, in_column),
    "phases": (as_overview, in_column),
    "map": (as_map, as_narrow_map),
    "tree": (as_tree, as_narrow_tree),
}


MOST_LINES = 250
"""Lines or boxes of one picture on a page: each line is laid with regard to all the others, which
takes a second and a half for so many, and of more no eye could follow one."""

MOST_ASKED_FOR = 600
"""The same where somebody asks for this very picture, and waits some ten seconds for it."""


class _Drawn:
    """What every picture can do, whatever it shows."""

    @property
    def size(self) -> int:
        """How many lines or boxes it has, whichever are more."""
        raise NotImplementedError

    def svgs(self, href: Href, store: Store) -> tuple[str, str]:
        """Both forms as SVG for a page: the wide one and the narrow one."""
        return addressed(self.svg("wide", store), href), addressed(self.svg("narrow", store), href)

    def svg(self, form: Form, store: Store) -> str:
        """One form as SVG, from the store or drawn now; its links lead nowhere yet."""
        return store.kept(f"{form} {self!r}", lambda: self._svg(form).encode()).decode()

    def _svg(self, form: Form) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Picture(_Drawn):
    """A figure to be drawn; `name` is its own on a page and in a folder: `flow`, `components`."""

    name: str
    figure: Figure
    plan: Plan

    @property
    def title(self) -> str:
        """What the figure is called."""
        return self.figure.title

    @property
    def size(self) -> int:
        """How many lines or boxes it has, whichever are more."""
        return max(len(self.figure.ways), len(self.figure.nodes))

    @cached_property
    def wide(self) -> Drawing:
        """The figure for a column of text on a large screen, and for files."""
        return _PLANS[self.plan][0](self.figure)

    @cached_property
    def narrow(self) -> Drawing:
        """The figure for a phone."""
        return _PLANS[self.plan][1](self.figure)

    def _svg(self, form: Form) -> str:
        drawing = self.wide if form == "wide" else self.narrow
        return svg(drawing, f"{self.name}-{form}")


@dataclass(frozen=True)
class TimePicture(_Drawn):
    """A timetable to be drawn, named as a `Picture` is."""

    name: str
    timetable: Timetable

    @property
    def title(self) -> str:
        """What the timetable is called."""
        return self.timetable.title

    @property
    def size(self) -> int:
        """How many bars it has."""
        return len(self.timetable.bars)

    @cached_property
    def wide(self) -> Chart:
        """The timetable for a column of text on a large screen, and for files."""
        return wide_chart(self.timetable)

    @cached_property
    def narrow(self) -> Chart:
        """The timetable for a phone."""
        return narrow_chart(self.timetable)

    def _svg(self, form: Form) -> str:
        chart = self.wide if form == "wide" else self.narrow
        return svg_chart(chart, f"{self.name}-{form}")
