"""Joining: what has become of the steps that a join waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rollbook.model.runs.answering import FAIL
from rollbook.model.runs.lines import Lines
from rollbook.model.runs.state import NONE, Causes, State

Fate = Literal["taken", "coming", "passed", "lost"]
"""What has become of a step or of a way from one to the next.

It is taken, can still be taken, was passed by when a decision chose another way, or was lost when
its line was left at it or before it.
"""


@dataclass(frozen=True, slots=True)
class Status:
    """The fate of a step, or of a way to a join, and the causes of a loss."""

    fate: Fate
    causes: Causes = NONE


TAKEN, COMING, PASSED = Status("taken"), Status("coming"), Status("passed")


class Joining:
    """The fates of all steps of a run as it stands."""

    def __init__(self, lines: Lines, state: State) -> None:
        self.lines = lines
        self.state = state
        self._known: dict[str, Status] = {}

    def fate(self, name: str) -> Status:
        """What has become of a step; of one in another line that nobody came to, nothing."""
        if name not in self._known:
            # One by one and not each from within the next: a chain of steps may be long.
            todo = [name]
            while todo:
                here = todo[-1]
                if here in self._known or not (asked := self._asked(here)):
                    self._known[todo.pop()] = self._of(here)
                else:
                    # Joins that wait for each other never come to an end of it.
                    self._known[here] = COMING
                    todo += asked
        return self._known[name]

    def _asked(self, name: str) -> list[str]:
        """The steps whose fates decide that of a step, and are not known yet."""
        state, lines = self.state, self.lines
        late = lines.late
        if name in state.cut or (name in state.given if name in late else self._is_settled(name)):
            return []
        sources = lines.joins[name] if name in lines.joins else lines.sources[name]
        return [
            source
            for source in sources
            if source not in self._known and (source not in state.answers or source in late)
        ]

    def _is_settled(self, name: str) -> bool:
        return name in self.state.open or name in self.state.answers

    def missing(self, join: str) -> dict[str, Status]:
        """What a join still waits for or has lost, losses that are made good aside."""
        return {name: way for name, way in self._ways(join).items() if self._is_missing(way, join)}

    def can_open(self, join: str) -> bool:
        """Whether at least one is there, or a way has come back to it, and nothing is missing."""
        there = self.has_arrived(join)
        for name in self.lines.joins[join]:
            way = self.way(name, join)
            if self._is_missing(way, join):
                return False
            there = there or way is TAKEN
        return there

    def has_arrived(self, join: str) -> bool:
        """Whether a way that had left the main line has come back at the join itself."""
        return any(at == join == good for _, good, at in self.state.forgiven)

    def way(self, source: str, target: str) -> Status:
        """What has become of the way from one step to the next."""
        state, lines = self.state, self.lines
        answer = state.answers.get(source)
        if answer is None or source in lines.late:
            return self.fate(source)
        said = (source, answer)
        if answer != FAIL and target in lines.led[said]:
            return TAKEN
        return PASSED if said in lines.goes_on else Status("lost", frozenset([source]))

    def _ways(self, join: str) -> dict[str, Status]:
        return {name: self.way(name, join) for name in self.lines.joins[join]}

    def _is_missing(self, way: Status, join: str) -> bool:
        """Whether it is waited for, or lost without being made good."""
        if way.fate == "lost":
            good = {cause for cause, at, _ in self.state.forgiven if at == join}
            return not way.causes <= good
        return way.fate == "coming"

    def _of(self, name: str) -> Status:
        state, lines = self.state, self.lines
        if name in state.cut:
            return Status("lost", frozenset([state.stopped]))
        if name in lines.late:
            if name in state.given:
                return TAKEN
        elif name in state.open:
            return COMING
        elif name in state.answers:
            return TAKEN
        if name in lines.joins:
            return self._of_join(name)
        ways = [self.way(source, name) for source in lines.sources[name]]
        if any(way is COMING for way in ways):
            return COMING
        lost = [way.causes for way in ways if way.fate == "lost"]
        return Status("lost", NONE.union(*lost)) if lost else PASSED

    def _of_join(self, name: str) -> Status:
        """A join with a loss stays closed, whatever else can come to it."""
        ways = self._ways(name).values()
        lost = [way for way in ways if way.fate == "lost"]
        missed = [way for way in lost if self._is_missing(way, name)]
        comes = self.has_arrived(name) or any(way in (TAKEN, COMING) for way in ways)
        if comes and not missed:
            return COMING
        # Where nothing comes, what a way made good and did not bring is lost all the same.
        causes = NONE.union(*(way.causes for way in missed or lost))
        return Status("lost", causes) if causes else PASSED
