"""A clause of a standard is said to be met, but by no step."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_SHOWN = 60


def _check(subject: Subject) -> Iterator[Fault]:
    for clause, steps in subject.sop.satisfies.items():
        if not steps:
            shown = clause if len(clause) <= _SHOWN else clause[: _SHOWN - 1] + "…"
            hint = "name the steps that meet it, or leave the clause out"
            yield Fault(("satisfies", clause), f"no step meets '{shown}'", hint, key=True)


RULE = Rule(
    module=__name__,
    level="warning",
    why="An auditor asks for the step, and a claim without one counts against all the others.",
    bad="""\
satisfies:
  SOC 2 CC8.1: []
""",
    good="""\
satisfies:
  SOC 2 CC8.1: [approve, verify]
""",
    check=_check,
)
