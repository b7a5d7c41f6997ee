"""Ends: which ways through a procedure end unverified, and what they lack."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rollbook.model.runs.answering import FAIL
from rollbook.model.runs.searching import Way
from rollbook.model.runs.state import State
from rollbook.model.step import Approve
from rollbook.rules.subject import Subject
from rollbook.rules.ways.telling import in_short
from rollbook.rules.ways.walked import Ended
from rollbook.rules.words.spoken import listed


def unverified_ends(subject: Subject) -> Iterator[tuple[str, Ended]]:
    """The unverified ends, each with the step whose way it is that ends there.

    Not those at which all was checked that is checked last: there, a restore comes too late.
    """
    for ended in subject.walked.ends:
        if ended.is_unverified and not ended.closed and not restored_unchecked(subject, ended):
            yield _last(subject, ended.way), ended


def restored_unchecked(subject: Subject, ended: Ended) -> list[str]:
    """The steps that have put something back and were not checked, though a last check passed."""
    last, _ = subject.walked.procedure.lines.last_checks
    if not any(ended.state.answers.get(name) == "done" for name in last):
        return []
    return unchecked(subject, ended.state)


def unchecked(subject: Subject, state: State) -> list[str]:
    """The steps that have put something back, or failed to, with no check behind them."""
    steps = subject.flow.steps
    return [name for name in steps if name in state.unchecked and steps[name].phase != "review"]


def lacking(subject: Subject, state: State) -> str:
    """What was not put back or not checked, in words."""
    steps, answers = subject.flow.steps, state.answers
    open_ends = unchecked(subject, state)
    failed = {steps[name].restores for name in open_ends if answers.get(name) == FAIL}
    back = {steps[name].restores for name in open_ends} - failed
    said = [
        *([f"{_are(subject, failed)} not put back"] if failed else ()),
        *([f"{_are(subject, back)} put back and not checked"] if back else ()),
    ]
    if said:
        return listed(said)
    done = [step for name, step in steps.items() if answers.get(name) == "done"]
    if not any(step.restores or step.VERB == "check" for step in done):
        return "nothing was put back or checked"
    return _unpassed(subject, state) or f"all was checked, and then {_left(subject, state)}"


def _unpassed(subject: Subject, state: State) -> str:
    last, _ = subject.walked.procedure.lines.last_checks
    for name in subject.flow.order:
        if name in last and state.answers.get(name) != "done":
            return f"'{name}' failed" if name in state.answers else f"nobody comes to '{name}'"
    return ""


def _left(subject: Subject, state: State) -> str:
    """What went wrong behind the last check."""
    lines = subject.walked.procedure.lines
    for name in reversed(subject.flow.order):
        said = state.answers.get(name)
        if name in subject.flow.main and said and (name, said) not in lines.goes_on:
            refused = isinstance(subject.flow.steps[name], Approve)
            return f"'{name}' was refused" if refused else f"the main line was left at '{name}'"
    return "not all was done"


def _are(subject: Subject, parts: Collection[str | None]) -> str:
    words = [f"'{part}'" for part in subject.components if part in parts]
    return f"{listed(words)} {'was' if len(words) == 1 else 'were'}"


def _last(subject: Subject, way: Way) -> str:
    """The step that leads behind the last check from the fallback, or else the last one."""
    names = [name for name, _ in in_short(subject.walked.procedure, way)]
    aside = [name for name in names if name not in subject.flow.main]
    return aside[-1] if aside else names[-1]
