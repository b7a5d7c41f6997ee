"""Levels: how high each box of a tree stands beside those that it is joined to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.layout.trees.stacking import Level, settled, stacked
from rollbook.diagrams.layout.trees.untangling import Names, Order

Heights = Mapping[str, float]
"""Box → a height in pixels: its own, or that of its middle."""

_GAP, _APART = 12.0, 20.0
"""Between boxes that one box leads to, and between others."""
_ROUNDS = 4


def levels(figure: Figure, order: Order, heights: Heights) -> dict[str, float]:
    """Find the middle of each box: what leads to several, or comes of them, stands amid them.

    The second column has the most boxes; the others settle beside it, each way at one height
    where that can be.
    """
    first, second, *third = order.columns
    sources, targets = _joined(figure, first, second), _joined(figure, second, *third)
    after = {name: sources[name] for name in second}
    apart = _apart(second, heights, after)
    at = dict(zip(second, stacked([0.0] * len(second), apart), strict=True))
    for names in third:
        for _ in range(_ROUNDS):
            beside = stacked(_amid(names, targets, at), _apart(names, heights))
            at |= dict(zip(names, beside, strict=True))
            at |= dict(zip(second, stacked(_amid(second, targets, at), apart), strict=True))
    at |= {name: float(round(at[name])) for name in second}
    for names, joined in ((first, sources), *((names, targets) for names in third)):
        apart = _apart(names, heights)
        wanted = stacked(_amid(names, joined, at), apart)
        lines = [_level(joined[name], second, at) for name in names]
        at |= dict(zip(names, settled(wanted, apart, lines), strict=True))
    return at


def _joined(figure: Figure, *columns: Names) -> dict[str, list[str]]:
    """Box of one of two columns → the boxes of the other that it is joined to."""
    within = {name for names in columns for name in names}
    joined: dict[str, list[str]] = {name: [] for name in within}
    for way in figure.ways:
        if way.source in within and way.target in within:
            joined[way.source].append(way.target)
            joined[way.target].append(way.source)
    return joined


def _apart(
    names: Names, heights: Heights, sources: Mapping[str, Sequence[str]] | None = None
) -> list[float]:
    """How far the middle of each box is from that of the one above it, at least."""
    gaps = [
        _APART if sources and sources[one] != sources[other] else _GAP
        for one, other in pairwise(names)
    ]
    return [
        (heights[one] + heights[other]) / 2 + gap
        for (one, other), gap in zip(pairwise(names), gaps, strict=True)
    ]


def _amid(names: Names, joined: Mapping[str, Sequence[str]], at: Heights) -> list[float]:
    return [sum(at[other] for other in joined[name]) / len(joined[name]) for name in names]


def _level(own: Sequence[str], column: Names, at: Heights) -> Level:
    others = [at[name] for name in column if name not in own]
    return Level([at[name] for name in own], others)
