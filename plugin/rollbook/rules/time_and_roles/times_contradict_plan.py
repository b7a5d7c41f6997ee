"""A step has taken far longer than it says."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from rollbook.model.records import DrillRecord, Incident
from rollbook.model.step import Approve
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import spoken

_TIMES = 2
_SECONDS = 120


def _check(subject: Subject) -> Iterator[Fault]:
    """What was taken by an earlier procedure says nothing of the steps of this one."""
    steps = subject.flow.steps
    told = [example.times for example in subject.sop.examples.values() if example.times]
    records = [r for r in subject.records.values() if isinstance(r, (Incident, DrillRecord))]
    slow = {
        name
        for times in (*told, *(record.times for record in records))
        for name, took in times.items()
        if name in steps and _longer(subject, name, took.seconds)
    }
    if not slow:
        return
    digest = subject.standing.digest
    cases = (*told, *(record.times for record in records if record.procedure == digest))
    for name in slow:
        taken = [case[name].seconds for case in cases if name in case]
        if taken and _longer(subject, name, middle := round(median(taken))):
            yield _fault(subject, name, middle, len(taken))


def _fault(subject: Subject, name: str, took: int, cases: int) -> Fault:
    step = subject.flow.steps[name]
    median_of = f", the median of {cases} cases" if cases > 1 else ""
    plan = spoken(subject.takes[name])
    return Fault(
        subject.at(name, "takes" if "takes" in step.model_fields_set else "wait"),
        f"step '{name}' is planned with {plan} and took {spoken(took)}{median_of}",
        f"plan it with {spoken(took)}, or change what makes it slow",
    )


def _longer(subject: Subject, name: str, seconds: int) -> bool:
    """A late approval may come at any time within its limit."""
    planned, step = subject.takes[name], subject.flow.steps[name]
    if seconds <= _TIMES * planned or seconds - planned <= _SECONDS:
        return False
    return not (isinstance(step, Approve) and step.late)


_DAY = """\
examples:
  day:
    title: A bad day
    trigger: few-clicks
    story: Clicks fell at noon.
    times: {confirm: 3m, approve: 4m, revert: 14m}
    outcome: Clicks were back.
    lessons: [Keep the models warm.]
"""

RULE = Rule(
    module=__name__,
    level="warning",
    why="Whoever waits for a step looks at its time to see whether something is wrong, and the RTO "
    "is added up from such times.",
    bad="""\
steps:
  revert:
    takes: 6m
"""
    + _DAY,
    good="""\
steps:
  revert:
    takes: 14m
rto: 1h
"""
    + _DAY,
    check=_check,
)
