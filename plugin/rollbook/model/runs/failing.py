"""Failing: what comes next when a step fails, and how it ends where all else works."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Mapping
from dataclasses import dataclass

from rollbook.model.runs.answering import FAIL, Answer, answers
from rollbook.model.runs.ending import Doubts, End, doubts, end, is_over
from rollbook.model.runs.outcomes import fail_for_good
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.runs.walking import bounded

MOST_TAKEN = 500
"""Answers after which nobody looks for a way to the steps that are left."""


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


def failures(procedure: Procedure, most: int = MOST_TAKEN) -> Failures:
    """What comes of the failure of each step, on a way there on which as little as can be failed.

    Each answer is tried once, on the first way to its step, and one order of parallel steps stands
    for all: this takes time in step with the answers, and may miss a step that needs two at once.
    """
    steps = procedure.flow.steps
    most = bounded(most, procedure)
    escalating = tuple(name for name in steps if procedure.lines.led[name, FAIL] == ("escalate",))
    found: dict[str, Failure] = {}
    met = set[str]()
    tried = set[tuple[str, Answer]]()
    first = begun(procedure)
    seen = {first.key}
    todo, after_failures = deque([first]), deque[State]()
    taken = 0
    while (todo or after_failures) and len(met) < len(steps) and taken < most:
        state = todo.popleft() if todo else after_failures.popleft()
        for name in state.open:
            if name not in met and name not in escalating:
                after, failing = fail_for_good(procedure, state, name)
                found[name] = _failure(procedure, name, after, len(failing))
                after_failures.append(after)
            met.add(name)
        for name, answer in _hoped_for(procedure, state, tried):
            taken += 1
            tried.add((name, answer))
            after = take(procedure, state, name, answer)
            if after.key not in seen:
                seen.add(after.key)
                todo.append(after)
    known = {name: found[name] for name in steps if name in found}
    return Failures(known, escalating, len(met) == len(steps))


def _hoped_for(
    procedure: Procedure, state: State, tried: Container[tuple[str, Answer]]
) -> list[tuple[str, Answer]]:
    """The answers but failure to an open step that were not tried yet; else the one hoped for."""
    waiting = [name for name in state.open if name not in procedure.lines.late]
    for name in waiting:
        said = [(name, answer) for answer in answers(procedure.flow, name) if answer != FAIL]
        if fresh := [pair for pair in said if pair not in tried]:
            return fresh
    return [(name, answers(procedure.flow, name)[0]) for name in waiting[:1]]


def _failure(procedure: Procedure, step: str, state: State, tries: int) -> Failure:
    flow = procedure.flow
    back_to = _main(procedure, step, FAIL)
    then: list[str] = []
    most = 4 * len(flow.steps)
    taken: list[tuple[str, Answer]] = []
    while not is_over(procedure, state) and len(taken) < most:
        name = _next(procedure, state)
        answer = answers(flow, name)[0]
        if name not in flow.main and back_to is None:
            then.append(name)
            back_to = _main(procedure, name, answer)
        state = take(procedure, state, name, answer)
        taken.append((name, answer))
    if len(taken) >= most:
        return Failure(step, tries, tuple(then), back_to, None, None)
    found = end(procedure, state)
    why = doubts(procedure, state) if found == "unverified" else None
    return Failure(step, tries, tuple(then), back_to, found, why)


def _next(procedure: Procedure, state: State) -> str:
    """A step of the fallback, as long as one is open."""
    waiting = (name for name in state.open if name not in procedure.lines.late)
    place = procedure.flow.order.index
    return min(waiting, key=lambda name: (name in procedure.flow.main, place(name)))


def _main(procedure: Procedure, name: str, answer: Answer) -> str | None:
    """The step of the main line to which an answer leads back."""
    return next((t for t in procedure.lines.led[name, answer] if t in procedure.flow.main), None)
