"""Ranks: which cell each box of a map stands in, what depends on another above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.layout.lanes.graphviz import ranks
from rollbook.diagrams.layout.lanes.rows import Cell


def ranked(figure: Figure, columns: int) -> dict[str, Cell]:
    """Give each box a cell in at most so many columns; a rank with more takes several rows."""
    place = {node.name: index for index, node in enumerate(figure.nodes)}
    ways = tuple((place[way.source], place[way.target]) for way in figure.ways)
    rows = [
        [figure.nodes[index].name for index in rank[start : start + columns]]
        for rank in ranks(len(place), ways)
        for start in range(0, len(rank), columns)
    ]
    wide = max(map(len, rows), default=1)
    neighbours = _neighbours(figure)
    cells: dict[str, Cell] = {}
    for row, names in enumerate(rows):
        chosen = min(
            combinations(range(wide), len(names)),
            key=lambda places: _distance(names, places, neighbours, cells, wide),
        )
        cells.update({name: (lane, row) for name, lane in zip(names, chosen, strict=True)})
    return cells


def _neighbours(figure: Figure) -> Mapping[str, list[str]]:
    neighbours: dict[str, list[str]] = {node.name: [] for node in figure.nodes}
    for way in figure.ways:
        neighbours[way.source].append(way.target)
        neighbours[way.target].append(way.source)
    return neighbours


def _distance(
    names: Sequence[str],
    places: Sequence[int],
    neighbours: Mapping[str, list[str]],
    cells: Mapping[str, Cell],
    wide: int,
) -> float:
    """How far the boxes are from what they are joined to, or else from the middle."""
    total = 0.0
    for name, place in zip(names, places, strict=True):
        known = [cells[other][0] for other in neighbours[name] if other in cells]
        total += sum(abs(place - lane) for lane in known) or 0.01 * abs(place - (wide - 1) / 2)
    return total
