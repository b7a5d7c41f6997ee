"""Nobody has promised to do what an incident has taught."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.facts.learning import is_done, lessons
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for key, incident, index, lesson in lessons(subject):
        if is_done(lesson, subject) or (lesson.owner and lesson.due):
            continue
        lacks = [word for word in ("owner", "due") if not getattr(lesson, word)]
        message = f"an open lesson of '{incident}' has no {' and no '.join(map(repr, lacks))}"
        hint = "agree on the team that does it and the day by which it is done"
        yield Fault(("lessons", index), message, hint, file=key)


RULE = Rule(
    module=__name__,
    level="warning",
    why="What everybody should do some day is still undone at the next incident.",
    bad="""\
lessons:
  - text: Nobody checked the size of the click log before training
    action: Add a row-count gate to the training job
""",
    good="""\
lessons:
  - text: Nobody checked the size of the click log before training
    action: Add a row-count gate to the training job
    owner: science
    due: 2026-12-15
""",
    place="incident",
    check=_check,
)
