"""Rows: which row of which lane each box of a flow stands in."""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.diagrams.figures.figure import Figure

Cell = tuple[int, int]
"""Lane and row, each from 0."""


def rows(figure: Figure) -> dict[str, Cell]:
    """Give each box a cell of its own: below all that lead to it, bands one under the other.

    Of the boxes whose predecessors have their places, the one that can stand highest comes
    first, and what lies off the main way gives way. In a single lane it goes first instead: a
    failure is then read right below what fails.
    """
    lanes = {lane.name: index for index, lane in enumerate(figure.lanes)}
    before = _before(figure)
    aside = _aside(figure)
    cells: dict[str, Cell] = {}
    taken: set[Cell] = set()
    top = 0
    for band, _ in figure.bands:
        waiting = [node for node in figure.nodes if node.band == band]
        while waiting:
            queue = [
                (_row(lanes[node.lane], before[node.name], cells, taken, top), aside[node.name], i)
                for i, node in enumerate(waiting)
                if before[node.name] <= cells.keys()
            ]
            row, _, index = min(queue)
            node = waiting.pop(index)
            cells[node.name] = (lanes[node.lane], row)
            taken.add(cells[node.name])
        top = max((row + 1 for _, row in cells.values()), default=0)
    return cells


def _before(figure: Figure) -> Mapping[str, set[str]]:
    before: dict[str, set[str]] = {node.name: set() for node in figure.nodes}
    for way in figure.ways:
        if way.meaning != "back":
            before[way.target].add(way.source)
    return before


def _aside(figure: Figure) -> Mapping[str, int]:
    """How far from the main way: entered by a no or a failure, and leading nowhere."""
    leaving = {way.source for way in figure.ways}
    main = {way.target for way in figure.ways if way.main and way.meaning == "next"}
    entered = {way.target for way in figure.ways}
    if len(figure.lanes) < 2:
        return {node.name: -(node.name in entered - main) for node in figure.nodes}
    return {
        node.name: (node.name in entered - main) + (node.name not in leaving)
        for node in figure.nodes
    }


def _row(lane: int, before: set[str], cells: Mapping[str, Cell], taken: set[Cell], top: int) -> int:
    row = max((cells[name][1] + 1 for name in before), default=top)
    row = max(row, top)
    while (lane, row) in taken:
        row += 1
    return row
