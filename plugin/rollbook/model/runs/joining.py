"""Joining: what has become of the steps that a join waits for."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rollbook.model.runs.bits import Bits, union
from rollbook.model.runs.state import State

Fate = Literal["taken", "coming", "passed", "lost"]
"""What has become of a step or of a way from one to the next.

It is taken, can still be taken, was passed by when a decision chose another way, or was lost when
its line was left at it or before it.
"""


class Status(NamedTuple):
    """The fate of a step, or of a way to a join, and the causes of a loss."""

    fate: Fate
    causes: Bits = 0


class Missing(NamedTuple):
    """What has become of a step that a join lacks, and where the main line was left before it."""

    fate: Fate
    left: tuple[str, ...]


TAKEN, COMING, PASSED = Status("taken"), Status("coming"), Status("passed")


class Joining:
    """The fates of all steps of a run as it stands."""

    def __init__(self, state: State) -> None:
        self.steps, self.state = state.steps, state
        self._known: dict[int, Status] = {}

    def fate(self, step: int) -> Status:
        """What has become of a step; of one in another line that nobody came to, nothing."""
        if step not in self._known:
            # One by one and not each from within the next: a chain of steps may be long.
            todo = [step]
            while todo:
                here = todo[-1]
                if here in self._known or not (asked := self._asked(here)):
                    self._known[todo.pop()] = self._of(here)
                else:
                    # Joins that wait for each other never come to an end of it.
                    self._known[here] = COMING
                    todo += asked
        return self._known[step]

    def _asked(self, step: int) -> list[int]:
        """The steps whose fates decide that of a step, and are not known yet."""
        if self._settled(step):
            return []
        said, late = self.state.said, self.steps.late
        return [
            source
            for source in self.steps.waits[step]
            if source not in self._known
            and (late >> source & 1 or not said & self.steps.answers[source])
        ]

    def _settled(self, step: int) -> Status | None:
        """The fate of a step that follows from no other's."""
        state = self.state
        if state.cut >> step & 1:
            return Status("lost", state.stopped)
        if self.steps.late >> step & 1:
            return TAKEN if state.given >> step & 1 else None
        if state.opened >> step & 1:
            return COMING
        return TAKEN if state.said & self.steps.answers[step] else None

    def missing(self, join: str) -> dict[str, Missing]:
        """What a join still waits for or has lost, losses that are made good aside."""
        steps, number = self.steps, self.steps.number[join]
        ways = {source: self.way(source, number) for source in steps.waits[number]}
        return {
            steps.names[source]: Missing(way.fate, steps.named(way.causes))
            for source, way in ways.items()
            if self.is_missing(way, number)
        }

    def can_open(self, join: int) -> bool:
        """Whether at least one is there, or a way has come back to it, and nothing is missing."""
        there = self.has_arrived(join)
        for source in self.steps.waits[join]:
            way = self.way(source, join)
            if self.is_missing(way, join):
                return False
            there = there or way is TAKEN
        return there

    def has_arrived(self, join: int) -> bool:
        """Whether a way that had left the main line has come back at the join itself."""
        return any(at == join == good for _, good, at in self.state.forgiven)

    def way(self, source: int, target: int) -> Status:
        """What has become of the way from one step to the next."""
        steps = self.steps
        answer = self.state.said & steps.answers[source]
        if not answer or steps.late >> source & 1:
            return self.fate(source)
        if answer & steps.leading[target]:
            return TAKEN
        return PASSED if answer & steps.going_on else Status("lost", 1 << source)

    def is_missing(self, way: Status, join: int) -> bool:
        """Whether it is waited for, or lost without being made good."""
        if way.fate == "lost":
            good = union(1 << cause for cause, at, _ in self.state.forgiven if at == join)
            return bool(way.causes & ~good)
        return way.fate == "coming"

    def _of(self, step: int) -> Status:
        if settled := self._settled(step):
            return settled
        ways = [self.way(source, step) for source in self.steps.waits[step]]
        lost = [way for way in ways if way.fate == "lost"]
        if step not in self.steps.joins:
            if COMING in ways:
                return COMING
            return Status("lost", union(way.causes for way in lost)) if lost else PASSED
        # A join with a loss stays closed, whatever else can come to it.
        missed = [way for way in lost if self.is_missing(way, step)]
        if not missed and (self.has_arrived(step) or TAKEN in ways or COMING in ways):
            return COMING
        # Where nothing comes, what a way made good and did not bring is lost all the same.
        causes = union(way.causes for way in missed or lost)
        return Status("lost", causes) if causes else PASSED
