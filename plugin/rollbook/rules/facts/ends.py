"""Ends: which ways through a procedure end unverified, and where."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.runs.ending import doubts
from rollbook.model.runs.searching import Way
from rollbook.rules.subject import Subject
from rollbook.rules.ways.telling import in_short
from rollbook.rules.ways.walked import Ended


def unverified_ends(subject: Subject) -> Iterator[tuple[str, Ended]]:
    """The unverified ends, each with the step whose way it is that ends there.

    Not those at which all was checked that is checked last: there, a restore comes too late.
    """
    for ended in subject.walked.ends:
        if ended.is_unverified and not ended.closed and not restored_unchecked(subject, ended):
            yield _last(subject, ended.way), ended


def restored_unchecked(subject: Subject, ended: Ended) -> tuple[str, ...]:
    """The steps that have put something back and were not checked, though a last check passed."""
    last, _ = subject.walked.procedure.lines.last_checks
    if not any(ended.state.answers.get(name) == "done" for name in last):
        return ()
    found = doubts(ended.state)
    return (*found.failed, *found.back)


def _last(subject: Subject, way: Way) -> str:
    """The step that leads behind the last check from the fallback, or else the last one."""
    names = [name for name, _ in in_short(subject.walked.procedure, way)]
    aside = [name for name in names if name not in subject.flow.main]
    return aside[-1] if aside else names[-1]
