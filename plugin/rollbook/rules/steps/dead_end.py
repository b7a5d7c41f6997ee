"""A way ends before anybody has looked at whether it worked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rollbook.model.flow import Edge, Flow
from rollbook.model.step import AnyStep, Approve, Decide
from rollbook.rules.facts.ends import unverified_ends
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.checked import checked
from rollbook.rules.ways.reach import unreached
from rollbook.rules.ways.side_by_side import partings


def _check(subject: Subject) -> Iterator[Fault]:
    going_on = {edge.source for edge in subject.flow.edges if edge.kind in ("next", "yes", "case")}
    ends = {
        name: step
        for name, step in subject.sop.steps.items()
        if name not in going_on and _needs_more(step) and subject.phases[name] != "review"
    }
    path = subject.critical_path.steps if ends else ()
    if not path or not ends.keys() - {path[-1]}:
        return
    meant = _meant(subject.flow, path[-1])
    # An end at which all of the run is unverified is the fault of another rule.
    told = {name for name, _ in unverified_ends(subject)}
    for name, step in ends.items():
        if name in told:
            continue
        is_meant = name in meant and not isinstance(step, Approve)
        if not is_meant and not _is_said(subject.flow, name, path[-1]):
            yield Fault(subject.at(name), _message(name, step), _hint(step))


def _needs_more(step: AnyStep) -> bool:
    """A check, a notice and what changes nothing (handing over, a look) may be the last of a way.

    An approval that may come late has nothing that waits for it.
    """
    if isinstance(step, Approve):
        return step.late is None
    return step.VERB not in ("check", "notify") and (step.undo != "none" or bool(step.saves))


def _meant(flow: Flow, end: str) -> set[str]:
    """The steps after which a way may stop, since another one goes on to the end beside it.

    Not where an answer leads that does not lead to the end, while another one does.
    """
    beside = {
        name
        for way in partings(flow)
        if end in way
        for name, first in way.items()
        if first != way[end]
    }
    to_end = _reached(flow.into, "source", [end])
    astray: set[str] = set()
    for edges in flow.out_of.values():
        leads: dict[tuple[str, str], bool] = {}
        for edge in edges:
            if edge.kind in ("yes", "no", "case"):
                answer = (edge.kind, edge.answer)
                leads[answer] = leads.get(answer, False) or edge.target in to_end
        if any(leads.values()):
            astray |= {e.target for e in edges if not leads.get((e.kind, e.answer), True)}
    return beside - _reached(flow.out_of, "target", astray)


def _is_said(flow: Flow, name: str, end: str) -> bool:
    """Whether another rule says it: nothing leads there, or what goes back is never checked."""
    if name == end or name in unreached(flow):
        return True
    late = flow.main - checked(flow)
    return any(flow.steps[step].restores and step in late for step in (name, *flow.before(name)))


def _reached(edges: Mapping[str, list[Edge]], end: str, begun: Iterable[str]) -> set[str]:
    """Some steps and all that lead to them, or follow them, as long as nothing fails."""
    seen = {step for step in begun if step in edges}
    todo = list(seen)
    while todo:
        for edge in edges[todo.pop()]:
            step = getattr(edge, end)
            if edge.kind != "fail" and not edge.back and step in edges and step not in seen:
                seen.add(step)
                todo.append(step)
    return seen


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
