"""Time: when each step of a procedure is due, and how long it takes to the last check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rollbook.model.alternatives import Alternatives, Condition
from rollbook.model.main_line import MainLine
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
    """When a step is taken, by the longest way to it, and its slack.

    `slack` is by how many seconds it can be late without the last check being later, on the longest
    way that it is on; what is `critical` leads to that check on the longest of all, without slack.
    `after` are the steps that it waits for, and `only` the answer without which it is not taken;
    `other` says that it is on no way that is as long as the longest of all.
    """

    span: Span
    slack: int
    critical: bool
    after: tuple[str, ...] = ()
    only: Condition | None = None
    other: bool = False


def critical_path(line: MainLine, takes: Mapping[str, int]) -> CriticalPath:
    """Find the longest way on which every answer goes on, ways back aside, to its last check."""
    before = line.before
    spans = _earliest(before, takes)
    last = max(_last_checks(line), key=lambda name: spans[name].end, default=None)
    if last is None:
        return CriticalPath(0, ())
    path = [last]
    while before[path[-1]]:
        path.append(max(before[path[-1]], key=lambda name: spans[name].end))
    return CriticalPath(spans[last].end, tuple(reversed(path)))


def schedule(line: MainLine, takes: Mapping[str, int]) -> dict[str, Planned]:
    """Step → when it is taken, for those on a way to a check and what else is no review."""
    before, checks = line.before, _last_checks(line)
    if not checks:
        return {}
    spans = _earliest(before, takes)
    ways = Alternatives(line, {name: span.end for name, span in spans.items()}, takes)
    whole = max(spans[check].end for check in checks)
    last = {name: max(ways.end(check, name) for check in checks) for name in before}
    behind = _behind(before, takes, checks)
    counted = _counted(line, behind)
    begin: dict[str, int] = {}
    for name in reversed(counted):
        # What only follows the last check, or runs beside it, does not make the check later.
        free = [begin[other] for other in begin if name in before[other]]
        end = max(last[name], spans[name].end)
        end = last[name] - behind[name] if name in behind else min(free, default=end)
        begin[name] = end - takes[name]
    return {
        name: Planned(
            spans[name],
            begin[name] - spans[name].start,
            name in behind and spans[name].end + behind[name] == whole,
            before[name],
            ways.condition(name),
            last[name] < whole,
        )
        for name in counted
    }


def _counted(line: MainLine, behind: Collection[str]) -> list[str]:
    """What leads to a check, what is no review, and all that leads to it."""
    stage = phases(line.flow)
    found = {name for name in line.before if name in behind or stage[name] != "review"}
    for name in reversed(tuple(line.before)):
        if name in found:
            found.update(line.before[name])
    return [name for name in line.before if name in found]


def _earliest(before: Mapping[str, tuple[str, ...]], takes: Mapping[str, int]) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    for name, sources in before.items():
        start = max((spans[source].end for source in sources), default=0)
        spans[name] = Span(start, start + takes[name])
    return spans


def _last_checks(line: MainLine) -> list[str]:
    """The checks at which a way may end; what is written to be of the review is none."""
    steps = line.flow.steps
    known = [name for name in line.sources if steps[name].phase != "review"]
    return [name for name in known if steps[name].VERB == "check"] or known


def _behind(
    before: Mapping[str, tuple[str, ...]], takes: Mapping[str, int], checks: Iterable[str]
) -> dict[str, int]:
    """Step that leads to a check, or is one → the seconds from its end to that of the last."""
    found = dict.fromkeys(checks, 0)
    for name in reversed(tuple(before)):
        if name in found:
            for source in before[name]:
                found[source] = max(found.get(source, 0), found[name] + takes[name])
    return found
