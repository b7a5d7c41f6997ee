"""The way that a real case took through a flow: what it took stands out, the rest steps back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rollbook.diagrams.figures.figure import Figure, Mark, Node, Way


def taken(figure: Figure, title: str, trigger: str, steps: Mapping[str, str]) -> Figure:
    """Mark what a case took: its trigger, and its steps in their order, each with its time."""
    order = [name for name in steps if any(node.name == name for node in figure.nodes)]
    ways = _ways(figure, f"trigger/{trigger}", order)
    ends = {way.target for way in ways}
    gone = {f"trigger/{trigger}", *order, *ends}
    numbers = ", ".join(_numbers(figure, order))
    return replace(
        figure,
        title=title,
        description=f"The steps that were taken, in their order: {numbers}.",
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


def _ways(figure: Figure, trigger: str, order: Sequence[str]) -> set[Way]:
    """The lines that were followed, as far as the order of the steps says which."""
    place = {name: index for index, name in enumerate(order)}
    leaving: dict[str, list[Way]] = {node.name: [] for node in figure.nodes}
    for way in figure.ways:
        leaving[way.source].append(way)
    found = {way for way in leaving.get(trigger, ()) if way.target in place}
    for name in order:
        later = [w for w in leaving[name] if place.get(w.target, -1) > place[name]]
        found |= _followed(figure, name, later, place)
        if not later and name == order[-1]:
            found |= set(_out(leaving[name], place))
    return found


def _followed(
    figure: Figure, name: str, later: Sequence[Way], place: Mapping[str, int]
) -> set[Way]:
    """Of the lines to steps that were taken later: one answer, or all that go on together."""
    if not later:
        return set()
    first = min(later, key=lambda way: place[way.target])
    look = next(node.look for node in figure.nodes if node.name == name)
    if look == "decision" or first.meaning == "fail":
        return {first}
    return {way for way in later if way.meaning != "fail"}


def _out(leaving: Sequence[Way], place: Mapping[str, int]) -> list[Way]:
    """The line by which the last step left the procedure, where there is but one."""
    out = [way for way in leaving if way.target not in place and way.meaning != "back"]
    ends = [way for way in out if "/" in way.target]
    return ends if len(out) == len(ends) == 1 else []
