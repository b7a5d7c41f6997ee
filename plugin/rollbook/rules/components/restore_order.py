"""A component goes back before one that has to go back first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.model.flow import Flow
from rollbook.model.restoring import needed
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Each step that comes too early, with the last of those that belong before it."""
    flow = subject.flow
    restoring = [(name, part) for name in flow.order if (part := flow.steps[name].restores)]
    parts = {part for _, part in restoring}
    if len(parts) < 2:
        return
    needs = {part: needed(part, subject.components) for part in parts}
    for index, (name, part) in enumerate(restoring):
        firsts = {other for other in parts if _goes_first(subject, other, part, needs)}
        late = [step for step, other in restoring[index + 1 :] if other in firsts]
        behind = _behind(flow, name) if late else set()
        if last := next((step for step in reversed(late) if step in behind), ""):
            yield _fault(subject, name, last, needs)


def _goes_first(subject: Subject, one: str, other: str, needs: Mapping[str, set[str]]) -> bool:
    """Whether one goes back before another; what needs itself through others has no order."""
    needs_other, is_needed = other in needs[one], one in needs[other]
    if needs_other == is_needed:
        return False
    first = subject.components[other if needs_other else one].restore == "first"
    return needs_other != first


def _behind(flow: Flow, name: str) -> set[str]:
    """The steps that follow once this one has put something back.

    Who comes because it has failed has still to put back what this step could not. What has gone
    back before the step goes back again behind it because something failed.
    """
    begun = [
        edge.target
        for edge in flow.out_of[name]
        if edge.kind != "fail" and not edge.back and edge.target in flow.steps
    ]
    behind = {step for first in begun for step in (first, *flow.behind(first))}
    done = {flow.steps[step].restores for step in flow.before(name)}
    return {step for step in behind if flow.steps[step].restores not in done}


def _fault(subject: Subject, name: str, last: str, needs: Mapping[str, set[str]]) -> Fault:
    steps = subject.flow.steps
    part, first = steps[name].restores or "", steps[last].restores or ""
    reason, way_out = "which is marked 'restore: first'", ""
    if part in needs[first]:
        others = "" if part in subject.components[first].needs else " through others"
        reason = f"which needs it{others}"
        way_out = f", or mark '{part}' with 'restore: first' if '{first}' fails without it"
    return Fault(
        subject.at(name, "restores"),
        f"step '{name}' puts '{part}' back before '{last}' puts '{first}' back, {reason}",
        f"move '{name}' behind '{last}'{way_out}",
    )


RULE = Rule(
    module=__name__,
    level="error",
    why="What is still new reads what is already old, in a form that it does not know, and the "
    "rollback itself brings it down.",
    bad="""\
steps:
  revert:
    after: revert-index
    restores: model
  revert-index:
    after: save
    restores: index
  settle:
    after: revert
""",
    good="""\
steps:
  revert:
    after: save
    restores: model
  revert-index:
    after: revert
    restores: index
  settle:
    after: revert-index
""",
    check=_check,
)
