"""Nothing says what to do when a target does not work."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.flow import EXITS
from rollbook.model.step import AnyStep
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Each component once; what the fallback restores is a way out by itself."""
    seen: set[str] = set()
    for name, step in subject.sop.steps.items():
        component = step.restores
        if component is None or component in seen or step.on_fail or step.otherwise:
            continue
        if not _has_another(subject, component, name) and not _is_caught(subject, name):
            seen.add(component)
            yield Fault(
                subject.at(name),
                f"nothing says what to do when the target of '{component}' does not work",
                "say it in 'on_fail', of this step or of the check behind it",
            )


def _has_another(subject: Subject, component: str, name: str) -> bool:
    """A second target, with a step for it."""
    return len(subject.sop.targets.get(component, ())) > 1 and any(
        step.restores == component for other, step in subject.sop.all_steps.items() if other != name
    )


def _is_caught(subject: Subject, name: str) -> bool:
    """A step behind it looks at the result, and leads out of the main line when it is bad."""
    steps = subject.sop.all_steps
    return any(_catches(subject, steps[step]) for step in subject.flow.behind(name))


def _catches(subject: Subject, step: AnyStep) -> bool:
    if step.VERB == "check" or step.undo == "none":
        return step.on_fail is not None
    ways_out = (step.otherwise, *step.exits.values())
    return any(way in EXITS or way in subject.sop.fallback for way in ways_out)


RULE = Rule(
    module=__name__,
    level="warning",
    why="The target, too, can fail, and then the person on call is alone with a broken system and "
    "no next step.",
    bad="""\
steps:
  revert:
    run: ops/search ${targets.model}
    restores: model
    on_fail: ~
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
    on_fail: ~
""",
    good="""\
steps:
  revert:
    run: ops/search ${targets.model}
    restores: model
    on_fail: plain
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
    on_fail: plain
""",
    check=_check,
)
