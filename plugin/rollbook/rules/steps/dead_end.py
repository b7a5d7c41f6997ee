"""A way ends before anybody has looked at whether it worked."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.flow import Flow
from rollbook.model.step import AnyStep, Approve, Decide
from rollbook.rules.reach import unreached
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.side_by_side import partings
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    going_on = {edge.source for edge in subject.flow.edges if edge.kind in ("next", "yes", "case")}
    for name, step in subject.sop.steps.items():
        if name in going_on or not _needs_more(step) or subject.phases[name] == "review":
            continue
        if not _is_enough(subject, name):
            yield Fault(subject.at(name), _message(name, step), _hint(step))


def _needs_more(step: AnyStep) -> bool:
    """A check, a notice and what changes nothing (handing over, a look) may be the last of a way.

    An approval that may come late has nothing that waits for it.
    """
    if isinstance(step, Approve):
        return step.late is None
    return step.VERB not in ("check", "notify") and (step.undo != "none" or bool(step.saves))


def _is_enough(subject: Subject, name: str) -> bool:
    """Whether the procedure may end there, or another rule says what is missing.

    Where something else goes on at the same time and comes to the end, a side branch may stop.
    """
    flow = subject.flow
    path = subject.critical_path.steps
    if not path or name == path[-1] or name in unreached(flow) or _unchecked(flow, name):
        return True
    if isinstance(flow.steps[name], Approve) or _was_chosen(flow, name, path[-1]):
        return False
    return any(
        name in way and path[-1] in way and way[name] != way[path[-1]] for way in partings(flow)
    )


def _was_chosen(flow: Flow, name: str, end: str) -> bool:
    """Whether an answer that leads there does not lead to the end, and another one does."""
    for step in flow.before(name):
        answers: dict[tuple[str, str], set[str]] = {}
        for edge in flow.out_of[step]:
            if edge.kind in ("yes", "no", "case"):
                answers.setdefault((edge.kind, edge.answer), set()).update(
                    _onward(flow, edge.target)
                )
        to_end = any(end in steps for steps in answers.values())
        if to_end and any(name in steps and end not in steps for steps in answers.values()):
            return True
    return False


def _onward(flow: Flow, step: str) -> set[str]:
    """A step and what follows it as long as nothing fails."""
    seen = {step} & flow.steps.keys()
    todo = list(seen)
    while todo:
        for edge in flow.out_of[todo.pop()]:
            if edge.kind != "fail" and not edge.back and edge.target in flow.steps.keys() - seen:
                seen.add(edge.target)
                todo.append(edge.target)
    return seen


def _unchecked(flow: Flow, name: str) -> bool:
    """Whether something goes back on the way that nothing checks: that is said there."""
    return any(
        flow.steps[step].restores
        and not any(flow.steps[other].VERB == "check" for other in _onward(flow, step))
        for step in (name, *flow.before(name))
        if step in flow.main
    )


def _message(name: str, step: AnyStep) -> str:
    if isinstance(step, Approve):
        return f"nothing waits for approval '{name}'"
    if isinstance(step, Decide):
        return f"nothing follows a yes to '{name}'"
    return f"nothing follows '{name}', and so nothing checks what it has done"


def _hint(step: AnyStep) -> str:
    if isinstance(step, Approve):
        return "name it in the 'after' of what waits for it, or say in 'late' until when it is due"
    return "say in 'then' where it goes on; where the procedure ends there, put it into 'fallback'"


RULE = Rule(
    module=__name__,
    level="error",
    why="Whoever comes to the end of a branch believes that all is done, and nobody has looked.",
    bad="""\
steps:
  which:
    decide: Which cache serves old results?
    by: executor
    after: settle
    takes: 1m
    cases: {the edge: edge, the proxy: proxy}
  edge:
    run: ops/cache expire edge
    by: executor
    takes: 1m
    expect: The edge reports no entry
    undo: ops/cache warm edge
  proxy:
    run: ops/cache expire proxy
    by: executor
    takes: 1m
    expect: The proxy reports no entry
    undo: ops/cache warm proxy
  verify:
    after: [proxy, inform]
""",
    good="""\
steps:
  which:
    decide: Which cache serves old results?
    by: executor
    after: settle
    takes: 1m
    cases: {the edge: edge, the proxy: proxy}
  edge:
    run: ops/cache expire edge
    by: executor
    takes: 1m
    expect: The edge reports no entry
    undo: ops/cache warm edge
  proxy:
    run: ops/cache expire proxy
    by: executor
    takes: 1m
    expect: The proxy reports no entry
    undo: ops/cache warm proxy
  verify:
    after: [edge, proxy, inform]
""",
    check=_check,
)
