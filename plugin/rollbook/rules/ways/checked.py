"""Checked: which steps have a check behind them."""

from __future__ import annotations

from rollbook.model.flow import Flow


def checked(flow: Flow) -> set[str]:
    """The steps behind which, as long as nothing fails, a check can come."""
    found: set[str] = set()
    for name in reversed(flow.order):
        for edge in flow.out_of[name]:
            if edge.kind == "fail" or edge.back or edge.target not in flow.steps:
                continue
            if edge.target in found or flow.steps[edge.target].VERB == "check":
                found.add(name)
                break
    return found
