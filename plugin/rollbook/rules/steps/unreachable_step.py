"""No way leads to a step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.reach import endless, reached, unreached


def _check(subject: Subject) -> Iterator[Fault]:
    """The first of those that follow one another; not what is lost since steps go in circles."""
    flow = subject.flow
    lost = unreached(flow)
    if not lost:
        return
    endless_steps = {name for circle in endless(flow) for name in circle}
    below = [name for above, name in pairwise(flow.steps) if above in endless_steps]
    said = reached(flow, {*endless_steps, *below} & lost)
    alone = [name for name in flow.steps if name in lost and not flow.into[name]]
    for name in (*alone, *flow.steps):
        if name in lost and name not in said:
            said |= reached(flow, [name])
            yield Fault(subject.at(name), f"no way leads to step '{name}'", _hint(subject, name))


def _hint(subject: Subject, name: str) -> str:
    if name in subject.sop.fallback:
        return "name it in the 'on_fail' or 'otherwise' of a step, or take it out"
    return "lead to it with an 'after', a 'then' or an answer of a decision, or take it out"


RULE = Rule(
    module=__name__,
    level="error",
    why="A step that nobody comes to is not taken, and whoever wrote it counts on it.",
    bad="""\
steps:
  revert:
    run: ops/search ${targets.model}
    then: settle
  revert-index:
    run: ops/index use ${targets.index.id}
""",
    good="""\
steps:
  revert:
    run: ops/search ${targets.model}
    then: revert-index
  revert-index:
    run: ops/index use ${targets.index.id}
""",
    check=_check,
)
