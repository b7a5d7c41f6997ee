"""States: every target of an SOP, one by one, with the place where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rollbook.loading.shapes import Path
from rollbook.model.target import Target
from rollbook.rules.subject import Subject


class State(NamedTuple):
    """A target of a component; `place` is 0 for the best one."""

    component: str
    place: int
    target: Target
    path: Path

    @property
    def shown(self) -> str:
        """The reference, short enough for a message."""
        text = self.target.ref.text
        return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_SHOWN = 60


def states(subject: Subject) -> Iterator[State]:
    """Every target, in the order of the file."""
    for component, targets in subject.sop.targets.items():
        listed = isinstance(subject.written["targets"][component], list)
        for place, target in enumerate(targets):
            path = ("targets", component, place) if listed else ("targets", component)
            yield State(component, place, target, path)
