"""Reach: the steps to which a way leads from the trigger."""

from __future__ import annotations

from collections.abc import Iterable

from rollbook.model.flow import Flow
from rollbook.rules.ways.circles import circles


def beginnings(flow: Flow) -> set[str]:
    """The steps of the main line that begin at once: the first, and those that say so."""
    first = next(iter(flow.steps))
    return {
        name
        for name, step in flow.steps.items()
        if name in flow.main and (step.after == () or (name == first and not step.after))
    }


def unreached(flow: Flow) -> frozenset[str]:
    """The steps that nobody can come to, whatever is answered and whatever fails."""
    # Ways back aside there is no circle: what nothing leads to is then the beginning of all.
    first = flow.steps.keys() - {edge.target for edge in flow.edges if not edge.back}
    if first <= (begun := beginnings(flow)):
        return frozenset()
    return frozenset(flow.steps.keys() - reached(flow, begun))


def reached(flow: Flow, begun: Iterable[str]) -> set[str]:
    """Some steps and all that follow them, by any way."""
    seen = set(begun)
    todo = list(seen)
    while todo:
        for edge in flow.out_of[todo.pop()]:
            if edge.target in flow.steps and edge.target not in seen:
                seen.add(edge.target)
                todo.append(edge.target)
    return seen


def stuck(flow: Flow) -> frozenset[str]:
    """The steps that a way leads to, but only through a join that waits for what comes behind it.

    Every join is taken to wait for all that can be reached, since some night may need all of it.
    """
    left = {
        name: set(step.after)
        for name, step in flow.steps.items()
        if step.after and len(step.after) > 1
    }
    if not left or not any(edge.back for edge in flow.edges):
        return frozenset()
    lost = unreached(flow)
    done = beginnings(flow)
    todo = list(done)
    while todo:
        source = todo.pop()
        for edge in flow.out_of[source]:
            if edge.target not in flow.steps or edge.target in done:
                continue
            waits_for = left.get(edge.target, set())
            if source in waits_for and edge.kind in ("next", "yes"):
                waits_for.remove(source)
                if waits_for - lost:
                    continue
            done.add(edge.target)
            todo.append(edge.target)
    return frozenset(flow.steps.keys() - lost - done)


def endless(flow: Flow) -> list[list[str]]:
    """The circles that no answer and no failure leads out of."""
    if not any(edge.back and edge.kind == "next" for edge in flow.edges):
        return []
    going = flow.steps.keys() - stuck(flow)
    onward = {
        name: [e.target for e in flow.out_of[name] if e.kind == "next" and e.target in going]
        for name in flow.steps
        if name in going
    }
    return list(circles(onward))
