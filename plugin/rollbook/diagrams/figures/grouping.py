"""Siblings in one box: triggers, and steps that one role takes in parallel."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from rollbook.diagrams.figures.figure import Figure, Look, Node

_TOGETHER: dict[Look, str] = {
    "trigger": "Any of",
    "action": "In parallel",
    "command": "In parallel",
    "notice": "In parallel",
    "wait": "In parallel",
    "check": "All of",
}
_Neighbours = tuple[tuple[tuple[str, str, str], ...], ...]


def grouped(figure: Figure) -> Figure:
    """Let siblings between the same neighbours share a box, and their lines a line.

    The box has the name of its first; what is marked differently stays apart.
    """
    neighbours = _neighbours(figure)
    siblings: dict[object, list[Node]] = defaultdict(list)
    for node in figure.nodes:
        siblings[_key(node, neighbours[node.name])].append(node)
    joined = {node.name: group[0].name for group in siblings.values() for node in group}
    boxes = tuple(_box(group) for group in siblings.values())
    lines = dict.fromkeys(
        replace(way, source=joined[way.source], target=joined[way.target]) for way in figure.ways
    )
    return replace(figure, nodes=boxes, ways=tuple(lines))


def _key(node: Node, neighbours: _Neighbours) -> object:
    if node.look in _TOGETHER and (neighbours[0] or node.look == "trigger"):
        return (_TOGETHER[node.look], node.lane, node.band, node.mark, neighbours)
    return node.name


def _box(group: list[Node]) -> Node:
    first = group[0]
    if len(group) == 1:
        return first
    looks = {node.look for node in group}
    return replace(
        first,
        look=first.look if len(looks) == 1 else "action",
        head=_TOGETHER[first.look],
        items=tuple(item for node in group for item in node.items),
        grouped=True,
    )


def _neighbours(figure: Figure) -> dict[str, _Neighbours]:
    before: dict[str, set[tuple[str, str, str]]] = {node.name: set() for node in figure.nodes}
    behind: dict[str, set[tuple[str, str, str]]] = {node.name: set() for node in figure.nodes}
    for way in figure.ways:
        behind[way.source].add((way.target, way.meaning, way.label + way.mark))
        before[way.target].add((way.source, way.meaning, way.label + way.mark))
    return {name: (tuple(sorted(before[name])), tuple(sorted(behind[name]))) for name in before}
