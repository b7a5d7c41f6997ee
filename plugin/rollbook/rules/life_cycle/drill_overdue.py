"""The SOP should have been practised by now."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.counting import last_practice
from rollbook.rules.facts.reviewing import is_over
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """A draft is not in force, so that nobody has to be able to do it."""
    drill, since = subject.sop.drill, subject.sop.effective
    if drill is None or subject.sop.status != "effective":
        return
    if last := last_practice(subject.handbook, subject.id, subject.today):
        since = max(since, last.date)
    if is_over(since, drill.every, subject.today):
        message = f"a drill was due on {subject.standing.drill_due}"
        hint = "practise the SOP until those on call pass, and add a record of the drill"
        yield Fault(("drill", "every"), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="People do at night what they have done before, and a drill finds the missing access.",
    bad="""\
# The last drill was on 2026-11-12, and today is 2026-11-20.
drill: {every: 7d}
""",
    good="""\
# The last drill was on 2026-11-12, and today is 2026-11-20.
drill: {every: 90d}
""",
    check=_check,
)
