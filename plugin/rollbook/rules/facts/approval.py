"""Approval: which roles say yes before it goes on."""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.model.step import AnyStep, Approve


def approvals(steps: Mapping[str, AnyStep]) -> dict[str, Approve]:
    """The steps in which somebody is waited for; an approval that may come late is not one."""
    return {
        name: step
        for name, step in steps.items()
        if isinstance(step, Approve) and step.late is None
    }
