"""A command says nothing of how people know that it worked."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """What a machine does without it is found by `step-without-role`."""
    for name, step in subject.flow.steps.items():
        if step.VERB == "run" and step.expect is None and step.performer != "automatic":
            hint = "say how the operator knows that it worked"
            yield Fault(subject.at(name), f"step '{name}' has no 'expect'", hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="A command that ends without an error has not yet worked, and the next step builds on it.",
    bad="""\
steps:
  throttle:
    run: ops/search limit --rate 50
    by: executor
    after: save
    takes: 1m
    undo: ops/search limit --off
  revert:
    after: throttle
""",
    good="""\
steps:
  throttle:
    run: ops/search limit --rate 50
    by: executor
    after: save
    takes: 1m
    expect: The dashboard shows 50 requests per second
    undo: ops/search limit --off
  revert:
    after: throttle
""",
    check=_check,
)
