"""One procedure is for harm to people and for slowness or cost."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_HARM = ("bias", "safety")
_STRAIN = ("latency", "cost")


def _check(subject: Subject) -> Iterator[Fault]:
    """The rarer class is the one that does not belong here.

    Accuracy, errors and data go with either: one bad release can bring them along with both.
    """
    triggers = subject.sop.triggers
    harm = [name for name, trigger in triggers.items() if trigger.symptom in _HARM]
    if not harm:
        return
    strain = [name for name, trigger in triggers.items() if trigger.symptom in _STRAIN]
    if not strain:
        return
    other, odd = (harm, strain) if len(strain) <= len(harm) else (strain, harm)
    one, two = triggers[odd[0]].symptom, triggers[other[0]].symptom
    yield Fault(
        ("triggers", odd[0], "symptom"),
        f"'{odd[0]}' ({one}) calls for the same procedure as '{other[0]}' ({two})",
        f"write an SOP of its own for {one}, and name it in 'not_for'",
    )


RULE = Rule(
    module=__name__,
    level="warning",
    why="What harms people is switched off first, and what is slow has to go on: "
    "one procedure for both begins wrongly, and with the wrong people, for one of them.",
    bad="""\
triggers:
  complaints:
    symptom: bias
    judgement: Reviewers see one group ranked last again and again
  timeouts:
    symptom: latency
    judgement: Users see timeouts
    by: initiator
    evidence: Three reports within ten minutes
checks:
  looks-right: {sign: verifier}
""",
    good="""\
not_for: Slow answers (use `search-latency`).
triggers:
  complaints:
    symptom: bias
    judgement: Reviewers see one group ranked last again and again
checks:
  looks-right: {sign: verifier}
""",
    check=_check,
)
