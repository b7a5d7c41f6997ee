"""Walk a procedure and hold what the model says in each state against the second opinion."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from rollbook.model.runs.answering import answers
from rollbook.model.runs.ending import end, is_over
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.runs.walking import walk
from rollbook.model.sop import Sop
from tests.model.oracle import verdict
from tests.model.oracle.net import Net
from tests.model.oracle.run import Run

Way = tuple[tuple[str, str], ...]
Said = Mapping[str, object]
Difference = tuple[Way, Said, Said]
"""The answers, what the second opinion says after them, and what the model says."""


def differences(sop: Sop, most: int) -> Iterator[Difference]:
    """Where the two disagree in the states of the walk, and after each answer from there."""
    procedure, net = Procedure.of(sop), Net(sop)
    walked = walk(procedure, most)
    known: dict[Way, Run] = {(): Run.begin(net)}
    for state in walked.states.values():
        way = tuple((step, answer) for step, answer in walked.way(state))
        run = _run(known, way)
        if difference := _compared(procedure, state, run, way):
            yield difference
            continue
        for step in sorted(run.open):
            for answer in sorted(net.answers(step)):
                further = (*way, (step, answer))
                ahead = known[further] = run.after(step, answer)
                after = take(procedure, state, step, answer)
                if difference := _compared(procedure, after, ahead, further):
                    yield difference


def wandering(sop: Sop, answers: int, seed: int) -> Iterator[Difference]:
    """Where the two disagree on a long way at random."""
    procedure, net, luck = Procedure.of(sop), Net(sop), random.Random(seed)
    way: Way = ()
    state, run = begun(procedure), Run.begin(net)
    for _ in range(answers):
        if difference := _compared(procedure, state, run, way):
            yield difference
            return
        if not run.open:
            state, run, way = begun(procedure), Run.begin(net), ()
            continue
        step = luck.choice(sorted(run.open))
        answer = luck.choice(sorted(net.answers(step)))
        state, run = take(procedure, state, step, answer), run.after(step, answer)
        way = (*way, (step, answer))


def _run(known: dict[Way, Run], way: Way) -> Run:
    if way not in known:
        known[way] = _run(known, way[:-1]).after(*way[-1])
    return known[way]


def _compared(procedure: Procedure, state: State, run: Run, way: Way) -> Difference | None:
    ours, theirs = _opinion(run), _model(procedure, state, run)
    return None if ours == theirs else (way, ours, theirs)


def _opinion(run: Run) -> Said:
    return {
        "open": sorted(run.open),
        "answers": {name: sorted(run.net.answers(name)) for name in sorted(run.open)},
        "missing": {
            join: {name: (token.kind, sorted(token.colours)) for name, token in rest.items()}
            for join, rest in run.missing().items()
        },
        "end": verdict.end(run) if verdict.is_over(run) else None,
    }


def _model(procedure: Procedure, state: State, run: Run) -> Said:
    known = Joining(procedure.lines, state)
    return {
        "open": sorted(state.open),
        "answers": {name: sorted(answers(procedure.flow, name)) for name in sorted(state.open)},
        "missing": {
            join: {
                name: (way.fate, sorted(way.causes)) for name, way in known.missing(join).items()
            }
            for join in run.missing()
        },
        "end": end(procedure, state) if is_over(procedure, state) else None,
    }
