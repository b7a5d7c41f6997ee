"""Confirmation: which checks people read before they say that it is over."""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.model.check import AnyCheck
from rollbook.model.sop import Sop
from rollbook.model.step import Confirm


def named_checks(sop: Sop) -> set[str]:
    """The checks that steps name, by their ids."""
    return {
        name
        for line in (sop.steps, sop.fallback)
        for step in line.values()
        if isinstance(step, Confirm)
        for name in step.check
    }


def read_checks(sop: Sop) -> Mapping[str, AnyCheck]:
    """The checks that steps read; all of them where no step reads any.

    That is one fault and not as many as there are checks: rules of its own say it.
    """
    named = named_checks(sop)
    if not named or len(named) == len(sop.checks):
        return sop.checks
    return {name: check for name, check in sop.checks.items() if name in named}
