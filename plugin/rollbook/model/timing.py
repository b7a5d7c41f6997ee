"""Time: when each step of a procedure is due, and how long it takes to the last check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.flow import Flow
from rollbook.model.phases import phases


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The longest way from the trigger to the last check, in seconds, with its steps in order."""

    seconds: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """When something begins and ends, in seconds from the trigger."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Planned:
    """When a step is taken at the earliest, and its slack.

    `slack` is by how many seconds it can be late without the last check being later; a step that
    leads to that check and has no slack is `critical`.
    """

    span: Span
    slack: int
    critical: bool


def critical_path(flow: Flow) -> CriticalPath:
    """Find the longest way over all forward edges, without failures, fallback and review."""
    before = awaited(flow)
    spans = _earliest(flow, before)
    last = _last(flow, spans)
    if last is None:
        return CriticalPath(0, ())
    path = [last]
    while before[path[-1]]:
        path.append(max(before[path[-1]], key=lambda name: spans[name].end))
    return CriticalPath(spans[last].end, tuple(reversed(path)))


def schedule(flow: Flow) -> dict[str, Planned]:
    """Step → when it is taken, for those that the critical path counts, in their order."""
    before = awaited(flow)
    spans = _earliest(flow, before)
    last = _last(flow, spans)
    if last is None:
        return {}
    leading = _leading(last, before)
    begin: dict[str, int] = {}
    for name, span in reversed(spans.items()):
        # What only follows the last check, or runs beside it, does not make the check later.
        behind = [
            begin[other]
            for other in begin
            if name in before[other] and (other in leading or name not in leading)
        ]
        end = min(behind, default=max(spans[last].end, span.end))
        begin[name] = end - (span.end - span.start)
    return {
        name: Planned(span, begin[name] - span.start, name in leading and begin[name] == span.start)
        for name, span in spans.items()
    }


def awaited(flow: Flow) -> dict[str, tuple[str, ...]]:
    """Step → those that it waits for, both of the main line and not of the review; in order."""
    stage = phases(flow)
    counted = [s for s in flow.order if s in flow.main and stage[s] != "review"]
    known = set(counted)
    return {
        name: tuple(
            dict.fromkeys(
                edge.source
                for edge in flow.into[name]
                if edge.source in known and not edge.back and edge.kind != "fail"
            )
        )
        for name in counted
    }


def _earliest(flow: Flow, before: Mapping[str, tuple[str, ...]]) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    for name, sources in before.items():
        start = max((spans[source].end for source in sources), default=0)
        spans[name] = Span(start, start + flow.steps[name].takes.seconds)
    return spans


def _last(flow: Flow, spans: Mapping[str, Span]) -> str | None:
    """The check that ends last; without a check, the step that does."""
    checks = [name for name in spans if flow.steps[name].VERB == "check"] or list(spans)
    return max(checks, key=lambda name: spans[name].end, default=None)


def _leading(last: str, before: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The last step and all that lead to it."""
    found, todo = {last}, [last]
    while todo:
        for source in before[todo.pop()]:
            if source not in found:
                found.add(source)
                todo.append(source)
    return found
