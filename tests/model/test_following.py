"""Which edges a run went along, and how each step was taken."""

from __future__ import annotations

import random
from collections.abc import Iterator

from rollbook.model.runs.following import Followed, Try, followed
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import Replay, Taken
from rollbook.model.runs.taking import begun, take
from rollbook.model.sop import Sop
from tests.model.oracle.led import led
from tests.model.oracle.net import Net
from tests.model.oracle.run import Run
from tests.model.procedures import dossier
from tests.model.random_flows import procedure, read

TARGETS = 'targets: {base: [{ref: "mlflow:base/2"}, {ref: "mlflow:base/1"}]}'
Log = list[tuple[str, str]]


def went(sop: Sop, log: Log) -> Followed:
    """What a run went along that was given these answers."""
    of = Procedure.of(sop)
    state, taken = begun(of), []
    for step, answer in log:
        state = take(of, state, step, answer)
        taken.append(Taken(step, answer, state))
    return followed(of, Replay(begun(of), tuple(taken)))


def arcs(found: Followed) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in found.edges}


def logs(net: Net, seed: int) -> Iterator[Log]:
    """Runs at random, each answer one that the second opinion knows."""
    luck = random.Random(seed)
    for _ in range(6):
        run, log = Run.begin(net), Log()
        while run.open and len(log) < 16:
            step = luck.choice(sorted(run.open))
            log.append((step, luck.choice(sorted(net.answers(step)))))
            run = run.after(*log[-1])
        yield log


def test_random_runs_go_where_a_second_opinion_says() -> None:
    """Joins, ways back, losses, late approvals and targets, in runs at random."""
    compared = 0
    for seed in range(120):
        net = Net(read(procedure(seed, 4 + seed % 9)))
        for log in logs(net, seed):
            found = went(net.sop, log)
            assert (set(found.starts), arcs(found)) == led(net, log), (seed, log)
            compared += len(found.edges)
    assert compared > 2500


def test_each_try_has_the_targets_that_a_second_opinion_counts() -> None:
    """Whatever else has failed before it, wherever it was."""
    counts = set[int]()
    for seed in range(120):
        net = Net(read(procedure(seed, 4 + seed % 9)))
        for log in logs(net, seed):
            run, expected = Run.begin(net), dict[str, list[tuple[str, dict[str, int]]]]()
            for step, answer in log:
                expected.setdefault(step, []).append((answer, dict(run.failed)))
                run = run.after(step, answer)
            tries = went(net.sop, log).tries
            for step, known in expected.items():
                found = [(each.answer, dict(each.failed)) for each in tries[step]]
                parts = net.sop.targets
                assert [a for a, _ in found] == [a for a, _ in known]
                for (_, ours), (_, theirs) in zip(found, known, strict=True):
                    told = {part: ours.get(part, 0) for part in parts}
                    assert told == {part: theirs.get(part, 0) for part in parts}, (seed, log)
                    counts |= {*told.values()}
    assert counts >= {0, 1, 2}


def test_a_failure_with_another_target_left_leads_nowhere() -> None:
    """It is taken once more, and only the last failure leads on."""
    steps = """
    turn: {act, takes: 1m, restores: base, on_fail: off}
    sure: {test, takes: 1m}
    """
    sop = dossier(steps, "off: {act, takes: 1m}", targets=TARGETS).sop
    found = went(sop, [("turn", "fail"), ("turn", "fail"), ("off", "done")])
    assert arcs(found) == {("turn", "off")}
    assert found.first("turn") == (
        Try("fail", {}, again=True),
        Try("fail", {"base": 1}, again=False),
    )
    assert arcs(went(sop, [("turn", "fail"), ("turn", "done"), ("sure", "done")])) == {
        ("turn", "sure")
    }


def test_of_several_times_the_first_is_told() -> None:
    """A step that a way comes back to is taken anew; that is no further try of the first time."""
    steps = """
    turn: {act, takes: 1m, restores: base}
    sure: {test, takes: 1m, on_fail: turn}
    """
    log = [("turn", "done"), ("sure", "fail"), ("turn", "fail"), ("turn", "done"), ("sure", "done")]
    found = went(dossier(steps, targets=TARGETS).sop, log)
    assert [each.answer for each in found.tries["turn"]] == ["done", "fail", "done"]
    assert [each.answer for each in found.first("turn")] == ["done"]
    assert arcs(found) == {("turn", "sure"), ("sure", "turn")}


def test_what_was_never_taken_was_never_followed() -> None:
    """A step that closed, or stood open at the end; an end that the author wrote was reached."""
    steps = """
    look: {ask, takes: 1m, otherwise: stop}
    one: {act, takes: 1m, after: look, on_fail: off}
    two: {act, takes: 1m, after: look}
    both: {test, takes: 1m, after: [one, two]}
    """
    sop = dossier(steps, "off: {act, takes: 1m, then: escalate}").sop
    assert arcs(went(sop, [("look", "no")])) == {("look", "stop")}
    lost = went(sop, [("look", "yes"), ("one", "fail"), ("off", "done"), ("two", "done")])
    assert arcs(lost) == {("look", "one"), ("look", "two"), ("one", "off"), ("off", "escalate")}
