"""Failing: what comes next when a step fails, and how it ends where all else works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rollbook.model.runs.answering import FAIL, Answer, answers
from rollbook.model.runs.bits import Bits, bits
from rollbook.model.runs.ending import Doubts, End, doubts, end, is_over
from rollbook.model.runs.outcomes import fail_for_good
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.searching import Search
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.runs.walking import bounded

MOST_STATES = 500
"""States after which nobody looks for a way to the steps that are left."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed step leads to: the steps of the fallback in order, and the way back, if any.

    `tries` is how often it fails before that, once with each target. `end` is what the run comes to
    where everything else works, and is missing where it would go round for ever.
    """

    step: str
    tries: int
    then: tuple[str, ...]
    back_to: str | None
    end: End | None
    why: Doubts | None


@dataclass(frozen=True, slots=True)
class Failures:
    """The failures that lead somewhere, and the steps whose failure does nothing but escalate.

    `whole` says whether each step is in one of them.
    """

    found: Mapping[str, Failure]
    escalating: tuple[str, ...]
    whole: bool


def failures(procedure: Procedure, most: int = MOST_STATES) -> Failures:
    """What comes of the failure of each step, on a way there on which as little as can be failed.

    Each answer is tried once, on the first way to its step, and one order of parallel steps stands
    for all: this takes time in step with the answers, and may miss a step that needs two at once.
    """
    steps = procedure.flow.steps
    escalating = tuple(name for name in steps if procedure.lines.led[name, FAIL] == ("escalate",))
    found: dict[str, Failure] = {}
    met = set[str]()
    trying = _Trying(procedure)
    search = Search(begun(procedure), trying.ahead, bounded(most, procedure), 0)
    for state in search:
        for name in state.open:
            if name not in met and name not in escalating:
                after, failing = fail_for_good(procedure, state, name)
                found[name] = _failure(procedure, name, after, len(failing))
                search.add(after, state)
            met.add(name)
        if len(met) == len(steps):
            break
    known = {name: found[name] for name in steps if name in found}
    return Failures(known, escalating, len(met) == len(steps))


class _Trying:
    """The answers that are given: each but failures once, or where all were the one hoped for."""

    def __init__(self, procedure: Procedure) -> None:
        self.steps = procedure.numbered
        self.tried: Bits = self.steps.failures

    def ahead(self, state: State) -> Iterator[int]:
        """Those of the first open step that has one which was not given yet."""
        waiting = [self.steps.answers[step] for step in bits(state.opened & ~self.steps.late)]
        for said in waiting:
            if fresh := said & ~self.tried:
                self.tried |= fresh
                return bits(fresh)
        return iter([next(bits(said)) for said in waiting[:1]])


def _failure(procedure: Procedure, step: str, state: State, tries: int) -> Failure:
    flow = procedure.flow
    back_to = _main(procedure, step, FAIL)
    then: list[str] = []
    most = 4 * len(flow.steps)
    taken: list[tuple[str, Answer]] = []
    while not is_over(state) and len(taken) < most:
        name = _next(procedure, state)
        answer = answers(flow, name)[0]
        if name not in flow.main and back_to is None:
            then.append(name)
            back_to = _main(procedure, name, answer)
        state = take(procedure, state, name, answer)
        taken.append((name, answer))
    if len(taken) >= most:
        return Failure(step, tries, tuple(then), back_to, None, None)
    found = end(state)
    why = doubts(state) if found == "unverified" else None
    return Failure(step, tries, tuple(then), back_to, found, why)


def _next(procedure: Procedure, state: State) -> str:
    """A step of the fallback, as long as one is open."""
    waiting = (name for name in state.open if name not in procedure.lines.late)
    place = procedure.flow.order.index
    return min(waiting, key=lambda name: (name in procedure.flow.main, place(name)))


def _main(procedure: Procedure, name: str, answer: Answer) -> str | None:
    """The step of the main line to which an answer leads back."""
    return next((t for t in procedure.lines.led[name, answer] if t in procedure.flow.main), None)
