"""A lesson is closed, and no step shows what it has changed."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.facts.learning import is_done, lessons
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for key, incident, index, lesson in lessons(subject):
        if is_done(lesson, subject) and not lesson.step:
            message = f"a lesson of '{incident}' is done, but names no step"
            hint = "name in 'step' the step that it has changed"
            yield Fault(("lessons", index), message, hint, file=key)


RULE = Rule(
    module=__name__,
    level="warning",
    why="A lesson that no step shows is known only to those who were there.",
    bad="""\
lessons:
  - text: The snapshot was forgotten
    action: Take one before every rollback
    owner: leads
    done: 2026-11-01
""",
    good="""\
lessons:
  - text: The snapshot was forgotten
    action: Take one before every rollback
    owner: leads
    done: 2026-11-01
    step: save
""",
    place="incident",
    check=_check,
)
