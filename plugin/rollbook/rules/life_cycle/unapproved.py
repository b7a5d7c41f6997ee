"""The SOP is in force, and nobody has approved what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.counting import approvals
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    if sop.status != "effective":
        return
    known = approvals(subject.handbook, subject.id, subject.today)
    if not known:
        message = f"edition {sop.version} is effective, and nobody has approved it"
        hint = "let somebody approve it and add a record of that, or make it a draft"
        yield Fault(("status",), message, hint)
    elif not (mine := subject.standing.approvals):
        message = f"the procedure has changed since it was approved on {known[0].date}"
        hint = f"let somebody approve it as it is now: its digest is {subject.standing.digest}"
        yield Fault(("status",), message, hint)
    elif all(approval.version != sop.version for approval in mine):
        message = f"edition {mine[0].version} was approved, and this is edition {sop.version}"
        hint = "let somebody approve this edition, or give it back its number"
        yield Fault(("status",), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="At night nobody can tell a reviewed procedure from one that somebody has edited.",
    bad="""\
# What was approved is edition 2.
status: effective
version: 3
""",
    good="""\
# What was approved is edition 2.
status: effective
version: 2
""",
    check=_check,
)
