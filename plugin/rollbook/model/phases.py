"""Phases: the stage of the rollback that each step belongs to."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from rollbook.model.flow import Flow
from rollbook.model.step import AnyStep, Approve, Decide, Phase


def phases(flow: Flow) -> dict[str, Phase]:
    """Step → its phase: as written, else as derived from what comes before and behind it.

    Until an approval has been given, a step detects, or decides once something was changed; if it
    puts a component back, it restores. After the last check it reviews; from the first check on it
    verifies; else it restores. An approval that comes after another one (a sign-off) divides
    nothing, nor does one that may come late: it decides before anything was changed, and reviews
    where nothing follows it.
    """
    stages = _stages(flow)
    return {name: step.phase or _derived(name, flow, stages) for name, step in flow.steps.items()}


@dataclass(frozen=True, slots=True)
class _Stages:
    """What divides a procedure, with the steps that come before it and behind it."""

    approvals: Set[str]
    before_approvals: Set[str]
    checks: Set[str]
    before_checks: Set[str]
    behind_checks: Set[str]
    changed: Set[str]
    """The steps that change something, and all behind them."""


def _stages(flow: Flow) -> _Stages:
    given = {
        name for name, step in flow.steps.items() if isinstance(step, Approve) and step.late is None
    }
    approvals = given - flow.behind(*given)
    before_approvals = flow.before(*approvals)
    checks = {
        name
        for name, step in flow.steps.items()
        if step.VERB == "check" and name in flow.main and name not in before_approvals
    }
    changing = {name for name, step in flow.steps.items() if _changes(step)}
    return _Stages(
        approvals,
        before_approvals,
        checks,
        flow.before(*checks),
        flow.behind(*checks),
        changing | flow.behind(*changing),
    )


def _derived(name: str, flow: Flow, stages: _Stages) -> Phase:
    step = flow.steps[name]
    if name not in flow.main:
        return "restore"
    if isinstance(step, Approve):
        if name in stages.approvals or (step.late and name not in stages.changed):
            return "decide"
        if step.late and not any(edge.kind == "next" for edge in flow.out_of[name]):
            return "review"
    changed = name in stages.changed
    if step.restores and name in stages.before_approvals:
        return "restore"
    if name in stages.before_approvals or not (stages.approvals or changed):
        return "decide" if changed else "detect"
    if name in stages.checks or (name in stages.before_checks and name in stages.behind_checks):
        return "verify"
    return "review" if name in stages.behind_checks else "restore"


def _changes(step: AnyStep) -> bool:
    if step.restores:
        return True
    return not isinstance(step, Decide) and step.VERB in ("do", "run") and step.undo != "none"
