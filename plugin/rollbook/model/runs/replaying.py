"""Replaying: which answers a run was given, from the steps that were taken in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from rollbook.model.runs.answering import FAIL, Answer, answers
from rollbook.model.runs.ending import is_over, is_verified
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.runs.walking import bounded

MOST_ANSWERS = 2_000
"""Answers after which a replay is given up."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, its answer, and how the run stood after it."""

    step: str
    answer: Answer
    after: State


@dataclass(frozen=True, slots=True)
class Replay:
    """A run as it must have been: each answer in order."""

    begun: State
    taken: tuple[Taken, ...]

    @property
    def ended(self) -> State:
        """How the run stood at last."""
        return self.taken[-1].after if self.taken else self.begun


def run_of(procedure: Procedure, way: Sequence[tuple[str, Answer]]) -> Replay:
    """The run in which these answers are given."""
    first = state = begun(procedure)
    taken = []
    for name, answer in way:
        state = take(procedure, state, name, answer)
        taken.append(Taken(name, answer, state))
    return Replay(first, tuple(taken))


@dataclass(frozen=True, slots=True)
class NoWay:
    """No way takes the steps in their order; `step` is the first that cannot have been open.

    It is empty where too many ways would have to be looked at. `instead` are the steps that were
    open then on the likeliest way. Where the steps are possible and their known answers are not,
    `answers` says so.
    """

    step: str = ""
    instead: tuple[str, ...] = ()
    answers: bool = False


def replay(
    procedure: Procedure, steps: Sequence[str], said: Mapping[str, Answer] | None = None
) -> Replay | NoWay:
    """Find the answers under which steps, each listed when it was first taken, open in turn.

    `said` has what steps were answered at last, where that is known.

    Of several runs that fit it is one in which as few steps as possible were taken again, or were
    taken and not listed; then one with as few failures; then one that had come to an end; then the
    one in which all went as hoped for longest.
    """
    return _Search(procedure, steps, said or {}).found() if steps else Replay(begun(procedure), ())


def may_be_left_out(procedure: Procedure, name: str) -> bool:
    """Whether a record need not list a step that was taken, since nothing hangs on its answer.

    A decision, an approval, a check, and what restores something or cannot be undone are missed.
    """
    step = procedure.flow.steps[name]
    return (
        step.VERB in ("do", "run", "wait", "notify")
        and step.restores is None
        and step.point_of_no_return is None
    )


class _Way(NamedTuple):
    """A way that fits so far; the least comes first.

    `effort` is how many steps were taken again or not listed, `turns` are the places of the answers
    among those of their steps, and `place` is how many of the listed steps were taken. `step` and
    `answer` are the last ones, and not given yet.
    """

    effort: int
    failures: int
    turns: tuple[int, ...]
    number: int
    place: int
    taken: tuple[Taken, ...]
    step: str
    answer: Answer


class _Search:
    """A search over the answers, the likeliest way first."""

    def __init__(
        self, procedure: Procedure, steps: Sequence[str], said: Mapping[str, Answer]
    ) -> None:
        self.procedure, self.steps, self.said = procedure, steps, said
        listed = set(steps)
        self.unlisted = [
            name
            for name in procedure.flow.order
            if name not in listed and may_be_left_out(procedure, name)
        ]
        self.first = begun(procedure)
        self.given = self.number = 0

    def found(self) -> Replay | NoWay:
        """The run that fits best."""
        todo = [*self.longer(_Way(0, 0, (), 0, 0, (), "", ""), self.first)]
        seen = set[tuple[int, State]]()
        best: _Way | None = None
        far = (0, self.first)
        most = bounded(MOST_ANSWERS, self.procedure)
        while todo and self.given < most:
            way = self.gone(heappop(todo))
            if best and way[:2] > best[:2]:
                break
            state = way.taken[-1].after
            key = (way.place, state)
            if key in seen:
                continue
            seen.add(key)
            far = max(far, (way.place, state), key=lambda each: each[0])
            if way.place == len(self.steps) and self.fits(way):
                best = best or way
                if is_verified(state) or is_over(state):
                    best = way
                    break
            for longer in self.longer(way, state):
                heappush(todo, longer)
        if best:
            return Replay(self.first, best.taken)
        place, state = far
        if todo:
            return NoWay()
        if place == len(self.steps):
            return NoWay(self.steps[-1], answers=True)
        return NoWay(self.steps[place], state.open)

    def fits(self, way: _Way) -> bool:
        """Whether each step was answered at last as is known."""
        last = {taken.step: taken.answer for taken in way.taken}
        return all(last.get(name) == answer for name, answer in self.said.items())

    def gone(self, way: _Way) -> _Way:
        """A way once its last answer is given."""
        self.given += 1
        before = way.taken[-1].after if way.taken else self.first
        after = take(self.procedure, before, way.step, way.answer)
        return way._replace(taken=(*way.taken, Taken(way.step, way.answer, after)))

    def longer(self, way: _Way, state: State) -> Iterator[_Way]:
        """Each way that is one answer longer."""
        flow, ahead = self.procedure.flow, self.steps[way.place : way.place + 1]
        is_open = set(state.open)
        for name in ahead:
            if name in is_open:
                yield from self.answered(way, name, answers(flow, name), 0)
            else:
                for left_out in filter(is_open.__contains__, self.unlisted):
                    yield from self.answered(way, left_out, ("done",), 1)
        for name in filter(is_open.__contains__, self.steps[: way.place]):
            yield from self.answered(way, name, answers(flow, name), 1)

    def answered(
        self, way: _Way, name: str, given: Sequence[Answer], effort: int
    ) -> Iterator[_Way]:
        """A way with each answer of an open step."""
        for turn, answer in enumerate(given):
            self.number += 1
            yield _Way(
                way.effort + effort,
                way.failures + (answer == FAIL),
                (*way.turns, turn),
                self.number,
                way.place + (not effort),
                way.taken,
                name,
                answer,
            )
