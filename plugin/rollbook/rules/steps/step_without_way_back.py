"""An action can neither be taken back, nor does anybody say that it cannot."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_HINT = (
    "say in 'undo' how it is taken back ('none' if it changes nothing), "
    "or in 'point_of_no_return' why it cannot be"
)


def _check(subject: Subject) -> Iterator[Fault]:
    for name, step in subject.flow.steps.items():
        if step.undo is None and step.point_of_no_return is None and step.VERB in ("do", "run"):
            yield Fault(subject.at(name), f"step '{name}' has no way back", _HINT)


RULE = Rule(
    module=__name__,
    level="error",
    why="When a rollback makes things worse, the way back from it has to be known before the step "
    "is taken.",
    bad="""\
steps:
  close:
    undo: ~
""",
    good="""\
steps:
  close:
    undo: Set it back to *staging*
""",
    check=_check,
)
