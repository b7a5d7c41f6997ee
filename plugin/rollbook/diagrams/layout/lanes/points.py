"""Points: the corners of each line in pixels, from its route and its tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rollbook.diagrams.layout.boxes import POINT, hexagonal
from rollbook.diagrams.layout.geometry import Box, Point
from rollbook.diagrams.layout.lanes.grid import Route
from rollbook.diagrams.layout.lanes.measures import PITCH, Columns, Rows, pitch, port_space
from rollbook.diagrams.layout.lanes.tracks import GridLine, Tracks


@dataclass(frozen=True, slots=True)
class Tracing:
    """All that tells where a line runs; `lowest` is the height of the lowest box of each row."""

    tracks: Tracks
    columns: Columns
    rows: Rows
    lowest: Sequence[float]

    def points(self, index: int, route: Route, source: Box, target: Box) -> tuple[Point, ...]:
        """The corners of a route, from the side of one box to the side of the other."""
        places = [
            self._place((a[0] == b[0], a[0] if a[0] == b[0] else a[1]), index, stretch)
            for stretch, (a, b) in enumerate(pairwise(route))
        ]
        upright = [a[0] == b[0] for a, b in pairwise(route)]
        points = [_port(source, route[0], route[1], places[0])]
        for one, other, vertical in zip(places, places[1:], upright, strict=False):
            points.append((one, other) if vertical else (other, one))
        points.append(_port(target, route[-1], route[-2], places[-1]))
        return tuple((round(2 * x) / 2, round(2 * y) / 2) for x, y in points)

    def _place(self, line: GridLine, index: int, stretch: int) -> float:
        upright, number = line
        at = self.columns.xs[number] if upright else self.rows.ys[number]
        count = self.tracks.counts.get(line, 0)
        step = self.columns.pitch if upright else PITCH
        if upright and number % 3 == 1:
            step = pitch(count, port_space(self.columns.box))
        elif not upright and number % 2 == 1:
            step = pitch(count, port_space(self.lowest[number // 2]))
        return at + step * self.tracks.offsets[index, stretch]


def _port(box: Box, at: tuple[int, int], inward: tuple[int, int], place: float) -> Point:
    """Where a line meets a box: `place` is its x on the upper or lower side, else its y."""
    rect = box.rect
    if at[0] == inward[0]:
        return (place, rect.y if inward[1] < at[1] else rect.bottom)
    middle = rect.y + rect.height / 2
    receding = POINT * abs(place - middle) / (rect.height / 2) if hexagonal(box.node) else 0.0
    return (rect.x + receding if inward[0] < at[0] else rect.right - receding, place)
