"""Walking: every way through a procedure."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.runs.bits import bits
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.searching import Search
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun

_USUAL = 100
"""Steps that hardly any procedure has more of."""

MOST_STATES = 200_000
"""States after which a walk is given up, and says so."""


def bounded(most: int, procedure: Procedure) -> int:
    """How many states, or answers, are looked at where `most` are in a procedure of usual length.

    Each takes time and memory in step with the length, and a longer one has more of them.
    """
    steps = max(len(procedure.flow.steps), _USUAL)
    return most * _USUAL**2 // steps**2


def walk(procedure: Procedure, most: int = MOST_STATES, first: State | None = None) -> Search:
    """Give each answer of each open step in each state, and go each way back once.

    It begins where a run stands, or with the first answer.
    """
    most, bad = bounded(most, procedure), procedure.numbered.failures
    search = Search(first or begun(procedure), _ahead, most, bad)
    for _ in search:
        pass
    return search


def _ahead(state: State) -> Iterator[int]:
    for step in bits(state.opened):
        for answer in bits(state.steps.answers[step]):
            if not state.goes_round(answer):
                yield answer
