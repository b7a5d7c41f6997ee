"""A target is not kept until somebody looks at the SOP again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rollbook.rules.facts.states import states
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Every target of a list counts: the second one is needed on the worst night of all."""
    for state in states(subject):
        kept, path = state.target.keep_until, (*state.path, "keep_until")
        if kept is None:
            continue
        if kept < subject.today:
            message = f"'{state.shown}' was kept until {kept}, and may be gone"
            yield Fault(path, message, "name a target that is still there, or keep this one longer")
            continue
        due = subject.standing.review_due if kept < _reviewed_by(subject) else None
        if due is not None and kept < due:
            message = f"'{state.shown}' is kept until {kept}, and the next review is due on {due}"
            hint = "keep it until then, name a newer one, or review more often"
            yield Fault(path, message, hint)


def _reviewed_by(subject: Subject) -> datetime.date:
    """A day that the next review cannot be due after; found without reading the records."""
    review = subject.sop.review
    if review is None:
        return datetime.date.min
    start = max(subject.sop.effective, subject.today)
    try:
        return start + datetime.timedelta(seconds=review.every.seconds)
    except OverflowError:
        return datetime.date.max


RULE = Rule(
    module=__name__,
    level="error",
    why="Nobody looks at the target before the next review, and a rollback that finds it deleted "
    "has nowhere to go.",
    bad="""\
targets:
  model: {ref: "mlflow:ranker/17", keep_until: 2027-03-31}
review: {every: 180d}    # the last one was on 2026-11-10
""",
    good="""\
targets:
  model: {ref: "mlflow:ranker/17", keep_until: 2027-12-31}
review: {every: 180d}    # the last one was on 2026-11-10
""",
    check=_check,
)
