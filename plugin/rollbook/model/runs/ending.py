"""Ending: what a run has come to."""

from __future__ import annotations

from typing import Literal

from rollbook.model.runs.bits import Bits, bits, union
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.state import State, row

End = Literal["verified", "escalated", "stopped", "unverified"]


def is_over(state: State) -> bool:
    """Whether nothing is open any more, approvals that may come late aside."""
    return not state.opened & ~state.steps.late


def end(state: State) -> End:
    """How a run ends that is over."""
    if is_verified(state):
        return "verified"
    if state.said & state.steps.escalating:
        return "escalated"
    return "stopped" if state.stopped and not _unchecked(state) else "unverified"


def is_verified(state: State) -> bool:
    """Whether all that the run has touched is known to work, as it stands.

    Each last check has passed or was passed by; a lost or failed one has in its place the last
    check of the fallback that its way led to. At least one passed, and what was restored, or failed
    to be, was checked afterwards. Behind the last check no sign-off was refused, and no way left
    into the fallback for good.
    """
    steps, known = state.steps, Joining(state)
    last, _ = steps.last_checks
    passed = 0
    for check in bits(last):
        found = _passed(state, known, check)
        if found is None:
            return False
        passed |= found
    if not passed or _unchecked(state):
        return False
    behind = union(steps.behind[check] for check in bits(last | passed))
    refusals, leaving = steps.undoing
    undone = state.said & (refusals | leaving)
    return not any(
        behind >> steps.step_of[answer] & 1
        and (refusals >> answer & 1 or not state.returned >> steps.step_of[answer] & 1)
        for answer in bits(undone)
    )


def _passed(state: State, known: Joining, check: int) -> Bits | None:
    """The checks that passed for a last check: itself, or others in its place.

    None passed where it was passed by; where it failed or was lost for good, nothing is given.
    """
    steps = state.steps
    if answer := state.said & steps.answers[check]:
        if answer & steps.done:
            return 1 << check
        return _in_its_place(state, 1 << check) if answer & steps.failures else None
    status = known.fate(check)
    if status.fate == "passed":
        return 0
    return _in_its_place(state, status.causes) if status.fate == "lost" else None


def _in_its_place(state: State, causes: Bits) -> Bits | None:
    """The last checks of the fallback that the way of each cause led to, if all have passed."""
    _, last = state.steps.last_checks
    found = 0
    for cause in bits(causes):
        reached = [check for check in bits(last) if row(state.carried, check) >> cause & 1]
        done = [check for check in reached if state.said & _done(state, check)]
        if not reached or len(done) < len(reached):
            return None
        found |= union(1 << check for check in done)
    return found


def _done(state: State, step: int) -> Bits:
    return state.steps.answers[step] & state.steps.done


def _unchecked(state: State) -> bool:
    reviews = state.steps.reviews
    return any(not checks and not reviews >> step & 1 for step, checks in state.checked)
