"""Handing over: from which step the work goes from one role to another."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rollbook.model.flow import Flow
from rollbook.model.runs.lines import Lines

AUTOMATIC = "automatic"


def hand_overs(flow: Flow) -> tuple[tuple[str, str], ...]:
    """Each step whose role gives the work to another role, with the step that this one takes.

    Between the two there may be others that have no role, and approvals that may come late: nobody
    waits for these.
    """
    late = Lines(flow).late
    return tuple((giver, name) for name in flow.steps for giver in _givers(flow, name, late))


def _givers(flow: Flow, name: str, late: Collection[str]) -> Iterator[str]:
    taker = _role(flow, name)
    seen: set[str] = set()
    todo = [name] if taker else []
    while todo:
        for edge in flow.into[todo.pop()]:
            if edge.source in seen:
                continue
            seen.add(edge.source)
            role = _role(flow, edge.source)
            if role is None or (edge.source in late and edge.kind == "next"):
                todo.append(edge.source)
            elif role != taker:
                yield edge.source


def _role(flow: Flow, name: str) -> str | None:
    performer = flow.steps[name].performer
    return None if performer == AUTOMATIC else performer
