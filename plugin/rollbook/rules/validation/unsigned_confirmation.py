"""Nobody puts a name to the end of an incident that can harm people."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.trigger import Threshold
from rollbook.rules.facts.confirmation import read_checks
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_HARMFUL = ("bias", "safety")


def _check(subject: Subject) -> Iterator[Fault]:
    """One signature is enough for all triggers."""
    harmful = [name for name, t in subject.sop.triggers.items() if t.symptom in _HARMFUL]
    if not harmful:
        return
    if not any(check.sign for check in read_checks(subject.sop).values()):
        trigger = subject.sop.triggers[harmful[0]]
        message = f"trigger '{harmful[0]}' is about {trigger.symptom}, and nobody signs a check"
        hint = (
            f"add 'sign: verifier' to a check that shows the end of it{_such_as(subject, trigger)}"
        )
        yield Fault(("triggers", harmful[0], "symptom"), message, hint)


def _such_as(subject: Subject, trigger: object) -> str:
    """The check that reads the trigger's metric, where there is one."""
    for name, check in read_checks(subject.sop).items():
        if isinstance(trigger, Threshold) and getattr(check, "metric", None) == trigger.metric:
            return f", such as '{name}'"
    return ""


RULE = Rule(
    module=__name__,
    level="error",
    why="Where people were harmed, somebody asks months later who said that it was over, and on "
    "what grounds.",
    bad="""\
triggers:
  unfair:
    symptom: bias
    judgement: Small shops vanish from the results
    by: initiator
    evidence: Ten queries, with the places of the same five shops
    severity: 1
""",
    good="""\
triggers:
  unfair:
    symptom: bias
    judgement: Small shops vanish from the results
    by: initiator
    evidence: Ten queries, with the places of the same five shops
    severity: 1
checks:
  looks-right: {ask: Do ten known queries give the known results?, by: verifier, sign: verifier}
""",
    check=_check,
)
