"""Outcomes: the ends that the runs of a procedure come to, and the shortest way to each."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from rollbook.model.runs.answering import FAIL, Answer, answers
from rollbook.model.runs.clock import clock
from rollbook.model.runs.ending import Doubts, End, doubts, end, is_over
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import take
from rollbook.model.runs.walking import Key, Walk

ENDS: tuple[End, ...] = get_args(End)
Way = tuple[tuple[str, Answer], ...]
"""The answers of a run in order, each with its step."""


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
    """What comes of a step that fails, where it was come to by the shortest way.

    `tries` is how often it fails before that, once with each target. The ways of `outcomes` begin
    behind the failure, and their seconds count from when the step was begun.
    """

    tries: int
    outcomes: tuple[Outcome, ...]


def outcomes(procedure: Procedure, lasting: Mapping[str, int], walk: Walk) -> tuple[Outcome, ...]:
    """Every end that a run can have; `lasting` is how many seconds each step takes."""
    return _outcomes(procedure, lasting, walk, ())


def through(
    procedure: Procedure, lasting: Mapping[str, int], walk: Walk, step: str
) -> Through | None:
    """What comes of a step that fails; nothing where the walk has not come to it."""
    hard = _hardships(walk)
    reached = [key for key, state in walk.states.items() if step in state.open]
    if not reached:
        return None
    first = walk.states[min(reached, key=hard.__getitem__)]
    after, failing = fail_for_good(procedure, first, step)
    before = (*walk.way(first), *failing)
    return Through(
        len(failing), _outcomes(procedure, lasting, _from(procedure, walk, after), before)
    )


def _from(procedure: Procedure, walk: Walk, first: State) -> Walk:
    """The part of a walk that begins where a run stands now."""
    states: dict[Key, State] = {first.key: first}
    came: dict[Key, tuple[Key, str, Answer]] = {}
    todo = deque(states)
    while todo:
        key = todo.popleft()
        here = states[key]
        for name in here.open:
            for answer in answers(procedure.flow, name):
                after = take(procedure, here, name, answer)
                met = after.key
                if met in walk.states and met not in states:
                    states[met] = after
                    came[met] = (key, name, answer)
                    todo.append(met)
    return Walk(states, came, walk.whole)


def _hardships(walk: Walk) -> dict[Key, tuple[int, int]]:
    """State → how much fails on the way there, and how many answers it has."""
    found: dict[Key, tuple[int, int]] = {}
    for key in walk.states:
        before, _, answer = walk.came.get(key, (None, "", ""))
        fails, length = found[before] if before is not None else (0, -1)
        found[key] = (fails + (answer == FAIL), length + 1)
    return found


def fail_for_good(procedure: Procedure, state: State, step: str) -> tuple[State, Way]:
    """A run in which a step fails with each of its targets, and how often it does."""
    component = procedure.flow.steps[step].restores
    way: list[tuple[str, Answer]] = []
    for _ in range(max(1, procedure.targets.get(component or "", 1))):
        tried = state.tried.get(component or "", 0)
        state = take(procedure, state, step, FAIL)
        way.append((step, FAIL))
        if step not in state.open or state.tried.get(component or "", 0) == tried:
            break
    return state, tuple(way)


def _outcomes(
    procedure: Procedure, lasting: Mapping[str, int], walk: Walk, before: Way
) -> tuple[Outcome, ...]:
    """One outcome for each end, by the way on which the least fails."""
    hard = _hardships(walk)
    found: dict[End, list[Key]] = {}
    for key, state in walk.states.items():
        if is_over(procedure, state):
            found.setdefault(end(procedure, state), []).append(key)
    start = clock(procedure, lasting, before).begun
    first = next(iter(walk.states.values()))
    told = []
    for one in ENDS:
        if keys := found.get(one):
            state = walk.states[min(keys, key=hard.__getitem__)]
            way = _as_written(procedure, first, state, tuple(walk.way(state)))
            passed = clock(procedure, lasting, (*before, *way))
            recovered = passed.recovered if one == "verified" else None
            why = doubts(procedure, state) if one == "unverified" else None
            after = None if recovered is None else recovered - start
            told.append(Outcome(one, len(keys), way, passed.seconds - start, after, why))
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
    return tuple(found) if state.key == last.key else way
