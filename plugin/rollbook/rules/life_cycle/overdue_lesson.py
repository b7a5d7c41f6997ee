"""What an incident has taught should have been done by now."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.facts.learning import is_done, lessons
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for key, incident, index, lesson in lessons(subject):
        if lesson.due and lesson.due < subject.today and not is_done(lesson, subject):
            message = f"a lesson of '{incident}' was to be done by {lesson.due}"
            who = f"ask '{lesson.owner}' for it" if lesson.owner else "find somebody to do it"
            hint = f"{who}; then say in 'done' when it was, or agree on another day"
            yield Fault(("lessons", index, "due"), message, hint, file=key)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Until it is done, the same incident can come again.",
    bad="""\
lessons:
  - text: Nobody checked the size of the click log before training
    owner: science
    due: 2026-11-15
""",
    good="""\
lessons:
  - text: Nobody checked the size of the click log before training
    owner: science
    due: 2026-12-15
""",
    place="incident",
    check=_check,
)
