"""Measures: where the verticals and horizontals of the grid come to stand, in pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollbook.diagrams.layout.boxes import POINT
from rollbook.diagrams.layout.lanes.tracks import GridLine

PITCH = 9.0
"""From one track to the next, where there is room."""
_PITCHES = (PITCH, 7.5, 6.0)
"""What is tried in turn where there is not."""
RAIL = 26.0
BETWEEN_LANES = 3.0
EMPTY_GUTTER, GUTTER = 7.0, 22.0
TITLE = 22.0
LABEL = 9.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a figure is drawn on: its width and its boxes' least and greatest, in pixels.

    With a rail, bands are named on the left; else above their first row. `headings` says
    whether lanes are named.
    """

    width: float
    narrowest: float
    widest: float
    rail: bool
    headings: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The verticals: where each runs, how wide boxes are, and where lanes begin and end.

    `pitch` is from one track of a gutter to the next.
    """

    box: float
    pitch: float
    xs: tuple[float, ...]
    lanes: tuple[tuple[float, float], ...]
    width: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The horizontals: where each runs, and where rows begin and end."""

    ys: tuple[float, ...]
    rows: tuple[tuple[float, float], ...]
    top: float
    height: float


def pitch(count: int, space: float) -> float:
    """From one track to the next where so many share so much space."""
    return min(PITCH, space / (count - 1)) if count > 1 else PITCH


def columns(lanes: int, counts: Mapping[GridLine, int], sheet: Sheet) -> Columns:
    """Share the width between boxes and gutters; what cannot be tightened makes it wider."""
    left = RAIL if sheet.rail else 0.0
    carried = [
        (counts.get((True, 3 * lane), 0), counts.get((True, 3 * lane + 2), 0))
        for lane in range(lanes)
    ]
    for step in _PITCHES:
        gutters = [(_gutter(before, step), _gutter(behind, step)) for before, behind in carried]
        taken = left + sum(map(sum, gutters)) + BETWEEN_LANES * (lanes - 1)
        if taken + lanes * sheet.narrowest <= sheet.width:
            break
    box = max(sheet.narrowest, min(sheet.widest, (sheet.width - taken) // max(lanes, 1)))
    xs: list[float] = []
    sides: list[tuple[float, float]] = []
    x = left
    for before, behind in gutters:
        middle = x + before + box / 2
        right = x + before + box + behind
        xs += [x + before / 2 - 2, middle, right - behind / 2 + 2]
        sides.append((x, right))
        x = right + BETWEEN_LANES
    return Columns(box, step, tuple(xs), tuple(sides), max(x - BETWEEN_LANES, left))


def rows(
    heights: Sequence[float],
    counts: Mapping[GridLine, int],
    labelled: frozenset[int],
    titled: frozenset[int],
    top: float,
) -> Rows:
    """Stack channels and rows; `labelled` and `titled` are the channels that need more room."""
    ys: list[float] = []
    sides: list[tuple[float, float]] = []
    y = top
    for row in range(len(heights) + 1):
        count = counts.get((False, 2 * row), 0)
        spread = PITCH * max(count - 1, 0)
        y += TITLE if row in titled else 0.0
        y += LABEL if row in labelled else 0.0
        ys.append(y + (12 if count else 10) + spread / 2)
        y += spread + (30 if count else 22 if row < len(heights) else 12)
        if row < len(heights):
            ys.append(y + heights[row] / 2)
            sides.append((y, y + heights[row]))
            y += heights[row]
    return Rows(tuple(ys), tuple(sides), top, y)


def port_space(side: float) -> float:
    """How much of the side of a box lines can use."""
    return max(side - 2 * POINT - 2, 1.0)


def _gutter(count: int, step: float) -> float:
    return GUTTER + 2 * (step - PITCH) + step * (count - 1) if count else EMPTY_GUTTER
