"""The way that a case took: what led to a step, and what it was answered."""

from __future__ import annotations

from collections.abc import Sequence

from rollbook.model.flow import EXITS, Edge, Flow


def leading(flow: Flow, taken: Sequence[str], place: int) -> list[Edge]:
    """The edges by which a case came to the step at this place."""
    name = taken[place]
    if name not in flow.steps:
        return []
    before = taken[:place]
    return [e for e in flow.into[name] if e.source in before and _taken(flow, taken, e, place)]


def answered(flow: Flow, taken: Sequence[str], place: int) -> Edge | None:
    """The edge by which a case left the step at this place, where there was a choice."""
    name = taken[place]
    leaving = flow.out_of[name] if name in flow.steps else []
    for later in range(place + 1, len(taken)):
        for edge in leaving:
            if edge.target == taken[later] and _taken(flow, taken, edge, later):
                return edge
    ends = [edge for edge in leaving if edge.target in EXITS]
    return ends[0] if len(ends) == 1 and place == len(taken) - 1 else None


def _taken(flow: Flow, taken: Sequence[str], edge: Edge, place: int) -> bool:
    """Whether no other way out of the step was taken on the way to this place."""
    between = taken[taken.index(edge.source) + 1 : place]
    others = (e for e in flow.out_of[edge.source] if _way(e) != _way(edge))
    return all(other.target not in between for other in others)


def _way(edge: Edge) -> tuple[str, str]:
    return edge.kind, edge.answer
