"""Outcomes: the ends that the runs of a procedure come to, and the shortest way to each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rollbook.model.runs.answering import FAIL, Answer, answers
from rollbook.model.runs.clock import clock
from rollbook.model.runs.ending import End, end, is_over
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import take
from rollbook.model.runs.walking import Walk

ENDS: tuple[End, ...] = get_args(End)
Way = tuple[tuple[str, Answer], ...]
"""The answers of a run in order, each with its step."""

Lack = Literal["unchecked", "failed", "missing", "nothing", "left"]
"""What an end lacks to be verified."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a run is not verified: what it lacks, and of which steps."""

    lack: Lack
    steps: tuple[str, ...] = ()


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
    why: Reason | None


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
    ways = [(s, tuple(walk.way(s))) for s in walk.states.values() if is_over(procedure, s)]
    return _outcomes(procedure, lasting, ways, ())


def through(
    procedure: Procedure, lasting: Mapping[str, int], walk: Walk, step: str
) -> Through | None:
    """What comes of a step that fails; nothing where the walk has not come to it."""
    ways = [(s, tuple(walk.way(s))) for s in walk.states.values() if step in s.open]
    if not ways:
        return None
    first, before = min(ways, key=lambda found: _hardship(found[1]))
    after, failing = fail_for_good(procedure, first, step)
    found = _outcomes(procedure, lasting, _from(procedure, walk, after), (*before, *failing))
    return Through(len(failing), found)


def _from(procedure: Procedure, walk: Walk, first: State) -> list[tuple[State, Way]]:
    """Every state in which a run is over that stands there now, with the way."""
    came: dict[object, tuple[State, Way]] = {first.key: (first, ())}
    todo = deque([first])
    while todo:
        here = todo.popleft()
        way = came[here.key][1]
        for name in here.open:
            for answer in answers(procedure.flow, name):
                after = take(procedure, here, name, answer)
                if after.key in walk.states and after.key not in came:
                    came[after.key] = (after, (*way, (name, answer)))
                    todo.append(after)
    return [(state, way) for state, way in came.values() if is_over(procedure, state)]


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


def reason(procedure: Procedure, state: State) -> Reason:
    """What a run that is over lacks to be verified, the gravest first."""
    steps = procedure.flow.steps
    unchecked = sorted(
        (name for name in state.unchecked if steps[name].phase != "review"), key=list(steps).index
    )
    if unchecked:
        return Reason("unchecked", tuple(unchecked))
    done = [name for name, answer in state.answers.items() if answer == "done"]
    if not any(steps[name].restores or steps[name].VERB == "check" for name in done):
        return Reason("nothing")
    main, _ = procedure.lines.last_checks
    last = [name for name in procedure.flow.order if name in main]
    if not_passed := tuple(name for name in last if state.answers.get(name) == FAIL):
        return Reason("failed", not_passed)
    known = Joining(procedure.lines, state)
    lost = tuple(n for n in last if n not in state.answers and known.fate(n).fate != "passed")
    return Reason("missing", lost) if lost else Reason("left")


def _outcomes(
    procedure: Procedure,
    lasting: Mapping[str, int],
    ways: Iterable[tuple[State, Way]],
    before: Way,
) -> tuple[Outcome, ...]:
    """One outcome for each end, by the way on which the least fails."""
    found: dict[End, list[tuple[State, Way]]] = {}
    for state, way in ways:
        found.setdefault(end(procedure, state), []).append((state, way))
    return tuple(
        _outcome(procedure, lasting, one, found[one], before) for one in ENDS if one in found
    )


def _hardship(way: Way) -> tuple[int, int]:
    """How much fails on a way, and how many answers it has."""
    return sum(answer == FAIL for _, answer in way), len(way)


def _outcome(
    procedure: Procedure,
    lasting: Mapping[str, int],
    one: End,
    ways: Sequence[tuple[State, Way]],
    before: Way,
) -> Outcome:
    state, way = min(ways, key=lambda found: _hardship(found[1]))
    start = clock(procedure, lasting, before).begun
    passed = clock(procedure, lasting, (*before, *way))
    recovered = passed.recovered if one == "verified" else None
    return Outcome(
        one,
        len(ways),
        way,
        passed.seconds - start,
        None if recovered is None else recovered - start,
        reason(procedure, state) if one == "unverified" else None,
    )
