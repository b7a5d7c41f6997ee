"""Closed: a join that cannot open although the way that left has come back before it."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.model.runs.answering import Answer
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State

Way = tuple[tuple[str, Answer], ...]
"""Steps with the answers that were given, in order."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A join, one that it needs, and where the main line was left so that this one is lost."""

    join: str
    needs: str
    left: str


def closed(procedure: Procedure, state: State, way: Way) -> Closed | None:
    """The first join that stays closed when nothing is open any more."""
    if state.stopped or not state.returned:
        return None
    lines = procedure.lines
    ahead = _ahead(procedure, state, way)
    known = Joining(lines, state)
    for join in procedure.flow.order:
        if join not in lines.joins or join in state.answers or join in state.open:
            continue
        for needs, status in known.missing(join).items():
            for left in sorted(status.causes):
                if join in ahead.get(left, ()):
                    return Closed(join, needs, left)
    return None


def _ahead(procedure: Procedure, state: State, way: Way) -> dict[str, set[str]]:
    """Cause → the steps at which its way has come back to the main line, and all behind them."""
    main, lines = procedure.flow.main, procedure.lines
    found: dict[str, set[str]] = {}
    for said in way:
        name = said[0]
        if name in main and said in lines.goes_on:
            continue
        causes = state.carried.get(name, frozenset())
        if name in main:
            # Where it was left once more, it counts how that way went.
            causes = frozenset([name])
            found.pop(name, None)
        for target in main.intersection(lines.led[said]):
            for cause in causes:
                found.setdefault(cause, set()).update((target, *lines.behind[target]))
    return found
