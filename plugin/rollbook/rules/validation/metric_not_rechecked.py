"""The metric that called for the rollback is not looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.check import MetricCheck
from rollbook.model.trigger import Threshold
from rollbook.rules.facts.confirmation import read_checks
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Two triggers of one metric need one check."""
    read = read_checks(subject.sop).values()
    known = {check.metric for check in read if isinstance(check, MetricCheck)}
    for name, trigger in subject.sop.triggers.items():
        if isinstance(trigger, Threshold) and trigger.metric not in known:
            known.add(trigger.metric)
            message = f"no check that is read looks at '{trigger.metric}' of trigger '{name}'"
            yield Fault(("triggers", name, "metric"), message, _hint(subject, trigger.metric))


def _hint(subject: Subject, metric: str) -> str:
    for name, check in subject.sop.checks.items():
        if isinstance(check, MetricCheck) and check.metric == metric:
            return f"let a 'check' step read '{name}'"
    return f"add a check with 'metric: {metric}', and let a 'check' step read it"


RULE = Rule(
    module=__name__,
    level="error",
    why="It is over when the number that called people is well again, not when the commands have "
    "ended.",
    bad="""\
triggers:
  slow:
    symptom: latency
    metric: slowness
    when: "> 2"
    for: 10m
    severity: 2
    alert: alerts/search.yml#SearchSlow
""",
    good="""\
triggers:
  slow:
    symptom: latency
    metric: slowness
    when: "> 2"
    for: 10m
    severity: 2
    alert: alerts/search.yml#SearchSlow
checks:
  fast: {metric: slowness, expect: "<= 0.5", over: 5m}
steps:
  verify:
    check: [right-version, clicks-back, fast, no-errors, looks-right]
""",
    check=_check,
)
