"""The way that a real case took through a flow: what it took stands out, the rest steps back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rollbook.diagrams.figures.figure import Figure, Mark, Node, Way
from rollbook.diagrams.figures.flowchart import label
from rollbook.model.runs.following import Followed


def taken(
    figure: Figure, title: str, trigger: str, steps: Mapping[str, str], followed: Followed
) -> Figure:
    """Mark what a case took: its trigger, its steps in their order, each with its time, its lines.

    Where nobody knows which way it went, it has no line.
    """
    order = [name for name in steps if any(node.name == name for node in figure.nodes)]
    ways = _ways(figure, f"trigger/{trigger}", followed)
    gone = {f"trigger/{trigger}", *order, *(way.target for way in ways)}
    numbers = ", ".join(_numbers(figure, order))
    unknown = "" if followed.tries else " Which lines were followed is not known."
    return replace(
        figure,
        title=title,
        description=f"The steps that were taken, in their order: {numbers}.{unknown}",
        nodes=tuple(_marked(node, gone, steps) for node in figure.nodes),
        ways=tuple(replace(way, mark="taken" if way in ways else "passed") for way in figure.ways),
    )


def _numbers(figure: Figure, order: Sequence[str]) -> list[str]:
    numbers = {node.name: node.items[0].number for node in figure.nodes}
    return [numbers[name] for name in order]


def _marked(node: Node, gone: set[str], steps: Mapping[str, str]) -> Node:
    mark: Mark = "taken" if node.name in gone else "passed"
    item = node.items[0]
    if node.name in steps:
        item = replace(item, small=steps[node.name], spoken=f"{item.spoken}, {steps[node.name]}")
    return replace(node, mark=mark, items=(item, *node.items[1:]))


def _ways(figure: Figure, trigger: str, followed: Followed) -> set[Way]:
    """The lines of a figure that a case followed; an earlier procedure may have had others."""
    edges = {(edge.source, edge.target, label(edge)) for edge in followed.edges}
    edges |= {(trigger, start, "") for start in followed.starts}
    # An exit has a box in each lane and band.
    return {
        way for way in figure.ways if (way.source, way.target.partition("/")[0], way.label) in edges
    }
