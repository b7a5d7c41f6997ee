"""Ways that leave and come back, told by hand."""

from __future__ import annotations

from rollbook.model.runs.ending import end
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.taking import begun, take
from tests.model.procedures import dossier

STEPS = """
revert: {act, takes: 1m, restores: other, expect: It is back}
verify: {test, takes: 1m}
calm: {ask, takes: 1m, otherwise: look-again}
"""
FALLBACK = "look-again: {act, takes: 1m, then: calm}"


def ended(*said: tuple[str, str]) -> str:
    procedure = Procedure.of(dossier(STEPS, FALLBACK).sop)
    state = begun(procedure)
    for step, answer in said:
        assert step in state.open, (step, state.open)
        state = take(procedure, state, step, answer)
    assert not state.open
    return end(state)


def test_who_leaves_once_more_has_not_come_back() -> None:
    """The first return says nothing of the second way, which ended in the fallback."""
    began = [("revert", "done"), ("verify", "done"), ("calm", "no"), ("look-again", "done")]
    assert ended(*began, ("calm", "yes")) == "verified"
    assert ended(*began, ("calm", "no"), ("look-again", "fail")) == "escalated"
