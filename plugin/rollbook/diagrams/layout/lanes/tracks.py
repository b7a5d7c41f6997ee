"""Tracks: lines that run along one line of the grid, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rollbook.diagrams.layout.lanes.grid import Route

Stretch = tuple[int, int]
"""A route and the number of its stretch between two corners, each from 0."""

GridLine = tuple[bool, int]
"""Whether it is a vertical, and its number."""

_NEAR = 0.01
"""What one track counts for beside one line of the grid; any small number does."""
_SHORT = 0.4
"""How much of a grid cell the box at the end of a line takes."""


@dataclass
class Run:
    """What the routes of one net have in common on one line of the grid."""

    net: int
    stretches: list[Stretch] = field(default_factory=list)
    low: float = 0.0
    high: float = 0.0
    legs: list[tuple[float, int]] = field(default_factory=list)
    """Where a route turns off, and to which side: -1 or 1."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """Stretch → its place beside the middle of its grid line; line → how many it carries."""

    offsets: dict[Stretch, float]
    counts: dict[GridLine, int]


def tracks(routes: Sequence[Route], nets: Sequence[int]) -> Tracks:
    """Give the runs that meet on a line tracks of their own, so that they cross little.

    Verticals and horizontals take turns, since the order on the ones depends on the others.
    """
    offsets = {
        (route, place): 0.0 for route, spots in enumerate(routes) for place in range(len(spots) - 1)
    }
    counts: dict[GridLine, int] = {}
    on_line = _on_line(routes)
    for upright in (False, True, False, True):
        for line in (line for line in sorted(on_line) if line[0] == upright):
            runs = _runs(routes, nets, on_line[line], offsets)
            counts[line] = 0
            for numbers in side_by_side(runs):
                most = max(number for _, number in numbers)
                counts[line] = max(counts[line], most + 1)
                for run, number in numbers:
                    offsets.update(dict.fromkeys(run.stretches, number - most / 2))
    return Tracks(offsets, counts)


def side_by_side(runs: list[Run]) -> Iterator[list[tuple[Run, int]]]:
    """Number the tracks of runs that are in order of where they begin, those that meet together."""
    for meeting in _meeting(runs):
        yield _numbered(_ordered(meeting))


def _on_line(routes: Sequence[Route]) -> dict[GridLine, list[Stretch]]:
    on_line: dict[GridLine, list[Stretch]] = defaultdict(list)
    for route, spots in enumerate(routes):
        for place, (a, b) in enumerate(pairwise(spots)):
            upright = a[0] == b[0]
            on_line[upright, a[0] if upright else a[1]].append((route, place))
    return on_line


def _runs(
    routes: Sequence[Route],
    nets: Sequence[int],
    stretches: list[Stretch],
    offsets: dict[Stretch, float],
) -> list[Run]:
    """The stretches of a line, those of one net that touch taken together."""
    spans = sorted(
        (nets[stretch[0]], *_span(routes[stretch[0]], stretch, offsets), stretch)
        for stretch in stretches
    )
    runs: list[Run] = []
    for net, low, high, legs, stretch in spans:
        last = runs[-1] if runs else None
        if last is None or last.net != net or low > last.high:
            last = Run(net, low=low, high=high)
            runs.append(last)
        last.high = max(last.high, high)
        last.stretches.append(stretch)
        last.legs.extend(legs)
    return sorted(runs, key=lambda run: (run.low, run.high, run.net))


def _span(
    spots: Route, stretch: Stretch, offsets: dict[Stretch, float]
) -> tuple[float, float, list[tuple[float, int]]]:
    """From where to where a stretch runs, and the legs at its ends."""
    route, place = stretch
    a, b = spots[place], spots[place + 1]
    axis = 1 if a[0] == b[0] else 0
    forward = 1 if b[axis] > a[axis] else -1
    ends, legs = [], []
    for at, near, turn in ((a, place - 1, place - 1), (b, place + 1, place + 2)):
        inward = forward if at is a else -forward
        if 0 <= turn < len(spots):
            ends.append(at[axis] + _NEAR * offsets[route, near])
            legs.append((ends[-1], 1 if spots[turn][1 - axis] > at[1 - axis] else -1))
        else:
            ends.append(at[axis] + _SHORT * inward)
    return min(ends), max(ends), legs


def _meeting(runs: list[Run]) -> list[list[Run]]:
    """Runs that overlap, directly or through others."""
    groups: list[list[Run]] = []
    end = float("-inf")
    for run in runs:
        if run.low > end + 0.2:
            groups.append([])
        groups[-1].append(run)
        end = max(end, run.high)
    return groups


def _overlap(one: Run, other: Run) -> bool:
    return one.low <= other.high + 0.2 and other.low <= one.high + 0.2


def _ordered(runs: list[Run]) -> list[Run]:
    """Put the runs beside one another, each where it adds the fewest crossings."""
    order: list[Run] = []
    for run in runs:
        costs = [
            sum(_crossings(one, run) for one in order[:place])
            + sum(_crossings(run, one) for one in order[place:])
            for place in range(len(order) + 1)
        ]
        order.insert(costs.index(min(costs)), run)
    return order


def _crossings(one: Run, other: Run) -> float:
    """How often the two cross if the one runs above or left of the other."""
    if not _overlap(one, other):
        return 0.0
    return _legs_within(one, 1, other) + _legs_within(other, -1, one)


def _legs_within(run: Run, side: int, other: Run) -> float:
    return sum(
        1.0 if other.low < place < other.high else 0.5
        for place, leg in run.legs
        if leg == side and other.low <= place <= other.high
    )


def _numbered(order: list[Run]) -> list[tuple[Run, int]]:
    """Give each run the first track behind those of the runs before it that it meets."""
    numbers: list[tuple[Run, int]] = []
    for run in order:
        taken = [number for other, number in numbers if _overlap(run, other)]
        numbers.append((run, max(taken, default=-1) + 1))
    return numbers
