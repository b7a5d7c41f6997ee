"""No way leads to a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rollbook.model.runs.state import State
from rollbook.model.runs.walking import walk
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.ended import after_end
from rollbook.rules.ways.reach import endless, reached, stuck, unreached

_MOST_STATES = 5000


def _check(subject: Subject) -> Iterator[Fault]:
    """The first of those that follow one another; not what other rules say.

    That is what is lost since steps go in circles, or come after the end of their line.
    """
    flow = subject.flow
    lost = unreached(flow) or _never_open(subject)
    if not lost:
        return
    endless_steps = {name for circle in endless(flow) for name in circle}
    below = [name for above, name in pairwise(flow.steps) if above in endless_steps]
    ended = [name for _, name in after_end(flow)]
    said = reached(flow, {*endless_steps, *below, *ended} & lost)
    alone = [name for name in flow.steps if name in lost and not flow.into[name]]
    for name in (*alone, *flow.steps):
        if name in lost and name not in said:
            said |= reached(flow, [name])
            yield Fault(subject.at(name), f"no way leads to step '{name}'", _hint(subject, name))


def _never_open(subject: Subject) -> frozenset[str]:
    """The steps to which no answer leads; not what waits for what comes behind it.

    In another order of parallel steps it could: before it is said, all of them are walked.
    """
    found = subject.walked
    if not found.whole or not _unopened(subject, [state for state, _ in found.states]):
        return frozenset()
    whole = walk(found.procedure, _MOST_STATES)
    if not whole.whole:
        return frozenset()
    return _unopened(subject, whole.came) - stuck(subject.flow)


def _unopened(subject: Subject, states: Iterable[State]) -> frozenset[str]:
    return frozenset(subject.flow.steps).difference(*(state.open for state in states))


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
