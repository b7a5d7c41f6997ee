"""A component goes back before one that has to go back first, or at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.model.flow import Flow
from rollbook.model.restoring import needed
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.side_by_side import side_by_side


def _check(subject: Subject) -> Iterator[Fault]:
    """Each step that comes too early, with the last of those that belong before it.

    What may run at the same time has no order, and so not the right one.
    """
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
    if not any(firsts.values()):
        return
    back = _put_back(flow)
    late: dict[str, str] = {}
    for name, part in restoring.items():
        for earlier, early in back[name].items():
            if part in firsts[earlier] and part not in back[early]:
                late[early] = name
    beside = {name: last for name, last in _at_once(subject, restoring, firsts) if name not in late}
    for name in restoring:
        if name in late:
            yield _fault(subject, name, late[name], "before", needs)
        elif name in beside:
            yield _fault(subject, name, beside[name], "while", needs)


def _at_once(
    subject: Subject, restoring: Mapping[str, str], firsts: Mapping[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """Each step with one that belongs before it, and for which it does not wait."""
    ordered = [
        (name, first)
        for first, part in restoring.items()
        for name in restoring
        if part in firsts[restoring[name]]
    ]
    return side_by_side(subject.flow, ordered)


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


def _fault(
    subject: Subject, name: str, last: str, when: str, needs: Mapping[str, set[str]]
) -> Fault:
    steps = subject.flow.steps
    part, first = steps[name].restores or "", steps[last].restores or ""
    reason, way_out = "which is marked 'restore: first'", ""
    if part in needs[first]:
        others = "" if part in subject.components[first].needs else " through others"
        reason = f"which needs it{others}"
        way_out = f", or mark '{part}' with 'restore: first' if '{first}' fails without it"
    return Fault(
        subject.at(name, "restores"),
        f"step '{name}' puts '{part}' back {when} '{last}' puts '{first}' back, {reason}",
        f"{_MENDED[when].format(name, last)}{way_out}",
    )


_MENDED = {
    "before": "move '{0}' behind '{1}'",
    "while": "let '{0}' wait with 'after: {1}'",
}


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
