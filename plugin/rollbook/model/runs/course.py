"""The course of a run: when each step began and ended, and when the run was verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.runs.answering import Answer
from rollbook.model.runs.ending import is_verified
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import Replay, Taken
from rollbook.model.runs.state import State
from rollbook.model.timing import Span

Said = tuple[str, Answer]
"""A step and its answer."""


@dataclass(frozen=True, slots=True)
class Course:
    """A run in seconds from the trigger: each step's span, and when the run last became verified.

    `opened_by` are the answers that opened a step.
    """

    spans: Mapping[str, Span]
    opened_by: Mapping[str, tuple[Said, ...]]
    recovered: int | None

    @property
    def whole(self) -> int:
        """When the last step was over."""
        return max((span.end for span in self.spans.values()), default=0)


def course(procedure: Procedure, run: Replay, seconds: Mapping[str, int]) -> Course:
    """Reckon a run from how many seconds each step took, all its rounds together.

    A step begins when what opens it is done, whatever else goes on beside it, and all its time is
    that of its first round. One that nobody has timed took none, and has no span.
    """
    unfolding = _Unfolding(procedure, run.begun)
    before = run.begun
    for taken in run.taken:
        unfolding.take(taken, seconds.get(taken.step), before)
        before = taken.after
    return Course(unfolding.spans, unfolding.opened_by, unfolding.recovered)


class _Unfolding:
    """A run as time goes by."""

    def __init__(self, procedure: Procedure, begun: State) -> None:
        self.procedure, self.lines = procedure, procedure.lines
        self.starts = dict.fromkeys(begun.open, 0)
        self.by: dict[str, tuple[Said, ...]] = dict.fromkeys(begun.open, ())
        self.ends: dict[str, int] = {}
        self.spans: dict[str, Span] = {}
        self.opened_by: dict[str, tuple[Said, ...]] = {}
        self.recovered: int | None = None

    def take(self, taken: Taken, took: int | None, before: State) -> None:
        """Let a step end, and note what opens then."""
        name, after = taken.step, taken.after
        start = self.starts[name]
        if took is not None and name not in self.spans:
            self.spans[name] = Span(start, start + took)
            self.opened_by[name] = self.by[name]
            start += took
        self.ends[name] = start
        for opened in after.open:
            if opened == name or opened not in before.open:
                self.open(opened, (name, taken.answer), after)
        if not is_verified(self.procedure, after):
            self.recovered = None
        elif self.recovered is None:
            self.recovered = max(self.ends[name], self.checked(after))

    def open(self, name: str, by: Said, after: State) -> None:
        """Let a step begin: when what led to it is done, and a join when all it waited for is."""
        self.starts[name] = self.ends[by[0]]
        self.by[name] = (by,)
        if name in self.lines.joins:
            leading = self.lines.leading_to([name]) - {name}
            before = [step for step in after.answers if step in leading]
            self.starts[name] = max([self.ends[by[0]], *map(self.ends.__getitem__, before)])
            said = ((step, after.answers[step]) for step in before)
            led = [each for each in said if name in self.lines.led[each]]
            self.by[name] = tuple(dict.fromkeys([*led, by]))

    def checked(self, state: State) -> int:
        """When the last checks, and all that leads to them, were done."""
        last = frozenset().union(*self.lines.last_checks)
        done = self.lines.leading_to(last) & state.answers.keys()
        return max(map(self.ends.__getitem__, done), default=0)
