"""Examples: real cases, each with a page of its own."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from rollbook.model.measures import Duration
from rollbook.model.value import Id, Line, Prose, Value


class Example(Value):
    """A real case: what happened, what was done, how it ended."""

    title: Line
    """What happened, in a few words."""

    trigger: Id
    """The trigger that started it."""

    story: Prose
    """What happened, as it is told to a colleague."""

    incident: Line | None = None
    """The incident whose record holds the rest."""

    times: dict[Id, Duration] | None = None
    """The steps that were taken, in the order in which they were first done; how long each took."""

    answers: dict[Id, Line] | None = None
    """What a step was answered at last, where no other step shows it: `yes`, `failed` or a case."""

    outcome: Prose | None = None
    """How it ended."""

    lessons: tuple[Prose, ...] | None = None
    """What was learned."""

    @model_validator(mode="after")
    def _told_once(self) -> Self:
        needed = ("times", "outcome", "lessons")
        own = [name for name in (*needed, "answers") if getattr(self, name) is not None]
        if self.incident and own:
            raise PydanticCustomError(
                "told_twice",
                "the incident's record holds '{field}': leave one of the two out",
                {"field": own[0]},
            )
        if not self.incident and not {*needed} <= {*own}:
            raise PydanticCustomError(
                "untold", "an example needs 'incident', or all of 'times', 'outcome' and 'lessons'"
            )
        return self


class Question(Value):
    """A question that people ask, and its answer."""

    q: Prose
    """The question."""

    a: Prose
    """The answer."""
