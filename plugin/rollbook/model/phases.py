"""Phases: the stage of the rollback that each step belongs to."""

from __future__ import annotations

from rollbook.model.flow import Flow
from rollbook.model.step import Approve, Decide, Phase


def phases(flow: Flow) -> dict[str, Phase]:
    """Step → its phase: as written, else as derived from what comes before and behind it.

    Until an approval has been given, a step detects, or decides once something was changed.
    After the last check it reviews; from the first check on it verifies; else it restores.
    An approval that comes after another one (a sign-off) divides nothing.
    """
    given = {
        name for name, step in flow.steps.items() if isinstance(step, Approve) and step.late is None
    }
    approvals = {name for name in given if not flow.before(name) & given}
    checks = {
        name
        for name, step in flow.steps.items()
        if step.VERB == "check" and name in flow.main and not flow.behind(name) & approvals
    }
    return {
        name: step.phase or _derived(name, flow, approvals, checks)
        for name, step in flow.steps.items()
    }


def _derived(name: str, flow: Flow, approvals: set[str], checks: set[str]) -> Phase:
    step = flow.steps[name]
    before, behind = flow.before(name), flow.behind(name)
    if name not in flow.main:
        return "restore"
    if isinstance(step, Approve):
        if step.late is not None:
            return "review"
        if name in approvals:
            return "decide"
    if behind & approvals or not (approvals or _changes(flow, before | {name})):
        return "decide" if _changes(flow, before | {name}) else "detect"
    if name in checks or (before & checks and behind & checks):
        return "verify"
    return "review" if before & checks else "restore"


def _changes(flow: Flow, names: frozenset[str] | set[str]) -> bool:
    return any(
        not isinstance(step, Decide) and step.VERB in ("do", "run") and step.undo != "none"
        for step in (flow.steps[name] for name in names)
    )
