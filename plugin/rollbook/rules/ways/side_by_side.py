"""Side by side: which steps can be taken at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rollbook.model.flow import Edge, Flow

Parting = Mapping[str, str]
"""What follows where the flow divides without a choice: step → the first step of its way.

Of two steps with the same first step, all ways lead through that one: it may choose between them.
Two with different ones can both be reached, by ways that have nothing in common.
"""


def partings(flow: Flow) -> Iterator[Parting]:
    """Every place where steps begin together.

    What only follows a failure is not counted, since then the other way is given up.
    """
    first = next(iter(flow.steps))
    starts = {name for name in flow.starts if name == first or flow.steps[name].after == ()}
    if len(starts) > 1:
        yield _parting(flow, starts)
    for edges in flow.out_of.values():
        together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for edge in edges:
            if _goes_on(edge) and edge.target in flow.steps:
                together[edge.kind, edge.answer].add(edge.target)
        for targets in together.values():
            if len(targets) > 1:
                yield _parting(flow, targets)


def side_by_side(flow: Flow, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs of steps of which neither waits for the other, and both can be reached."""
    before: dict[str, frozenset[str]] = {}
    ways: list[Parting] | None = None
    for one, other in pairs:
        for name in (one, other):
            if name not in before:
                before[name] = flow.before(name)
        if one in before[other] or other in before[one]:
            continue
        if ways is None:
            ways = list(partings(flow))
        if any(one in way and other in way and way[one] != way[other] for way in ways):
            yield one, other


def _parting(flow: Flow, begun: set[str]) -> Parting:
    """The children of the root in the tree of dominators (Lengauer and Tarjan, 1979).

    Without ways back, a step in which different ways meet is the first of a new one.
    """
    first: dict[str, str] = {}
    for name in flow.order:
        if name in begun:
            first[name] = name
            continue
        ways = {
            first[edge.source]
            for edge in flow.into[name]
            if edge.source in first and _goes_on(edge)
        }
        if ways:
            first[name] = ways.pop() if len(ways) == 1 else name
    return first


def _goes_on(edge: Edge) -> bool:
    return edge.kind != "fail" and not edge.back
