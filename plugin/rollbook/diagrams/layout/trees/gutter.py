"""Gutters: the room beside a column, where the lines of a tree turn on tracks side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.diagrams.layout.lanes.measures import PITCH, pitch
from rollbook.diagrams.layout.lanes.tracks import Run, side_by_side

BEFORE, BEHIND = 17.0, 15.0
"""From the boxes on the left to the first track, and from the last to those on the right."""
_ROOM = 110.0
"""What tracks may take before they move closer together."""
_CLOSEST = 5.0
_GRID = 40.0
"""Pixels that count as one cell of the grid in which tracks are told apart."""


@dataclass(frozen=True, slots=True)
class Pins:
    """The heights at which the lines of one net reach a gutter from the left and the right."""

    left: tuple[float, ...]
    right: tuple[float, ...] = ()

    @property
    def straight(self) -> bool:
        """Say whether the net runs across without a turn."""
        return bool(self.right) and len({*self.left, *self.right}) == 1


@dataclass(frozen=True, slots=True)
class Gutter:
    """Net → its track, from 0, of so many."""

    tracks: Mapping[str, int]
    count: int

    def at(self, net: str, left: float) -> float:
        """The x of a net's track in the gutter that begins at this x."""
        return round(2 * (left + BEFORE + step(self.count) * self.tracks[net])) / 2


def gutter(nets: Mapping[str, Pins]) -> Gutter:
    """Give nets that meet tracks of their own, in an order in which they cross little."""
    turning = [(name, pins) for name, pins in nets.items() if not pins.straight]
    runs = [_run(index, pins) for index, (_, pins) in enumerate(turning)]
    runs.sort(key=lambda run: (run.low, run.high, run.net))
    numbers = [found for meeting in side_by_side(runs) for found in meeting]
    count = max((number + 1 for _, number in numbers), default=0)
    return Gutter({turning[run.net][0]: number for run, number in numbers}, count)


def step(count: int) -> float:
    """From one track to the next where there are so many."""
    return max(_CLOSEST, pitch(count, _ROOM)) if count > 1 else PITCH


def breadth(count: int) -> float:
    """How wide a gutter between two columns is."""
    return BEFORE + step(count) * max(count - 1, 0) + BEHIND


def _run(index: int, pins: Pins) -> Run:
    heights = (*pins.left, *pins.right)
    legs = [(y / _GRID, -1) for y in pins.left] + [(y / _GRID, 1) for y in pins.right]
    return Run(index, low=min(heights) / _GRID, high=max(heights) / _GRID, legs=legs)
