"""Ending: what a run has come to."""

from __future__ import annotations

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


def is_verified(procedure: Procedure, state: State) -> bool:
    """Whether all that the run has touched is known to work, as it stands.

    Each last check has passed or was passed by; a lost or failed one has in its place the last
    check of the fallback that its way led to. At least one passed, and what was restored, or failed
    to be, was checked afterwards. Behind the last check no sign-off was refused, and no way left
    into the fallback for good.
    """
    last, _ = procedure.lines.last_checks
    known = Joining(procedure.lines, state)
    passed: set[str] = set()
    for name in last:
        found = _passed(procedure, state, known, name)
        if found is None:
            return False
        passed |= found
    if not passed or _unchecked(procedure, state):
        return False
    behind = {name for check in last | passed for name in procedure.lines.behind[check]}
    return not any(_undone(procedure, state, name) for name in behind)


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
