"""A component goes back, and on no way to it anybody is asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator

from rollbook.model.flow import EdgeKind, Flow
from rollbook.model.step import Approve
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.reach import beginnings, reached

_SHOWN = 6


def _check(subject: Subject) -> Iterator[Fault]:
    """The first component: an approval before it is one for what goes back behind it.

    A yes on some way is enough, be it to another step that puts the same back, since what is
    switched off at once is asked about later. Who writes that an approval may come late has thought
    of it. What cannot be taken back is the matter of another rule.
    """
    flow = subject.flow
    restoring = {name: part for name in flow.order if (part := flow.steps[name].restores)}
    if not restoring or any(getattr(step, "late", None) for step in flow.steps.values()):
        return
    given = _given(flow)
    asked = {restoring[name] for name in given if name in restoring}
    for name, part in restoring.items():
        if part in asked or flow.steps[name].point_of_no_return:
            continue
        if way := _way(flow, name):
            yield Fault(
                subject.at(name, "restores"),
                f"nobody is asked before '{name}' puts '{part}' back: {way}",
                "put an 'approve' step before it; one with 'late' where it cannot wait",
            )
            return


def _given(flow: Flow) -> set[str]:
    """The steps that can come after a yes."""
    yes = {
        edge.target
        for name, step in flow.steps.items()
        if isinstance(step, Approve)
        for edge in flow.out_of[name]
        if edge.kind == "next"
    }
    return reached(flow, yes & flow.steps.keys())


def _way(flow: Flow, name: str) -> str:
    """A short way to a step, in words, if there is one: one on which nothing fails, if it can."""
    came = _came(flow, ("next", "yes", "case"))
    if name not in came:
        came = _came(flow, ("next", "yes", "case", "no", "fail"))
    way = [name] if name in came else []
    while way and came[way[0]]:
        way.insert(0, came[way[0]])
    if len(way) > _SHOWN:
        way[_SHOWN - 2 : -1] = ["…"]
    return " → ".join(way)


def _came(flow: Flow, kinds: Collection[EdgeKind]) -> dict[str, str]:
    """Step → the one before it on a shortest way to it."""
    came: dict[str, str] = dict.fromkeys(beginnings(flow), "")
    todo = deque(came)
    while todo:
        source = todo.popleft()
        for edge in flow.out_of[source]:
            if edge.kind in kinds and edge.target in flow.steps and edge.target not in came:
                came[edge.target] = source
                todo.append(edge.target)
    return came


RULE = Rule(
    module=__name__,
    level="warning",
    why="A rollback that nobody has agreed to is stopped half-way by whoever learns of it.",
    bad="""\
steps:
  save:
    after: confirm
  verify:
    after: [settle, inform]
""",
    good="""\
steps:
  save:
    after: approve
  verify:
    after: [settle, inform]
""",
    check=_check,
)
