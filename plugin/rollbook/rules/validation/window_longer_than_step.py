"""A check reads over a longer time than its step takes."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.lasting import window
from rollbook.model.step import Confirm
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import spoken


def _check(subject: Subject) -> Iterator[Fault]:
    """Once a step, with the check that lasts longest: the others fit once that one does."""
    for name, step in subject.flow.steps.items():
        if isinstance(step, Confirm) and subject.takes[name] > step.takes.seconds:
            lasts = subject.takes[name]
            longest = next(c for c in step.check if _window(subject, c) == lasts)
            said, planned = spoken(lasts), spoken(step.takes.seconds)
            message = f"step '{name}' takes {planned}, and its check '{longest}' reads over {said}"
            hint = f"plan the step with {said}, or let the check read over less"
            yield Fault(subject.at(name, "takes"), message, hint)


def _window(subject: Subject, check: str) -> int:
    over = window(subject.sop.checks[check])
    return over.seconds if over else 0


RULE = Rule(
    module=__name__,
    level="warning",
    why="Whoever is in a hurry ticks the step when its time is up, before the check can know, and "
    "an RTO that was added up from such steps is missed.",
    bad="""\
steps:
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
    takes: 3m
checks:
  clicks-back: {metric: clicks, expect: ">= 0.46", over: 5m}
""",
    good="""\
steps:
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
    takes: 5m
checks:
  clicks-back: {metric: clicks, expect: ">= 0.46", over: 5m}
""",
    check=_check,
)
