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
    restoring = {name: part for name in flow.order if (part := flow.steps[name].restores)}
    parts = set(restoring.values())
    if len(parts) < 2:
        return
    needs = {part: needed(subject.components, part) for part in parts}
    firsts = {
        part: {other for other in parts if _goes_first(subject, other, part, needs)}
        for part in parts
    }
    if all(firsts[part].isdisjoint(below) for part, below in _below(restoring)):
        return
    back = _put_back(flow)
    late: dict[str, str] = {}
    for name, part in restoring.items():
        for earlier, early in back[name].items():
            if part in firsts[earlier] and part not in back[early]:
                late[early] = name
    for name in restoring:
        if name in late:
            yield _fault(subject, name, late[name], needs)


def _below(restoring: Mapping[str, str]) -> Iterator[tuple[str, set[str]]]:
    """Each component that goes back, with those that go back further down."""
    below: set[str] = set()
    for part in reversed(list(restoring.values())):
        yield part, below
        below.add(part)


def _goes_first(subject: Subject, one: str, other: str, needs: Mapping[str, set[str]]) -> bool:
    """Whether one goes back before another; what needs itself through others has no order."""
    needs_other, is_needed = other in needs[one], one in needs[other]
    if needs_other == is_needed:
        return False
    first = subject.components[other if needs_other else one].restore == "first"
    return needs_other != first


def _put_back(flow: Flow) -> dict[str, dict[str, str]]:
    """Step → what has gone back on some way to it, and the first step that did so.

    Who comes because a step has failed has still to put back what it could not.
    """
    found: dict[str, dict[str, str]] = {}
    for name in flow.order:
        found[name] = here = {}
        for edge in flow.into[name]:
            if not edge.back:
                here.update(found[edge.source])
                part = flow.steps[edge.source].restores
                if part and edge.kind != "fail":
                    here.setdefault(part, edge.source)
    return found


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
