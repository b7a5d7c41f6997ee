"""A case lists its steps in an order, or with answers, that no way of the procedure allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.loading.files import Key
from rollbook.loading.shapes import Path
from rollbook.model.example import Example
from rollbook.model.records import DrillRecord, Incident
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import NoWay, replay
from rollbook.model.runs.verdict import meant
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import listed

_Case = Example | Incident | DrillRecord
_SHOWN = 3


def _check(subject: Subject) -> Iterator[Fault]:
    """What went by an earlier procedure may have had other ways."""
    cases = list(_cases(subject))
    if not cases:
        return
    targets = {name: len(each) for name, each in subject.sop.targets.items()}
    procedure = Procedure(subject.flow, targets)
    for file, path, case in cases:
        steps, said = list(case.times or ()), case.answers or {}
        run = replay(procedure, steps, meant(subject.flow, said))
        if not isinstance(run, NoWay) or not run.step:
            continue
        if run.answers:
            yield Fault((*path, "answers"), _NO_ANSWER, _ANSWERS, file=file, key=True)
        else:
            path = (*path, "times", run.step)
            yield Fault(path, _said(steps, run), _ORDER, file=file, key=True)


_NO_ANSWER = "these steps cannot have been answered so"
_ANSWERS = (
    "write 'yes', 'no', 'done', 'failed' or a case of the step, for steps that have times; the "
    "case is not held against the RTO until then"
)
_ORDER = (
    "list the steps in the order in which they were taken, with each decision, approval, check "
    "and restore; the case is not held against the RTO until then"
)


def _cases(subject: Subject) -> Iterator[tuple[Key | None, Path, _Case]]:
    """The cases of today's procedure that say how long steps took, with their file and place."""
    for name, example in subject.sop.examples.items():
        if example.times:
            yield None, ("examples", name), example
    for key, record in subject.records.items():
        if isinstance(record, Incident | DrillRecord) and record.times:
            known = subject.flow.steps.keys() >= record.times.keys()
            if known and record.procedure == subject.standing.digest:
                yield key, (), record


def _said(steps: Sequence[str], run: NoWay) -> str:
    before = steps[: steps.index(run.step)]
    way = " → ".join([*(["…"] if len(before) > _SHOWN else []), *before[-_SHOWN:]])
    instead = listed([f"'{name}'" for name in run.instead[:_SHOWN]])
    if len(run.instead) > _SHOWN:
        instead += f" and {len(run.instead) - _SHOWN} more"
    after = f"after {way}" if before else "at first"
    could = f"{instead} could be" if instead else "nothing was left to do"
    return f"step '{run.step}' cannot have been taken then: {after}, {could}"


RULE = Rule(
    module=__name__,
    level="warning",
    why="A night that cannot have been as it is told teaches the wrong thing, and nobody can say "
    "whether it met the RTO.",
    bad="""\
examples:
  day:
    title: A bad day
    trigger: few-clicks
    story: Clicks fell at noon.
    times: {confirm: 3m, revert: 6m, approve: 4m}
    outcome: Clicks were back.
    lessons: [Ask first.]
""",
    good="""\
examples:
  day:
    title: A bad day
    trigger: few-clicks
    story: Clicks fell at noon.
    times: {confirm: 3m, approve: 4m, revert: 6m, revert-index: 4m, settle: 3m, verify: 8m}
    outcome: Clicks were back.
    lessons: [Ask first.]
""",
    check=_check,
)
