"""Nobody looks at what users get."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.check import QuestionCheck
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """A check that no step reads counts: `unread-check` finds it."""
    if not any(isinstance(check, QuestionCheck) for check in subject.sop.checks.values()):
        hint = (
            "add one, such as {ask: Do ten known queries give the known results?, by: verifier}, "
            "and let a 'check' step read it"
        )
        yield Fault(("checks",), "no check asks a person what users see", hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Numbers measure what somebody once thought of, and all can be well while users get "
    "nonsense.",
    bad="""\
checks:
  looks-right: ~
steps:
  verify:
    check: [right-version, clicks-back, no-errors]
""",
    good="""\
checks:
  looks-right: {ask: Do ten known queries give the known results?, by: verifier}
steps:
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
""",
    check=_check,
)
