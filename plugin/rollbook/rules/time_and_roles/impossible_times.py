"""A case lists its steps in an order that no way of the procedure allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.loading.files import Key
from rollbook.loading.shapes import Path
from rollbook.model.records import DrillRecord, Incident
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import NoWay, replay
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import listed

_SHOWN = 3


def _check(subject: Subject) -> Iterator[Fault]:
    """What went by an earlier procedure may have had other ways."""
    cases = list(_cases(subject))
    if not cases:
        return
    targets = {name: len(each) for name, each in subject.sop.targets.items()}
    procedure = Procedure(subject.flow, targets)
    for file, path, steps in cases:
        run = replay(procedure, steps)
        if isinstance(run, NoWay) and run.step:
            yield Fault((*path, run.step), _said(steps, run), _HINT, file=file, key=True)


_HINT = (
    "list the steps in the order in which they were taken, with each decision, approval, check "
    "and restore; the case is not held against the RTO until then"
)


def _cases(subject: Subject) -> Iterator[tuple[Key | None, Path, Sequence[str]]]:
    """The cases of today's procedure that say how long steps took: their file, place and steps."""
    for name, example in subject.sop.examples.items():
        if example.times:
            yield None, ("examples", name, "times"), list(example.times)
    for key, record in subject.records.items():
        if isinstance(record, Incident | DrillRecord) and record.times:
            known = subject.flow.steps.keys() >= record.times.keys()
            if known and record.procedure == subject.standing.digest:
                yield key, ("times",), list(record.times)


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
