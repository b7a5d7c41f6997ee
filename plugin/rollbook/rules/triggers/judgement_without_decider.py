"""Nobody is named who makes a human call."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.trigger import HumanCall
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for name, trigger in subject.sop.triggers.items():
        if isinstance(trigger, HumanCall) and trigger.by is None:
            hint = "name the role that makes this call, such as 'by: initiator'"
            yield Fault(("triggers", name), f"trigger '{name}' has no 'by'", hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Where everybody may decide that it is bad enough, everybody waits for somebody else.",
    bad="""\
triggers:
  complaints:
    judgement: Results look wrong to users
    by: ~
    evidence: Five tickets within an hour that name search
""",
    good="""\
triggers:
  complaints:
    judgement: Results look wrong to users
    by: initiator
    evidence: Five tickets within an hour that name search
""",
    check=_check,
)
