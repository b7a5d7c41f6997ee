"""A machine acts, and nobody can confirm what it did."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_CONFIRMED = ("do", "run", "decide", "notify")
"""The verbs whose outcome only `expect` shows; a check has its checks, a wait its text."""


def _check(subject: Subject) -> Iterator[Fault]:
    for name, step in subject.flow.steps.items():
        automatic = step.performer == "automatic" and step.VERB in _CONFIRMED
        if automatic and step.expect is None:
            message = f"step '{name}' is automatic and has no 'expect'"
            hint = "say how a person sees what the machine did, or name the role that does it"
            yield Fault(subject.at(name), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="A machine that has failed tells nobody, and the people wait for it or go on without it.",
    bad="""\
steps:
  inform:
    by: automatic
""",
    good="""\
steps:
  inform:
    by: automatic
    expect: The channel of the incident shows the notice
""",
    check=_check,
)
