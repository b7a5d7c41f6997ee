"""The SOP comes into force more than a year from now."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_YEAR = datetime.timedelta(days=366)


def _check(subject: Subject) -> Iterator[Fault]:
    """A day within a year is a plan."""
    effective = subject.sop.effective
    if effective - subject.today > _YEAR:
        message = f"it comes into force on {effective}, more than a year from now"
        hint = "write the day from which people act on it, as in 2026-11-02"
        yield Fault(("effective",), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Reviews and drills are due from that day on, so that a slip of the hand in the year puts "
    "them off for good.",
    bad="""\
# Today is 2026-11-20.
effective: 2062-11-02
targets:
  model: {keep_until: 2063-12-31}
  index: {keep_until: 2063-12-31}
""",
    good="""\
# Today is 2026-11-20.
effective: 2026-12-02
""",
    check=_check,
)
