"""Closed: a join that cannot open although the way that left has come back before it."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.searching import Way
from rollbook.model.runs.state import State


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
    known = Joining(state)
    taken = {*state.answers, *state.open}
    for join in procedure.flow.order:
        if join not in lines.joins or join in taken:
            continue
        for needs, status in known.missing(join).items():
            for left in sorted(status.left):
                if join in ahead.get(left, ()):
                    return Closed(join, needs, left)
    return None


def _ahead(procedure: Procedure, state: State, way: Way) -> dict[str, set[str]]:
    """Cause → the steps at which its way has come back to the main line, and all behind them."""
    main, lines, steps = procedure.flow.main, procedure.lines, procedure.numbered
    found: dict[str, set[str]] = {}
    for said in way:
        name = said[0]
        if name in main and said in lines.goes_on:
            continue
        causes = state.causes(name)
        if name in main:
            # Where it was left once more, it counts how that way went.
            causes = (name,)
            found.pop(name, None)
        for target in main.intersection(lines.led[said]):
            behind = steps.named(steps.behind[steps.number[target]])
            for cause in causes:
                found.setdefault(cause, set()).update((target, *behind))
    return found
