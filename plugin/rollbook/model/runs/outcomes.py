"""Outcomes: the ends that the runs of a procedure come to, and the shortest way to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from rollbook.model.runs.answering import FAIL, Answer
from rollbook.model.runs.course import course
from rollbook.model.runs.ending import Doubts, End, doubts, end, is_over
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import run_of
from rollbook.model.runs.searching import Search, Way
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import take
from rollbook.model.runs.walking import walk

ENDS: tuple[End, ...] = get_args(End)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An end: in how many states runs come to it, and the way on which the least fails.

    Of several such ways it is one with the fewest answers. `seconds` is how long that way takes,
    and `recovered` when the system was verified on it. `why` says what it lacks, where nobody knows
    how it stands.
    """

    end: End
    states: int
    way: Way
    seconds: int
    recovered: int | None
    why: Doubts | None


@dataclass(frozen=True, slots=True)
class Through:
    """What comes of a step that fails, where it was come to by the way on which the least fails.

    `tries` is how often it fails before that, once with each target. The ways of `outcomes` begin
    behind the failure, and their seconds count from when the step was begun.
    """

    tries: int
    outcomes: tuple[Outcome, ...]


def outcomes(procedure: Procedure, lasting: Mapping[str, int], walk: Search) -> tuple[Outcome, ...]:
    """Every end that a run can have; `lasting` is how many seconds each step takes."""
    return _outcomes(procedure, lasting, walk, ())


def through(
    procedure: Procedure, lasting: Mapping[str, int], walked: Search, step: str
) -> Through | None:
    """What comes of a step that fails; nothing where the walk has not come to it."""
    reached = [state for state in walked.came if step in state.open]
    if not reached:
        return None
    first = min(reached, key=walked.hardship)
    after, failing = fail_for_good(procedure, first, step)
    found = _outcomes(
        procedure, lasting, walk(procedure, first=after), (*walked.way(first), *failing)
    )
    return Through(len(failing), found)


def fail_for_good(procedure: Procedure, state: State, step: str) -> tuple[State, Way]:
    """A run in which a step fails with each of its targets, and how often it does."""
    component = procedure.flow.steps[step].restores
    way: list[tuple[str, Answer]] = []
    for _ in range(max(1, procedure.targets.get(component or "", 1))):
        tried = state.failed_targets(component)
        state = take(procedure, state, step, FAIL)
        way.append((step, FAIL))
        if step not in state.open or state.failed_targets(component) == tried:
            break
    return state, tuple(way)


def _outcomes(
    procedure: Procedure, lasting: Mapping[str, int], walk: Search, before: Way
) -> tuple[Outcome, ...]:
    """One outcome for each end, by the way on which the least fails."""
    found: dict[End, list[State]] = {}
    for state in walk.came:
        if is_over(state):
            found.setdefault(end(state), []).append(state)
    told = []
    for one in ENDS:
        if states := found.get(one):
            state = min(states, key=walk.hardship)
            way = _as_written(procedure, walk.first, state, walk.way(state))
            run = run_of(procedure, (*before, *way))
            passed = course(run, [lasting[taken.step] for taken in run.taken])
            start = passed.starts[len(before) - 1] if before else 0
            recovered = passed.recovered if one == "verified" else None
            why = doubts(state) if one == "unverified" else None
            after = None if recovered is None else recovered - start
            told.append(Outcome(one, len(states), way, passed.whole - start, after, why))
    return tuple(told)


def _as_written(procedure: Procedure, first: State, last: State, way: Way) -> Way:
    """The way with steps side by side in the order of the flow, where that changes nothing."""
    place = procedure.flow.order.index
    todo, found, state = list(way), list[tuple[str, Answer]](), first
    while todo:
        ready = [pair for pair in todo if pair[0] in state.open]
        if not ready:
            return way
        pair = min(ready, key=lambda pair: place(pair[0]))
        todo.remove(pair)
        found.append(pair)
        state = take(procedure, state, *pair)
    return tuple(found) if state == last else way
