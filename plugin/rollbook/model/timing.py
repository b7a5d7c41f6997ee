"""Time: how long a procedure takes from the trigger to the last check."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.model.flow import Flow
from rollbook.model.phases import phases


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The longest way from the trigger to the last check, in seconds, with its steps in order."""

    seconds: int
    steps: tuple[str, ...]


def critical_path(flow: Flow) -> CriticalPath:
    """Find the longest way over all forward edges, without failures, fallback and review."""
    stage = phases(flow)
    counted = [s for s in flow.order if s in flow.main and stage[s] != "review"]
    end: dict[str, int] = {}
    via: dict[str, str] = {}
    for name in counted:
        sources = [
            edge.source
            for edge in flow.into[name]
            if edge.source in end and not edge.back and edge.kind != "fail"
        ]
        longest = max(sources, key=end.__getitem__, default=None)
        end[name] = flow.steps[name].takes.seconds + (end[longest] if longest else 0)
        if longest:
            via[name] = longest
    checks = [name for name in counted if flow.steps[name].VERB == "check"] or counted
    last = max(checks, key=lambda name: end[name], default=None)
    if last is None:
        return CriticalPath(0, ())
    path = [last]
    while path[-1] in via:
        path.append(via[path[-1]])
    return CriticalPath(end[last], tuple(reversed(path)))
