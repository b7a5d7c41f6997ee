"""A step comes after one that has left the procedure."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.flow import EXITS
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.ended import after_end


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each step that is after such a one."""
    flow = subject.flow
    for end, name in after_end(flow):
        target = flow.steps[end].then
        leaves = "the procedure" if target in EXITS else "the main line"
        after = flow.steps[name].after or ()
        yield Fault(
            subject.at(name, "after", after.index(end)),
            f"'{name}' is 'after' '{end}', which leaves {leaves} with 'then: {target}'",
            f"take 'then' out of '{end}' if it goes on there, or let '{name}' follow another step",
        )


RULE = Rule(
    module=__name__,
    level="error",
    why="One half of the team goes home, or hands over, while the other half still puts things "
    "back, or waits for what never begins.",
    bad="""\
steps:
  inform:
    then: escalate
""",
    good="""\
steps:
  inform:
    then: ~
""",
    check=_check,
)
