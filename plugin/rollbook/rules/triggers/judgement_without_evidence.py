"""A human call asks for no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.trigger import HumanCall
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for name, trigger in subject.sop.triggers.items():
        if isinstance(trigger, HumanCall) and trigger.evidence is None:
            hint = "say what has to be at hand for the call, such as 'five tickets within an hour'"
            yield Fault(("triggers", name), f"trigger '{name}' has no 'evidence'", hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Without evidence to ask for, the loudest voice decides, and nobody can review the call.",
    bad="""\
triggers:
  complaints:
    judgement: Results look wrong to users
    by: initiator
    evidence: ~
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
