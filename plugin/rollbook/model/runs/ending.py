"""Ending: what a run has come to."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Doubts:
    """Why a run is not verified; it is where there are none.

    `failed` are the steps that did not put back what they should, and `back` those that did, with
    no check behind them that has passed since. Of the last checks, `unpassed` were answered and
    `unreached` were not, with none of the fallback in their place. `undone` are the steps behind
    them that refused to sign, or left into the fallback for good. `unproved` says that no last
    check has passed, and `idle` that nothing was put back or checked at all.
    """

    failed: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    unpassed: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    unproved: bool = False
    idle: bool = False


def is_verified(state: State) -> bool:
    """Whether all that the run has touched is known to work, as it stands.

    Each last check has passed or was passed by; a lost or failed one has in its place the last
    check of the fallback that its way led to. At least one passed, and what was restored, or failed
    to be, was checked afterwards. Behind the last check no sign-off was refused, and no way left
    into the fallback for good.
    """
    return not _unchecked(state) and doubts(state) == Doubts()


def doubts(state: State) -> Doubts:
    """What a run lacks to be verified, as it stands."""
    steps, known = state.steps, Joining(state)
    last, _ = steps.last_checks
    checks = {check: _passed(state, known, check) for check in bits(last)}
    passed = union(found for found in checks.values() if found is not None)
    behind = union(steps.behind[check] for check in bits(last | passed))
    missing = union(1 << check for check, found in checks.items() if found is None)
    unchecked, done = _unchecked(state), state.said & steps.done
    answered = union(1 << step for step in bits(missing) if state.said & steps.answers[step])
    back = union(1 << step for step in bits(unchecked) if done & steps.answers[step])
    return Doubts(
        steps.named(unchecked & ~back),
        steps.named(back),
        steps.named(answered),
        steps.named(missing & ~answered),
        steps.named(behind & _undone(state)),
        unproved=not passed,
        idle=not done & steps.doing,
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


def _unchecked(state: State) -> Bits:
    """The steps that have restored something, or failed to, and that nothing has checked."""
    unchecked = union(1 << step for step, checks in state.checked if not checks)
    return unchecked & ~state.steps.reviews


def _undone(state: State) -> Bits:
    """The steps that refused to sign, or left into the fallback for good."""
    refusals, leaving = state.steps.undoing
    left = union(1 << state.steps.step_of[answer] for answer in bits(state.said & leaving))
    refused = union(1 << state.steps.step_of[answer] for answer in bits(state.said & refusals))
    return refused | left & ~state.returned
