"""`then: stop` and `then: escalate`: how a fallback says that it is over."""

from __future__ import annotations

import pytest

from rollbook.model.runs.answering import goes_on, led
from rollbook.model.runs.ending import end, is_over
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from tests.model.procedures import dossier

MAIN = """
a: {ask, takes: 1m, otherwise: x}
b: {act, takes: 1m, after: []}
c: {test, takes: 1m, after: [a, b], on_fail: y}
"""
FALLBACK = """
x: {look, takes: 1m, then: stop}
y: {look, takes: 1m, then: escalate}
"""


def procedure(steps: str = MAIN, fallback: str = FALLBACK) -> Procedure:
    return Procedure.of(dossier(steps, fallback).sop)


def answered(known: Procedure, *said: tuple[str, str]) -> State:
    state = begun(known)
    for name, answer in said:
        state = take(known, state, name, answer)
    return state


@pytest.mark.parametrize(("step", "exit_"), [("x", "stop"), ("y", "escalate")])
def test_it_leads_to_the_end_and_no_further(step: str, exit_: str) -> None:
    """Whoever has done the step has left."""
    known = procedure()
    assert led(known.flow, step, "done") == (exit_,)
    assert not goes_on(known.flow, step, "done")


def test_a_fallback_that_stops_ends_the_run_with_all_that_was_open() -> None:
    """Also beside it."""
    known = procedure()
    before = answered(known, ("a", "no"))
    assert set(before.open) == {"x", "b"}
    after = take(known, before, "x", "done")
    assert (set(after.open), end(after)) == (set(), "stopped")


def test_a_fallback_that_escalates_says_so() -> None:
    """It is no silent end."""
    known = procedure()
    state = answered(known, ("a", "yes"), ("b", "done"), ("c", "fail"), ("y", "done"))
    assert is_over(state)
    assert end(state) == "escalated"


def test_a_stop_with_something_put_back_and_not_checked_is_no_good_end() -> None:
    """It may not hide what nobody has looked at."""
    known = procedure(
        "a: {act, takes: 1m, restores: other, on_fail: x}\nb: {test, takes: 1m}", FALLBACK
    )
    assert end(answered(known, ("a", "fail"), ("x", "done"))) == "unverified"


def test_a_branch_of_the_main_line_may_name_its_end() -> None:
    """Whoever comes there is done."""
    known = procedure(
        """
        a: {ask, takes: 1m, cases: {one: b, two: d}}
        b: {look, takes: 1m, then: stop}
        d: {test, takes: 1m}
        """,
        "",
    )
    state = answered(known, ("a", "case:one"), ("b", "done"))
    assert (set(state.open), end(state)) == (set(), "stopped")
