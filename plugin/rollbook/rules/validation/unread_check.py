"""A check stands in the file, and no step reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.check import MetricCheck
from rollbook.rules.facts.confirmation import named_checks
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """What other rules find to be missing because of it is not said again."""
    sop = subject.sop
    named = named_checks(sop)
    if len(named) == len(sop.checks):
        return
    if not named:
        if not any(step.restores for step in sop.steps.values()):
            hint = "add a step with 'check: [...]' at the end of the way back"
            yield Fault(("checks",), "no step reads any check", hint)
        return
    missed = _missed_metrics(subject, named)
    for name, check in sop.checks.items():
        if name not in named and not (isinstance(check, MetricCheck) and check.metric in missed):
            hint = f"let {_reader(subject)} read it, or delete it"
            yield Fault(("checks", name), f"no step reads check '{name}'", hint)


def _missed_metrics(subject: Subject, named: set[str]) -> set[str]:
    """The metrics of triggers that no step reads: `metric-not-rechecked` finds them."""
    checks = subject.sop.checks
    read = {getattr(checks[name], "metric", None) for name in named}
    watched = {getattr(trigger, "metric", None) for trigger in subject.sop.triggers.values()}
    return {metric for metric in watched - read if metric}


def _reader(subject: Subject) -> str:
    """The last check step of the main line."""
    steps = subject.sop.steps
    last = [name for name, step in steps.items() if step.VERB == "check"]
    return f"'{last[-1]}'" if last else "a 'check' step"


RULE = Rule(
    module=__name__,
    level="warning",
    why="Whoever wrote the check thinks that somebody looks, and nobody does.",
    bad="""\
checks:
  fast: {metric: slowness, expect: "<= 0.5", over: 5m}
""",
    good="""\
checks:
  fast: {metric: slowness, expect: "<= 0.5", over: 5m}
steps:
  verify:
    check: [right-version, clicks-back, fast, no-errors, looks-right]
""",
    check=_check,
)
