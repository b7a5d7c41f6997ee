"""A check passes where its trigger fires."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping

from rollbook.model.check import MetricCheck
from rollbook.model.measures import Bound, Operator, Range
from rollbook.model.trigger import Threshold
from rollbook.rules.facts.confirmation import read_checks
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_TURNED: Mapping[Operator, Operator] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}
_HOLDS: Mapping[Operator, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def _check(subject: Subject) -> Iterator[Fault]:
    """One strict check of a metric is enough: others may be read on the way there."""
    readers: dict[str, dict[str, MetricCheck]] = {}
    for name, check in read_checks(subject.sop).items():
        if isinstance(check, MetricCheck):
            readers.setdefault(check.metric, {})[name] = check
    said: set[str] = set()
    for name, trigger in subject.sop.triggers.items():
        if not isinstance(trigger, Threshold) or trigger.metric not in readers:
            continue
        span = subject.metrics[trigger.metric].range
        checks = readers[trigger.metric]
        first = next(iter(checks))
        if first not in said and all(_lax(trigger.when, c.expect, span) for c in checks.values()):
            said.add(first)
            bounds = f"'{checks[first].expect}' and trigger '{name}' fires at '{trigger.when}'"
            message = f"check '{first}' passes at {bounds}"
            hint = "ask for a value at a distance from the threshold, on its good side"
            yield Fault(("checks", first, "expect"), message, hint)


def _lax(fires: Bound, passes: Bound, span: Range | None) -> bool:
    """Whether the check passes beyond the threshold, or at it though there is a better value.

    The best value is an end of the metric's range; where that is not said, nothing is below 0.
    """
    if fires.operator == "!=":
        return passes.operator != "==" or passes.number != fires.number
    if fires.operator == "==":
        return _HOLDS[passes.operator](fires.number, passes.number)
    if fires.operator in (">", ">="):
        return _lax_where_low_is_good(fires, passes, span.low if span else 0)
    best = -span.high if span else None
    return _lax_where_low_is_good(_mirrored(fires), _mirrored(passes), best)


def _lax_where_low_is_good(fires: Bound, passes: Bound, best: float | None) -> bool:
    if passes.operator not in ("<", "<=", "=="):
        return True
    if passes.number != fires.number:
        return passes.number > fires.number
    if fires.operator == ">=" or passes.operator == "<":
        return True
    return passes.operator == "<=" and passes.number != best


def _mirrored(bound: Bound) -> Bound:
    """The same bound for the values with their sign turned."""
    return Bound(bound.text, _TURNED[bound.operator], -bound.number)


RULE = Rule(
    module=__name__,
    level="warning",
    why="A value that rests on the threshold calls everybody again an hour later.",
    bad="""\
triggers:
  few-clicks: {metric: clicks, when: "< 0.40"}
checks:
  clicks-back: {metric: clicks, expect: ">= 0.40", over: 5m}
""",
    good="""\
triggers:
  few-clicks: {metric: clicks, when: "< 0.40"}
checks:
  clicks-back: {metric: clicks, expect: ">= 0.46", over: 5m}
""",
    check=_check,
)
