"""A timetable as a network: which step waits for which, with its times and its slack."""

from __future__ import annotations

from rollbook.diagrams.figures.figure import Figure, Node, Way
from rollbook.diagrams.figures.flowchart import HEADS
from rollbook.diagrams.figures.timetable import Timetable


def network(timetable: Timetable) -> Figure:
    """Draw no axis: the times stand in the boxes, and what cannot be late is the main way."""
    critical = {bar.item.name for bar in timetable.bars if bar.critical}
    return Figure(
        title=timetable.title,
        description=timetable.description,
        lanes=timetable.lanes,
        bands=(),
        nodes=tuple(
            Node(bar.item.name, bar.look, HEADS[bar.look], (bar.item,), bar.lane)
            for bar in timetable.bars
        ),
        ways=tuple(
            Way(source, target, main=source in critical and target in critical)
            for source, target in timetable.waits
        ),
    )
