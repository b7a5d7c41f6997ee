"""The ends of a procedure, the shortest way to each, and how long it takes."""

from __future__ import annotations

import pytest

from rollbook.model.lasting import lasting
from rollbook.model.runs.answering import FAIL, answers, led
from rollbook.model.runs.course import course
from rollbook.model.runs.ending import Doubts, end, is_over
from rollbook.model.runs.outcomes import Outcome, outcomes, through
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import run_of
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.runs.walking import walk
from tests.diagrams.dossiers import own
from tests.model.procedures import dossier

ONE = """
a: {ask, takes: 1m, otherwise: x}
b: {act, takes: 10m, after: a}
c: {act, takes: 4m, after: a, restores: other, on_fail: y}
d: {test, takes: 2m, after: [b, c], on_fail: y}
"""
FALLBACK = """
x: {look, takes: 3m, then: stop}
y: {look, takes: 5m, then: escalate}
"""


def ends(steps: str = ONE, fallback: str = FALLBACK) -> dict[str, Outcome]:
    sop = dossier(steps, fallback).sop
    known = Procedure.of(sop)
    return {one.end: one for one in outcomes(known, lasting(sop), walk(known))}


def test_steps_side_by_side_count_once() -> None:
    """A join begins when the last that it waits for is done, whoever was answered first."""
    sop = dossier(ONE, FALLBACK).sop
    for order in (("b", "c"), ("c", "b")):
        way = [("a", "yes"), *((name, "done") for name in order), ("d", "done")]
        run = run_of(Procedure.of(sop), way)
        assert course(run, [lasting(sop)[name] for name, _ in way]).whole == 13 * 60


def test_a_longer_way_on_which_nothing_fails_comes_first() -> None:
    """To fail at once is shorter, and tells less."""
    found = ends(fallback=FALLBACK.replace("then: stop", "then: escalate"))
    assert found["escalated"].way == (("a", "no"), ("x", "done"))


@pytest.mark.parametrize("name", ["home-feed-ranking", "credit-approval-bias"])
def test_no_way_to_an_end_has_less_that_fails(name: str) -> None:
    """Held to every way of our own, made easier again and again until none can be."""
    sop = own()[name].sop
    known = Procedure.of(sop)
    flow = known.flow
    start = begun(known)
    least, todo = {start: (0, 0)}, {start}
    while todo:
        state = todo.pop()
        fails, length = least[state]
        for step in state.open:
            for said in answers(flow, step):
                if any((step, to) in _gone(state) for to in led(flow, step, said)):
                    continue
                after = take(known, state, step, said)
                cost = (fails + (said == FAIL), length + 1)
                if cost < least.get(after, (len(flow.steps) ** 2, 0)):
                    least[after] = cost
                    todo.add(after)
    found = outcomes(known, lasting(sop), walk(known))
    assert {one.end: (sum(said == FAIL for _, said in one.way), len(one.way)) for one in found} == {
        one.end: min(
            cost for state, cost in least.items() if is_over(state) and end(state) == one.end
        )
        for one in found
    }


def _gone(state: State) -> set[tuple[str, str]]:
    """The ways back that were gone, by the names of their steps."""
    return {(state.steps.names[source], state.steps.names[to]) for source, to in state.back}


def test_each_end_has_the_way_on_which_the_least_fails() -> None:
    """And of these the shortest."""
    found = ends()
    assert {end: one.way for end, one in found.items()} == {
        "verified": (("a", "yes"), ("b", "done"), ("c", "done"), ("d", "done")),
        "escalated": (("a", "fail"),),
        "stopped": (("a", "no"), ("x", "done")),
    }
    assert (found["stopped"].seconds, found["verified"].recovered) == (4 * 60, 13 * 60)


def test_recovered_is_when_the_last_check_has_passed() -> None:
    """What is done behind it takes longer, and is not held against the RTO."""
    found = ends(ONE + "e: {act, takes: 30m}\n")["verified"]
    assert (found.recovered, found.seconds) == (13 * 60, 43 * 60)


def test_what_is_not_back_is_named() -> None:
    found = ends(fallback=FALLBACK.replace(", then: escalate", ""))["unverified"]
    assert found.why is not None
    assert (found.why.failed, found.why.back) == (("c",), ())
    assert found.way == (("a", "yes"), ("b", "done"), ("c", "fail"), ("y", "done"))


def test_a_sign_off_that_leads_nowhere_good_is_no_proof() -> None:
    """Refused behind the last check, and handed to nobody."""
    found = ends(
        "a: {act, takes: 1m, restores: other}\nb: {test, takes: 1m}\n"
        "c: {yes, takes: 1m, on_fail: x}",
        "x: {look, takes: 1m}",
    )
    why = found["unverified"].why
    assert why is not None
    assert why == Doubts(undone=("c",))


def test_a_step_that_fails_is_looked_at_where_it_is_come_to_first() -> None:
    """Seconds count from when it was begun."""
    sop = dossier(ONE, FALLBACK).sop
    known = Procedure.of(sop)
    found = through(known, lasting(sop), walk(known), "d")
    assert found is not None
    (one,) = [end for end in found.outcomes if end.way == (("y", "done"),)]
    assert (one.end, one.states, one.seconds) == ("escalated", 2, 7 * 60)


def test_a_step_that_the_walk_has_not_met_has_no_ends() -> None:
    sop = dossier(ONE, FALLBACK).sop
    known = Procedure.of(sop)
    few = walk(known, most=2)
    assert not few.whole
    assert through(known, lasting(sop), few, "d") is None
