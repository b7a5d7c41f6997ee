"""Walk a procedure and hold what the model says in each state against the second opinion."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Mapping

from rollbook.model.runs.answering import answers
from rollbook.model.runs.ending import end, is_over
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.runs.walking import MOST_STATES, walk
from rollbook.model.sop import Sop
from tests.model.oracle import verdict
from tests.model.oracle.net import Net
from tests.model.oracle.run import Run

Way = tuple[tuple[str, str], ...]
Said = Mapping[str, object]
Difference = tuple[Way, Said, Said]
"""The answers, what the second opinion says after them, and what the model says."""


def differences(sop: Sop, most: int = MOST_STATES) -> Iterator[Difference]:
    """Where the two disagree in the states of the walk, and after each answer from there.

    A state that both come to by several ways is looked at once.
    """
    procedure, net = Procedure.of(sop), Net(sop)
    walked = walk(procedure, most)
    known = {walked.first: Run.begin(net)}
    todo = deque([walked.first])
    if difference := _compared(procedure, walked.first, known[walked.first], ()):
        yield difference
        return
    while todo:
        state = todo.popleft()
        for step in sorted(known[state].open):
            for answer in sorted(net.answers(step)):
                ahead, after = (
                    known[state].after(step, answer),
                    take(procedure, state, step, answer),
                )
                if after in known and known[after].same(ahead):
                    continue
                way = (*walked.way(state), (step, answer))
                if difference := _compared(procedure, after, ahead, way):
                    yield difference
                elif after in walked.came and after not in known:
                    known[after] = ahead
                    todo.append(after)


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
    known = Joining(state)
    return {
        "open": sorted(state.open),
        "answers": {name: sorted(answers(procedure.flow, name)) for name in sorted(state.open)},
        "missing": {
            join: {name: (way.fate, sorted(way.left)) for name, way in known.missing(join).items()}
            for join in run.missing()
        },
        "end": end(state) if is_over(state) else None,
    }
