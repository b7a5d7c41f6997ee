"""A check is read before what was put back has arrived everywhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

from rollbook.model.component import Component
from rollbook.model.step import AnyStep, Run
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import spoken

_ARRIVES = re.compile(
    r"roll(?:ed|s)?[ -]?out|rollout status|--wait\b|everywhere|propagat"
    r"|\b(?:all|each|every)\s(?:\w{1,20}\s)?(?:replica|region|pod|node|instance|server|host|zone)",
    re.IGNORECASE,
)
"""How a step says that it is over only when the change has arrived."""


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each check, with what lacks most: one wait before it is enough for all."""
    slow = _slow(subject.components)
    restoring = [n for n, s in subject.sop.steps.items() if s.restores in slow] if slow else []
    worst: dict[str, tuple[int, str, str]] = {}
    for name in restoring:
        step = subject.flow.steps[name]
        part, needed = slow[step.restores or ""]
        if _soonest(subject, name) >= needed or _waits_itself(step, needed):
            continue
        gap = _gap(subject, name)
        if gap and gap[0] < needed:
            lack = (needed - gap[0], name, part)
            worst[gap[1]] = max(worst.get(gap[1], lack), lack)
    for check, (_, name, part) in worst.items():
        yield _fault(subject, check, name, part)


def _slow(components: Mapping[str, Component]) -> dict[str, tuple[str, int]]:
    """Component → what takes longest to change with it, and how long: itself, or what needs it."""
    found: dict[str, tuple[str, int]] = {}
    for name, component in components.items():
        if component.propagation:
            seconds = component.propagation.seconds
            for changed in (name, *component.needs):
                if seconds > found.get(changed, ("", 0))[1]:
                    found[changed] = (name, seconds)
    return found


def _soonest(subject: Subject, name: str) -> int:
    """The seconds to a check by the shortest way; to ask this costs less than the schedule."""
    flow, takes = subject.flow, subject.takes
    ends = {name: 0}
    checks = []
    for step in flow.order[flow.order.index(name) + 1 :]:
        before = [ends[e.source] for e in flow.into[step] if e.source in ends and not e.back]
        if before:
            begins = min(before)
            ends[step] = begins + takes[step]
            if flow.steps[step].VERB == "check":
                checks.append(begins)
    return min(checks, default=sys.maxsize)


def _gap(subject: Subject, name: str) -> tuple[int, str] | None:
    """The time from the end of a step to the first check behind it, and that check."""
    planned = subject.schedule
    if name not in planned:
        return None
    checks = [
        (planned[step].span.start - planned[name].span.end, step)
        for step in subject.flow.behind(name)
        if step in planned and subject.flow.steps[step].VERB == "check"
    ]
    return min(checks, default=None)


def _waits_itself(step: AnyStep, needed: int) -> bool:
    words = f"{step.run}\n{step.expect}" if isinstance(step, Run) else step.expect or ""
    return step.takes.seconds >= needed and bool(_ARRIVES.search(words))


def _fault(subject: Subject, check: str, name: str, part: str) -> Fault:
    planned = subject.schedule
    gap = planned[check].span.start - planned[name].span.end
    propagation = subject.components[part].propagation
    begins = f"{spoken(gap)} after" if gap else "as soon as"
    done = "" if gap else " is done"
    return Fault(
        subject.at(check),
        f"check step '{check}' begins {begins} '{name}'{done}, "
        f"and '{part}' takes {propagation} to change everywhere",
        f"let a step 'wait: {propagation}' come before '{check}'",
    )


RULE = Rule(
    module=__name__,
    level="warning",
    why="A check that is read too early sees the old trouble, and a rollback that has worked is "
    "given up.",
    bad="""\
steps:
  revert-index:
    run: ops/index use ${targets.index.id}
    takes: 1m
  settle:
    wait: 30s
""",
    good="""\
steps:
  revert-index:
    run: ops/index use ${targets.index.id}
    takes: 1m
  settle:
    wait: 2m
""",
    check=_check,
)
