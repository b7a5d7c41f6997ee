"""Ending: what a run has come to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from rollbook.model.runs.answering import FAIL, Answer
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import NONE, Causes, State
from rollbook.model.step import Approve

End = Literal["verified", "escalated", "stopped", "unverified"]


def is_over(procedure: Procedure, state: State) -> bool:
    """Whether nothing is open any more, approvals that may come late aside."""
    return procedure.lines.late.issuperset(state.open)


def end(procedure: Procedure, state: State) -> End:
    """How a run ends that is over."""
    if is_verified(procedure, state):
        return "verified"
    if any(_escalates(procedure, *said) for said in state.answers.items()):
        return "escalated"
    return "stopped" if state.stopped and not _unchecked(procedure, state) else "unverified"


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


def is_verified(procedure: Procedure, state: State) -> bool:
    """Whether all that the run has touched is known to work, as it stands.

    Each last check has passed or was passed by; a lost or failed one has in its place the last
    check of the fallback that its way led to. At least one passed, and what was restored, or failed
    to be, was checked afterwards. Behind the last check no sign-off was refused, and no way left
    into the fallback for good.
    """
    return not _unchecked(procedure, state) and doubts(procedure, state) == Doubts()


def doubts(procedure: Procedure, state: State) -> Doubts:
    """What a run lacks to be verified, as it stands."""
    flow, answers = procedure.flow, state.answers
    last, _ = procedure.lines.last_checks
    known = Joining(procedure.lines, state)
    checks = {name: _passed(procedure, state, known, name) for name in last}
    passed = NONE.union(*(found for found in checks.values() if found is not None))
    behind = {name for check in last | passed for name in procedure.lines.behind[check]}
    unchecked = _unchecked(procedure, state)
    back = {name for name in unchecked if answers.get(name) == "done"}
    missing = {name for name, found in checks.items() if found is None}
    done = (flow.steps[name] for name, said in answers.items() if said == "done")

    def in_order(names: Collection[str]) -> tuple[str, ...]:
        return tuple(name for name in flow.order if name in names) if names else ()

    return Doubts(
        in_order(unchecked - back),
        in_order(back),
        in_order(missing & answers.keys()),
        in_order(missing - answers.keys()),
        in_order({name for name in behind if _undone(procedure, state, name)}),
        unproved=not passed,
        idle=not any(step.restores or step.VERB == "check" for step in done),
    )


def _passed(procedure: Procedure, state: State, known: Joining, name: str) -> Causes | None:
    """The checks that passed for a last check: itself, or others in its place.

    None passed where it was passed by; where it failed or was lost for good, nothing is given.
    """
    answer = state.answers.get(name)
    if answer == "done":
        return frozenset([name])
    if answer is not None:
        return _in_its_place(procedure, state, frozenset([name])) if answer == FAIL else None
    status = known.fate(name)
    if status.fate == "passed":
        return NONE
    return _in_its_place(procedure, state, status.causes) if status.fate == "lost" else None


def _in_its_place(procedure: Procedure, state: State, causes: Causes) -> Causes | None:
    """The last checks of the fallback that the way of each cause led to, if all have passed."""
    _, last = procedure.lines.last_checks
    found = NONE
    for cause in causes:
        reached = frozenset(name for name in last if cause in state.carried.get(name, ()))
        if not reached or any(state.answers[name] != "done" for name in reached):
            return None
        found |= reached
    return found


def _escalates(procedure: Procedure, name: str, answer: Answer) -> bool:
    counts = procedure.flow.steps[name].phase != "review"
    return counts and "escalate" in procedure.lines.led[name, answer]


def _unchecked(procedure: Procedure, state: State) -> frozenset[str]:
    steps = procedure.flow.steps
    return frozenset(name for name in state.unchecked if steps[name].phase != "review")


def _undone(procedure: Procedure, state: State, name: str) -> bool:
    """Whether a step behind the last check refused to sign, or left into the fallback for good."""
    step, answer = procedure.flow.steps[name], state.answers.get(name)
    if answer is None or step.phase == "review" or (name, answer) in procedure.lines.goes_on:
        return False
    if isinstance(step, Approve):
        return True
    targets = procedure.lines.led[name, answer]
    return name not in state.returned and any(
        target in procedure.flow.steps and target not in procedure.flow.main for target in targets
    )
