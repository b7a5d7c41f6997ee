"""A bound that the metric can never cross, or that it has always crossed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rollbook.model.check import LogCheck, MetricCheck
from rollbook.model.measures import Bound
from rollbook.model.trigger import Threshold
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

Often = Literal["never", "always"]

_MANY = float("inf")


def _check(subject: Subject) -> Iterator[Fault]:
    for name, trigger in subject.sop.triggers.items():
        if isinstance(trigger, Threshold) and (how := _of(subject, trigger.metric, trigger.when)):
            says = "can never fire" if how == "never" else "always fires"
            message = f"trigger '{name}' {says}, since {_within(subject, trigger.metric)}"
            yield Fault(("triggers", name, "when"), message, _hint(trigger.metric, "'when'"))
    for name, check in subject.sop.checks.items():
        says = f"check '{name}' can never pass"
        if isinstance(check, MetricCheck) and (how := _of(subject, check.metric, check.expect)):
            says = says if how == "never" else f"check '{name}' always passes"
            message = f"{says}, since {_within(subject, check.metric)}"
            yield Fault(("checks", name, "expect"), message, _hint(check.metric, "'expect'"))
        elif isinstance(check, LogCheck) and (how := _reached(check.expect, 0, _MANY)):
            says = says if how == "never" else f"check '{name}' always passes"
            message = f"{says}, since no query finds fewer than 0 lines"
            yield Fault(("checks", name, "expect"), message, "say how many lines there may be")


def _of(subject: Subject, metric: str, bound: Bound) -> Often | None:
    known = subject.metrics.get(metric)
    span = known.range if known else None
    return _reached(bound, span.low, span.high) if span else None


def _reached(bound: Bound, low: float, high: float) -> Often | None:
    """Whether values from `low` to `high`, both included, are never or always within the bound."""
    number, sign = bound.number, bound.operator
    if sign in ("==", "!="):
        outside: Often = "never" if sign == "==" else "always"
        return None if low <= number <= high else outside
    if sign in ("<", ">="):
        below, above = number <= low, number > high
    else:
        below, above = number < low, number >= high
    upward = sign in (">", ">=")
    if below:
        return "always" if upward else "never"
    if above:
        return "never" if upward else "always"
    return None


def _within(subject: Subject, metric: str) -> str:
    return f"'{metric}' lies within {subject.metrics[metric].range}"


def _hint(metric: str, field: str) -> str:
    return f"write {field} in the unit of '{metric}', or correct the metric's 'range'"


RULE = Rule(
    module=__name__,
    level="error",
    why="An alarm that cannot go off looks just like one that has no reason to.",
    bad="""\
triggers:
  slow:
    symptom: latency
    metric: slowness    # in seconds, 0..60
    when: "> 1500"
    for: 10m
    alert: "alerts/search.yml#Slow"
checks:
  fast: {metric: slowness, expect: "<= 0.5", over: 5m}
steps:
  verify: {check: [right-version, clicks-back, no-errors, looks-right, fast]}
""",
    good="""\
triggers:
  slow:
    symptom: latency
    metric: slowness    # in seconds, 0..60
    when: "> 1.5"
    for: 10m
    alert: "alerts/search.yml#Slow"
checks:
  fast: {metric: slowness, expect: "<= 0.5", over: 5m}
steps:
  verify: {check: [right-version, clicks-back, no-errors, looks-right, fast]}
""",
    check=_check,
)
