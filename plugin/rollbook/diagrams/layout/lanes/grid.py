"""The grid on which lines run: where boxes stand, and which lines are laid already.

It has three verticals to a lane (its left gutter, its middle, its right gutter: 0, 1, 2, then
3, …) and two horizontals to a row (the channel above it, its middle: 0, 1, then 2, …), with one
channel more below the last row. Gutters and channels are free of boxes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from rollbook.diagrams.layout.lanes.rows import Cell

Spot = tuple[int, int]
"""A crossing of the grid: the number of its vertical and of its horizontal."""

Route = tuple[Spot, ...]
"""The corners of a line, its ends included."""

CROSSING = 240.0
TOUCHING = 25.0
BESIDE = 0.35
TOGETHER = 0.4
PORT_TAKEN = 140.0
HALF_ROW = 45.0


def spot_of(cell: Cell) -> Spot:
    """Where the middle of a cell is on the grid."""
    return 3 * cell[0] + 1, 2 * cell[1] + 1


def abscissas(verticals: int, lane_width: float) -> list[float]:
    """About where each vertical is, in pixels."""
    return [
        lane_width * lane + inside
        for lane in range(verticals // 3)
        for inside in (8.0, lane_width / 2, lane_width - 8.0)
    ]


def length(xs: list[float], a: Spot, b: Spot) -> float:
    """About how many pixels apart two spots of one line are."""
    return abs(xs[a[0]] - xs[b[0]]) + HALF_ROW * abs(a[1] - b[1])


@dataclass(frozen=True, slots=True)
class Passage:
    """What a route asks of a grid: the spots where boxes may stand, as bits of each line."""

    down: tuple[tuple[int, int], ...]
    across: tuple[tuple[int, int], ...]


def passage(route: Route) -> Passage:
    """Boxes stand in the middle of lanes and rows, so that no other line can meet one."""
    down, across = [], []
    for (ax, ay), (bx, by) in pairwise(route):
        if ax == bx and ax % 3 == 1:
            down.append((ax, _stretch(ay, by)))
        elif ay == by and ay % 2 == 1:
            across.append((ay, _stretch(ax, bx)))
    return Passage(tuple(down), tuple(across))


class Grid:
    """Boxes and laid lines; a line belongs to a net, whose lines may run on one another."""

    def __init__(self, cells: Iterable[Cell], lane_width: float) -> None:
        """Set the boxes; lanes are about so many pixels wide."""
        taken = frozenset(map(spot_of, cells))
        self._on_vertical: dict[int, int] = defaultdict(int)
        self._on_horizontal: dict[int, int] = defaultdict(int)
        for x, y in taken:
            self._on_vertical[x] |= 1 << y
            self._on_horizontal[y] |= 1 << x
        self.lane_width = lane_width
        self.verticals = 3 * (1 + max((x // 3 for x, _ in taken), default=0))
        """How many verticals there are."""
        self._xs = abscissas(self.verticals, lane_width)
        self._across: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._down: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._ports: dict[tuple[Spot, int, int], list[tuple[int, bool]]] = defaultdict(list)

    def free(self, passage: Passage) -> bool:
        """Say whether a line meets no box but the two at its ends."""
        met = 0
        for x, spots in passage.down:
            met += (self._on_vertical[x] & spots).bit_count()
        for y, spots in passage.across:
            met += (self._on_horizontal[y] & spots).bit_count()
        return met == 2

    def lay(self, route: Route, net: int) -> None:
        """Keep a route in mind."""
        for (ax, ay), (bx, by) in pairwise(route):
            if ax == bx:
                self._down[ax].append((min(ay, by), max(ay, by), net))
            else:
                self._across[ay].append((min(ax, bx), max(ax, bx), net))
        for port, leaving in _ports(route):
            self._ports[port].append((net, leaving))

    def lift(self, route: Route, net: int) -> None:
        """Forget a route."""
        for (ax, ay), (bx, by) in pairwise(route):
            if ax == bx:
                self._down[ax].remove((min(ay, by), max(ay, by), net))
            else:
                self._across[ay].remove((min(ax, bx), max(ax, bx), net))
        for port, leaving in _ports(route):
            self._ports[port].remove((net, leaving))

    def among_others(self, route: Route, net: int, allowed: float) -> float:
        """What a route costs by what is laid: ports in use, crossings, and company.

        Without regard to company, which can make it cheaper, no more than `allowed` is looked at.
        """
        cost = 0.0
        for port, leaving in _ports(route):
            for user in self._ports[port]:
                if user != (net, leaving):
                    cost += PORT_TAKEN
                    break
        for a, b in pairwise(route):
            if cost >= allowed:
                return inf
            cost += self._crossings(a, b, net)
        if cost >= allowed:
            return inf
        return cost + sum(self._company(a, b, net) for a, b in pairwise(route))

    def _crossings(self, a: Spot, b: Spot, net: int) -> float:
        upright = a[0] == b[0]
        here, low, high = (a[0], a[1], b[1]) if upright else (a[1], a[0], b[0])
        if low > high:
            low, high = high, low
        cost = 0.0
        for there, lines in (self._across if upright else self._down).items():
            if low <= there <= high:
                inner = low < there < high
                for start, end, other in lines:
                    if other != net and start <= here <= end:
                        cost += CROSSING if inner and start < here < end else TOUCHING
        return cost

    def _company(self, a: Spot, b: Spot, net: int) -> float:
        upright = a[0] == b[0]
        low, high = (a[1], b[1]) if upright else (a[0], b[0])
        if low > high:
            low, high = high, low
        cost = 0.0
        for start, end, other in self._down[a[0]] if upright else self._across[a[1]]:
            first, last = max(low, start), min(high, end)
            if first < last:
                spots = ((a[0], first), (a[0], last)) if upright else ((first, a[1]), (last, a[1]))
                shared = length(self._xs, *spots)
                cost += -TOGETHER * shared if other == net else BESIDE * shared + 6
        return cost


def _ports(route: Route) -> Iterator[tuple[tuple[Spot, int, int], bool]]:
    """The sides of the boxes at both ends, and whether the line leaves there."""
    for spot, inward, leaving in ((route[0], route[1], True), (route[-1], route[-2], False)):
        yield (spot, _sign(inward[0] - spot[0]), _sign(inward[1] - spot[1])), leaving


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _stretch(start: int, end: int) -> int:
    """The numbers from one end to the other, both included, as bits."""
    low, high = min(start, end), max(start, end)
    return (1 << high + 1) - (1 << low)
