"""Stacking: boxes in a column, in their order, each as near as can be to where it should stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLEAR = 6
"""Pixels between a line that ends at a box and another line that runs towards it."""
STEP = 10
"""Pixels of the smallest step in a line; a smaller one would look like a mistake."""
NEAR = 24
"""Pixels that a box moves for a line without any step."""


def stacked(wanted: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Place boxes as near as can be to the wanted places of their middles, by least squares.

    `apart` is how far the middle of each is from that of the one before it, at least. Boxes that
    would come too close form a block, which stands where it does best for all of them.
    """
    blocks: list[tuple[float, int]] = []
    shift, shifts = 0.0, []
    for want, distance in zip(wanted, (0.0, *apart), strict=True):
        shift += distance
        shifts.append(shift)
        total, count = want - shift, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    places = [total / count for total, count in blocks for _ in range(count)]
    return [place + by for place, by in zip(places, shifts, strict=True)]


@dataclass(frozen=True, slots=True)
class Level:
    """The heights at which lines reach a box's gutter from the far side: its own, and others'."""

    own: Sequence[float]
    others: Sequence[float]

    def suits(self, at: float) -> bool:
        """Say whether a line can go on from here: level with its own, and clear of others."""
        return not any(abs(at - other) < CLEAR for other in self.others) and not any(
            0 < abs(at - own) < STEP for own in self.own
        )

    def nearest(self, want: float) -> float:
        """A height at which one of its lines needs no step, where that is near what is wanted."""
        best = min(self.own, key=lambda own: abs(own - want), default=want)
        return best if abs(best - want) <= NEAR else want


def settled(
    wanted: Sequence[float], apart: Sequence[float], levels: Sequence[Level]
) -> list[float]:
    """Move the middles of stacked boxes, by as little as can be, to where their lines suit."""
    places: list[float] = []
    for want, distance, level in zip(wanted, (0.0, *apart), levels, strict=True):
        lowest = places[-1] + distance if places else float("-inf")
        at, by = round(level.nearest(want)), 0
        while at + by < lowest or not level.suits(at + by):
            by = -by if by > 0 else 1 - by
        places.append(at + by)
    return places
