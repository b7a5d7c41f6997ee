"""Failing: what comes next when a step fails, and how it ends where all else works."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rollbook.model.runs.answering import FAIL, Answer, answers, led
from rollbook.model.runs.ending import End, end, is_over
from rollbook.model.runs.joining import is_late
from rollbook.model.runs.outcomes import Reason, fail_for_good, reason
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take

MOST_LOOKED_AT = 400
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
    why: Reason | None


@dataclass(frozen=True, slots=True)
class Failures:
    """The failure of every step, and whether each step was come to."""

    found: Mapping[str, Failure]
    whole: bool


def failures(procedure: Procedure, most: int = MOST_LOOKED_AT) -> Failures:
    """What comes of the failure of each step, on a way there on which as little as can be failed.

    One order of parallel steps stands for all, so that this takes time in step with the steps and
    the answers of decisions.
    """
    steps = procedure.flow.steps
    found: dict[str, Failure] = {}
    first = begun(procedure)
    seen = {first.key}
    todo, after_failures = deque([first]), deque[State]()
    while (todo or after_failures) and len(found) < len(steps) and len(seen) <= most:
        state = todo.popleft() if todo else after_failures.popleft()
        for name in state.open:
            if name not in found:
                after, way = fail_for_good(procedure, state, name)
                found[name] = _failure(procedure, name, after, len(way))
                after_failures.append(after)
        for name, answer in _hoped_for(procedure, state):
            after = take(procedure, state, name, answer)
            if after.key not in seen:
                seen.add(after.key)
                todo.append(after)
    whole = len(seen) <= most
    return Failures({name: found[name] for name in steps if name in found}, whole)


def _hoped_for(procedure: Procedure, state: State) -> Iterator[tuple[str, Answer]]:
    """Each answer but failure to the first open step."""
    for name in state.open:
        if not is_late(procedure.flow, name):
            yield from ((name, a) for a in answers(procedure.flow, name) if a != FAIL)
            return


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
    why = reason(procedure, state) if found == "unverified" else None
    return Failure(step, tries, tuple(then), back_to, found, why)


def _next(procedure: Procedure, state: State) -> str:
    """A step of the fallback, as long as one is open."""
    waiting = [name for name in state.open if not is_late(procedure.flow, name)]
    return next((name for name in waiting if name not in procedure.flow.main), waiting[0])


def _main(procedure: Procedure, name: str, answer: Answer) -> str | None:
    """The step of the main line to which an answer leads back."""
    return next((t for t in led(procedure.flow, name, answer) if t in procedure.flow.main), None)
