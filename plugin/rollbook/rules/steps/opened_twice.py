"""A step begins once for each of two ways that go on at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.runs.searching import Way
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """A step with one predecessor opens by each that leads to it; a join waits for all."""
    for name, (again, way) in subject.walked.twice.items():
        first = _opened_by(subject, name, way)
        yield Fault(
            subject.at(name),
            f"'{name}' begins as soon as '{first}' is done, and once more after '{again}'",
            _hint(subject, first, again),
        )


def _opened_by(subject: Subject, name: str, way: Way) -> str:
    led = subject.walked.procedure.lines.led
    return next((by for by, said in reversed(way[:-1]) if name in led[by, said]), way[0][0])


def _hint(subject: Subject, first: str, again: str) -> str:
    if first in subject.flow.main:
        return f"let it wait for both with 'after: [{first}, {again}]'"
    return f"let '{first}' come back where '{again}' does not go on beside it, such as at a join"


RULE = Rule(
    module=__name__,
    level="error",
    why="It is taken before the other half is there, and then all over again.",
    bad="""\
steps:
  inform:
    then: settle
  verify:
    after: settle
""",
    good="""\
steps:
  inform:
    then: settle
  settle:
    after: [inform, revert-index]
  verify:
    after: settle
""",
    check=_check,
)
