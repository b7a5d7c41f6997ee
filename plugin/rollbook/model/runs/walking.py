"""Walking: every way through a procedure."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.runs.answering import Answer, answers
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take

_USUAL = 100
"""Steps that hardly any procedure has more of."""

MOST_STATES = 200_000
"""States after which a walk is given up, and says so."""

Key = tuple[object, ...]


@dataclass(frozen=True)
class Walk:
    """All states of a procedure, each with the state and the answer by which it was first met.

    The first way to a state has as few answers as any. `whole` says whether all were met.
    """

    states: Mapping[Key, State]
    came: Mapping[Key, tuple[Key, str, Answer]]
    whole: bool

    def way(self, state: State) -> list[tuple[str, Answer]]:
        """The answers that lead to a state, in order."""
        found = []
        key = state.key
        while key in self.came:
            key, name, answer = self.came[key]
            found.append((name, answer))
        return found[::-1]


def bounded(most: int, procedure: Procedure) -> int:
    """How many states, or answers, are looked at where `most` are in a procedure of usual length.

    Each takes time and memory in step with the length, and a longer one has more of them.
    """
    steps = max(len(procedure.flow.steps), _USUAL)
    return most * _USUAL**2 // steps**2


def walk(procedure: Procedure, most: int = MOST_STATES) -> Walk:
    """Give each answer of each open step in each state, and go each way back once."""
    first = begun(procedure)
    states, came = {first.key: first}, {}
    todo = deque([first])
    whole = True
    most = bounded(most, procedure)
    while todo:
        state = todo.popleft()
        key = state.key
        for name in state.open:
            for answer in answers(procedure.flow, name):
                if _goes_round(procedure, state, name, answer):
                    continue
                after = take(procedure, state, name, answer)
                met = after.key
                if met not in states:
                    if len(states) >= most:
                        whole = False
                        continue
                    states[met] = after
                    came[met] = (key, name, answer)
                    todo.append(after)
    return Walk(states, came, whole)


def _goes_round(procedure: Procedure, state: State, name: str, answer: Answer) -> bool:
    """Whether an answer goes a way back that was gone before."""
    return any((name, target) in state.back for target in procedure.lines.led[name, answer])
