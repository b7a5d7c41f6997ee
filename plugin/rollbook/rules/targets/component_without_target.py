"""A step restores a component that has no target."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Each component once, at the first step that restores it."""
    seen = set(subject.sop.targets)
    for name, step in subject.sop.all_steps.items():
        if step.restores is not None and step.restores not in seen:
            seen.add(step.restores)
            yield Fault(
                subject.at(name, "restores"),
                f"step '{name}' restores '{step.restores}', which has no target",
                f"add '{step.restores}' to 'targets', with the state that is safe to go back to",
            )


RULE = Rule(
    module=__name__,
    level="error",
    why="Who does not know what to go back to picks a version by memory, in the middle of it.",
    bad="""\
targets:
  index: ~
steps:
  revert-index:
    run: ops/index use yesterday
    restores: index
    expect: The index of yesterday answers
""",
    good="""\
targets:
  index: {ref: "index:search@2026-10-20", proven: 2026-10-20}
steps:
  revert-index:
    run: ops/index use ${targets.index.id}
    restores: index
    expect: The index of ${targets.index.id} answers
""",
    check=_check,
)
