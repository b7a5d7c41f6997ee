"""A step that fails leads back to itself, and nothing else leads out."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.runs.answering import FAIL
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.circles import circles, shown
from rollbook.rules.ways.reach import unreached
from rollbook.rules.words.answers import answered


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each circle of failures, be it of one step or of several."""
    steps = subject.flow.steps
    onward = {name: {step.on_fail or ""} & steps.keys() for name, step in steps.items()}
    for circle in circles(onward):
        if unreached(subject.flow).isdisjoint(circle):
            failing = " fails" if len(circle) == 1 else " fail"
            yield Fault(
                subject.at(circle[-1], "on_fail"),
                f"while {_listed(circle)}{failing}, nothing leads out: {_way(subject, circle)}",
                _hint(subject, circle),
            )


def _listed(circle: list[str]) -> str:
    return f"'{circle[0]}'" if len(circle) == 1 else f"'{circle[0]}' and what follows"


def _way(subject: Subject, circle: list[str]) -> str:
    return shown([answered(subject.flow, name, FAIL) for name in circle])


def _hint(subject: Subject, circle: list[str]) -> str:
    hint = "let the last 'on_fail' lead to another step, or to 'escalate'"
    targets = subject.sop.targets
    if any(len(targets.get(subject.flow.steps[name].restores or "", ())) > 1 for name in circle):
        return f"{hint}: a step is offered again with its next target without it"
    return hint


RULE = Rule(
    module=__name__,
    level="error",
    why="At night the same command is run again and again, since the page says so, and nobody is "
    "called.",
    bad="""\
steps:
  revert:
    on_fail: revert
""",
    good="""\
steps:
  revert:
    on_fail: plain
""",
    check=_check,
)
