"""Ending: what a run has come to."""

from __future__ import annotations

from typing import Literal

from rollbook.model.runs.answering import FAIL, Answer
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import Causes, State
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


def is_verified(procedure: Procedure, state: State) -> bool:
    """Whether all that the run has touched is known to work, as it stands.

    Each last check has passed or was passed by; a lost or failed one has in its place the last
    check of the fallback that its way led to. At least one passed, and what was restored, or failed
    to be, was checked afterwards. Behind the last check no sign-off was refused, and no way left
    into the fallback for good.
    """
    last, _ = procedure.lines.last_checks
    known = Joining(procedure.lines, state)
    passed = [_passed(procedure, state, known, name) for name in last]
    if not any(passed) or None in passed or _unchecked(procedure, state):
        return False
    return not any(
        _undone(procedure, state, name) for check in last for name in procedure.lines.behind[check]
    )


def _passed(procedure: Procedure, state: State, known: Joining, name: str) -> bool | None:
    """Whether a last check passed, itself or another in its place; None where neither did.

    One that was passed by did not, and need not.
    """
    answer = state.answers.get(name)
    if answer == "done":
        return True
    if answer is not None:
        return (
            True if answer == FAIL and _in_its_place(procedure, state, frozenset([name])) else None
        )
    status = known.fate(name)
    if status.fate == "passed":
        return False
    return (
        True if status.fate == "lost" and _in_its_place(procedure, state, status.causes) else None
    )


def _in_its_place(procedure: Procedure, state: State, causes: Causes) -> bool:
    """Whether the way of each cause led to a last check of the fallback that passed."""
    _, last = procedure.lines.last_checks
    return all(
        bool(found := [state.answers[n] for n in last if cause in state.carried.get(n, ())])
        and set(found) == {"done"}
        for cause in causes
    )


def _escalates(procedure: Procedure, name: str, answer: Answer) -> bool:
    counts = procedure.flow.steps[name].phase != "review"
    return counts and "escalate" in procedure.lines.led[name, answer]


def _unchecked(procedure: Procedure, state: State) -> bool:
    return any(procedure.flow.steps[name].phase != "review" for name in state.unchecked)


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
