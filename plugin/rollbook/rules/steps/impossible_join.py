"""A step waits for one that comes only behind it."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.reach import reached, stuck


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each circle of waiting."""
    flow = subject.flow
    waiting = stuck(flow)
    said: set[str] = set()
    for name in flow.steps if waiting else ():
        after = flow.steps[name].after or ()
        if name in said or name not in waiting or len(after) < 2:
            continue
        behind = reached(flow, [name])
        if late := [step for step in after if step in waiting and step in behind]:
            said |= behind
            yield Fault(
                subject.at(name, "after", after.index(late[0])),
                f"step '{name}' waits for '{late[0]}', which comes only behind it",
                _hint(late[0], name),
            )


def _hint(late: str, name: str) -> str:
    if late == name:
        return "take it out"
    return f"take it out; if '{late}' leads back to '{name}', say so in its 'then'"


RULE = Rule(
    module=__name__,
    level="error",
    why="Everybody waits, each for the other, and nobody knows that nothing will come.",
    bad="""\
steps:
  verify:
    after: [settle, inform, close]
""",
    good="""\
steps:
  verify:
    after: [settle, inform]
""",
    check=_check,
)
