"""Ended: what is written to come after a step at which the way ends, or leaves the main line."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.flow import EXITS, Flow


def after_end(flow: Flow) -> Iterator[tuple[str, str]]:
    """Each step that ends its line with `then`, and a step that is `after` it all the same."""
    for name, step in flow.steps.items():
        if step.then and _leaves(flow, name, step.then):
            for edge in flow.out_of[name]:
                if edge.kind in ("next", "yes") and edge.target != step.then:
                    yield name, edge.target


def _leaves(flow: Flow, name: str, target: str) -> bool:
    return target in EXITS or (name in flow.main and target not in flow.main)
