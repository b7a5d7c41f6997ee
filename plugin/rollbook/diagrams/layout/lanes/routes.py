"""Routes: the way that each line takes over the grid.

A line leaves its box downwards or sideways, runs along one vertical and enters the other box
from above or from the side. Of all such routes the one is taken that costs least by its length,
its bends, its crossings and the sides of the boxes that it uses. One at least is always free:
down into the channel, along a gutter, and out of the channel above the other box.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rollbook.diagrams.figures.figure import Figure, Way
from rollbook.diagrams.layout.lanes.grid import (
    TOGETHER,
    Grid,
    Passage,
    Route,
    Spot,
    abscissas,
    length,
    passage,
    spot_of,
)
from rollbook.diagrams.layout.lanes.rows import Cell

BEND = 55.0
OFF_DOWN = 90.0
"""Leaving downwards is for what goes on; a no, a failure or a way back leaves sideways."""
ON_ASIDE = 40.0
ON_ASIDE_OF_SEVERAL = 70.0
INTO_SIDE = 60.0


def routes(figure: Figure, cells: Mapping[str, Cell], lane_width: float) -> list[Route]:
    """Lay the ways of a figure, each twice: first in turn, then among all the others."""
    grid = Grid(cells.values(), lane_width)
    nets = nets_of(figure.ways)
    ends = [(spot_of(cells[way.source]), spot_of(cells[way.target])) for way in figure.ways]
    several = Counter(way.source for way in figure.ways if way.meaning != "back")
    options = [
        _options(grid, way, *ends[i], several[way.source] > 1) for i, way in enumerate(figure.ways)
    ]
    order = sorted(range(len(ends)), key=lambda i: _urgency(figure.ways[i], *ends[i], i))
    found: dict[int, Route] = {}
    for again in (False, True):
        for index in order:
            if again:
                grid.lift(found[index], nets[index])
            found[index] = _cheapest(grid, options[index], nets[index])
            grid.lay(found[index], nets[index])
    return [found[index] for index in range(len(ends))]


def nets_of(ways: Sequence[Way]) -> list[int]:
    """Way → its net: ways into one box with one meaning, or plain ways out of one box."""
    into = Counter(way.target for way in ways)
    plain: dict[str, bool] = {}
    for way in ways:
        fits = not way.label and way.meaning == "next" and into[way.target] == 1
        plain[way.source] = plain.get(way.source, True) and fits
    numbers: dict[object, int] = {}
    return [
        numbers.setdefault(
            ("out", way.source) if plain[way.source] else ("in", way.target, way.meaning),
            len(numbers),
        )
        for way in ways
    ]


def _urgency(way: Way, a: Spot, b: Spot, index: int) -> tuple[bool, bool, int, int]:
    return way.meaning == "back", not way.main, abs(a[0] - b[0]) + abs(a[1] - b[1]), index


def _cheapest(grid: Grid, options: list[tuple[float, float, Route]], net: int) -> Route:
    best, cheapest = options[0][2], float("inf")
    for least, cost, route in options:
        if least >= cheapest:
            break
        total = cost + grid.among_others(route, net, cheapest - least)
        if total < cheapest:
            best, cheapest = route, total
    return best


def _options(
    grid: Grid, way: Way, a: Spot, b: Spot, several: bool
) -> list[tuple[float, float, Route]]:
    """The free routes with the least that each can cost and what it costs alone."""
    options = []
    for shape in _shapes(grid.verticals, grid.lane_width, a, b):
        if grid.free(shape.passage):
            cost = shape.length + shape.bending + _manners(way, shape.route, several)
            options.append((cost - TOGETHER * shape.length, cost, shape.route))
    return sorted(options)


def _manners(way: Way, route: Route, several: bool) -> float:
    """What it costs to leave and to enter by these sides of the boxes."""
    back = way.meaning == "back"
    down, above = route[0][0] == route[1][0], route[-1][0] == route[-2][0]
    if down:
        leaving = OFF_DOWN * ((not way.main) + back)
    elif way.main and not back:
        leaving = ON_ASIDE_OF_SEVERAL if several else ON_ASIDE
    else:
        leaving = 0.0
    if back:
        return leaving + (45.0 if above else 25.0)
    return leaving + (0.0 if above else INTO_SIDE)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A route with what it costs by itself, on whichever grid."""

    route: Route
    passage: Passage
    length: float
    bending: float


@lru_cache(maxsize=20_000)
def _shapes(verticals: int, lane_width: float, a: Spot, b: Spot) -> tuple[_Shape, ...]:
    """Every route from one box to the other with a single long vertical."""
    xs = abscissas(verticals, lane_width)
    return tuple(
        _Shape(
            route,
            passage(route),
            sum(length(xs, p, q) for p, q in itertools.pairwise(route)),
            BEND * (len(route) - 2),
        )
        for route in dict.fromkeys(_shaped(verticals, a, b))
    )


def _shaped(verticals: int, a: Spot, b: Spot) -> Iterator[Route]:
    (ax, ay), (bx, by) = a, b
    for x in range(verticals):
        starts = [(a, (ax, ay + 1), (x, ay + 1))]
        if x != ax:
            starts.append((a, (x, ay), (x, ay)))
        ends = [((x, by - 1), (bx, by - 1), b)]
        if x != bx:
            ends.append(((x, by), (x, by), b))
        for start in starts:
            for end in ends:
                route = straightened((*start, *end))
                if route is not None and len(route) > 1:
                    yield route


def straightened(spots: Sequence[Spot]) -> Route | None:
    """Leave out what is no corner; a route that turns back on itself is none."""
    corners: list[Spot] = []
    for spot in spots:
        if corners and spot == corners[-1]:
            continue
        if len(corners) > 1:
            (ax, ay), (bx, by) = corners[-2:]
            before, behind = (bx - ax, by - ay), (spot[0] - bx, spot[1] - by)
            if before[0] * behind[0] < 0 or before[1] * behind[1] < 0:
                return None
            if (before[0] == 0) == (behind[0] == 0):
                corners.pop()
        corners.append(spot)
    return tuple(corners)
