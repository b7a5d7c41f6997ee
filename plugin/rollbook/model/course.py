"""The course of a real case: when each step that was taken began and ended."""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.model.flow import Flow
from rollbook.model.step import Phase
from rollbook.model.timing import Span


def in_time(flow: Flow, seconds: Mapping[str, int], *, current: bool) -> dict[str, Span]:
    """Step → its span, from how many seconds each step took, in the order in which they were taken.

    A step begins when those before it in the flow are done. Of an earlier procedure, nobody knows
    the flow any more: its steps are counted one after the other.
    """
    spans: dict[str, Span] = {}
    for name, took in seconds.items():
        awaited = flow.before(name) if current and name in flow.steps else spans.keys()
        start = max((span.end for step, span in spans.items() if step in awaited), default=0)
        spans[name] = Span(start, start + took)
    return spans


def recovery(spans: Mapping[str, Span], phases: Mapping[str, Phase]) -> dict[str, Span]:
    """The part of a course until the system was verified: all but the review."""
    return {name: span for name, span in spans.items() if phases.get(name) != "review"}
