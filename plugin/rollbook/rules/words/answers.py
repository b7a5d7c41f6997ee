"""Answers, as messages and pages say them."""

from __future__ import annotations

from collections.abc import Callable

from rollbook.model.flow import Flow
from rollbook.model.runs.answering import CASE, FAIL, Answer
from rollbook.model.step import Approve


def answered(flow: Flow, name: str, said: Answer, named: Callable[[str], str] = str) -> str:
    """A step with its answer, if it could have been another: `a: failed`."""
    title = named(name)
    if said == "done":
        return title
    if said == FAIL:
        is_approval = isinstance(flow.steps[name], Approve)
        return f"{title}: {'not approved' if is_approval else 'failed'}"
    return f"{title}: {said.removeprefix(CASE)}"
