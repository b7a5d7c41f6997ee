"""Two roles change the same component at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.side_by_side import side_by_side


def _check(subject: Subject) -> Iterator[Fault]:
    """The first two that meet at a component: people put the others right along with them."""
    touching: dict[str, list[str]] = {}
    for name, step in subject.flow.steps.items():
        for component in dict.fromkeys((step.restores, step.saves)):
            if component and step.performer not in (None, "automatic"):
                touching.setdefault(component, []).append(name)
    for component, names in touching.items():
        if len({subject.flow.steps[name].performer for name in names}) > 1:
            for one, other in side_by_side(subject.flow, combinations(names, 2)):
                if _disturb(subject, component, one, other):
                    yield _fault(subject, component, one, other)
                    break


def _disturb(subject: Subject, component: str, one: str, other: str) -> bool:
    """Two snapshots do not: one of the two steps has to put the component back."""
    first, second = subject.flow.steps[one], subject.flow.steps[other]
    return first.performer != second.performer and component in (first.restores, second.restores)


def _fault(subject: Subject, component: str, one: str, other: str) -> Fault:
    steps = subject.flow.steps
    first, second = (f"'{name}' ({steps[name].performer})" for name in (one, other))
    field = "restores" if steps[other].restores == component else "saves"
    return Fault(
        subject.at(other, field),
        f"{first} and {second} change '{component}' at the same time",
        f"let one wait with 'after: {one}', or give both to one role",
    )


RULE = Rule(
    module=__name__,
    level="error",
    why="Two people who change one thing undo each other's work, and nobody can say afterwards "
    "what runs.",
    bad="""\
steps:
  save:
    by: initiator
    after: approve
    saves: model
  revert:
    by: executor
    after: approve
    restores: model
  revert-index:
    after: [save, revert]
""",
    good="""\
steps:
  save:
    by: initiator
    after: approve
    saves: model
  revert:
    by: executor
    after: save
    restores: model
""",
    check=_check,
)
