"""A metric calls for the SOP at its first bad value."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.trigger import Threshold
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """A window of `0s` is a decision, and is passed."""
    for name, trigger in subject.sop.triggers.items():
        if isinstance(trigger, Threshold) and trigger.for_ is None:
            hint = (
                "say how long the value has to stay there, such as 'for: 15m'; "
                "'for: 0s' where its first value is enough"
            )
            yield Fault(("triggers", name), f"trigger '{name}' has no 'for'", hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="A metric that swings for a minute wakes people for nothing, until they stop getting up.",
    bad="""\
triggers:
  few-clicks:
    metric: clicks
    when: "< 0.40"
    for: ~
""",
    good="""\
triggers:
  few-clicks:
    metric: clicks
    when: "< 0.40"
    for: 15m
""",
    check=_check,
)
