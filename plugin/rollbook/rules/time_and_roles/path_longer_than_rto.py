"""The way to the last check takes longer than the RTO allows."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import listed, spoken

_NAMED = 3


def _check(subject: Subject) -> Iterator[Fault]:
    """No path is looked for where all steps one after another fit."""
    rto = subject.sop.rto.seconds
    if sum(subject.takes[name] for name in subject.sop.steps) <= rto:
        return
    path = subject.critical_path
    if path.seconds > rto:
        message = f"the critical path takes {spoken(path.seconds)}, the RTO is {spoken(rto)}"
        yield Fault(("rto",), message, _hint(subject))


def _hint(subject: Subject) -> str:
    takes = subject.takes
    longest = sorted(subject.critical_path.steps, key=lambda name: -takes[name])[:_NAMED]
    named = [f"'{name}' ({spoken(takes[name])})" for name in longest]
    return f"shorten {listed(named)}, take steps side by side, or agree on a longer RTO"


RULE = Rule(
    module=__name__,
    level="error",
    why="An RTO that the plan itself misses is broken in every incident, and others have been "
    "promised it.",
    bad="""\
rto: 45m
steps:
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
    takes: 30m
""",
    good="""\
rto: 45m
steps:
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
    takes: 20m
""",
    check=_check,
)
