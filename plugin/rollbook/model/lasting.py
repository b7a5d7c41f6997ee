"""Lasting: how long each step takes."""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.model.check import AnyCheck
from rollbook.model.measures import Duration
from rollbook.model.sop import Sop
from rollbook.model.step import AnyStep, Confirm


def lasting(sop: Sop) -> dict[str, int]:
    """Step → how many seconds it takes."""
    return {name: takes(step, sop.checks).seconds for name, step in sop.all_steps.items()}


def takes(step: AnyStep, checks: Mapping[str, AnyCheck]) -> Duration:
    """How long a step takes: what it says, and no less than the longest window of its checks."""
    found = step.takes
    if isinstance(step, Confirm):
        for name in step.check:
            over = window(checks[name]) if name in checks else None
            if over and over.seconds > found.seconds:
                found = over
    return found


def window(check: AnyCheck) -> Duration | None:
    """For how long what a check reads has to hold, or is counted."""
    return getattr(check, "over", None)
