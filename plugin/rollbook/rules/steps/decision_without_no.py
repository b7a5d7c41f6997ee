"""A decision does not say where a no leads."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.step import Decide
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for name, step in subject.flow.steps.items():
        if isinstance(step, Decide) and step.otherwise is None and not step.cases:
            yield Fault(
                subject.at(name),
                f"decision '{name}' does not say where a no leads",
                "say it in 'otherwise': a step, 'stop' or 'escalate'; "
                "or list the answers in 'cases'",
            )


RULE = Rule(
    module=__name__,
    level="error",
    why="A question that only goes on after a yes makes people answer yes.",
    bad="""\
steps:
  confirm:
    decide: Did clicks fall with the release?
    otherwise: ~
""",
    good="""\
steps:
  confirm:
    decide: Did clicks fall with the release?
    otherwise: escalate
""",
    check=_check,
)
