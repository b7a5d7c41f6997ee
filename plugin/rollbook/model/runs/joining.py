"""Joining: what has become of the steps that a join waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rollbook.model.flow import Flow
from rollbook.model.runs.answering import goes_on, led
from rollbook.model.runs.lines import Lines
from rollbook.model.runs.state import NONE, Causes, State
from rollbook.model.step import Approve

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
        for name in lines.flow.order:
            self._known[name] = self._of(name)

    def fate(self, name: str) -> Status:
        """What has become of a step; of one in another line that nobody came to, nothing."""
        return self._known.get(name, PASSED)

    def missing(self, join: str) -> dict[str, Status]:
        """What a join still waits for or has lost, losses that are made good aside."""
        found = {name: self.way(name, join) for name in self.lines.joins[join]}
        return {
            name: status
            for name, status in found.items()
            if status.fate == "coming" or (status.fate == "lost" and self._counts(status, join))
        }

    def can_open(self, join: str) -> bool:
        """Whether at least one is there, or a way has come back to it, and nothing is missing."""
        ways = [self.way(name, join) for name in self.lines.joins[join]]
        there = join in self.state.arrived or any(way.fate == "taken" for way in ways)
        return there and not self.missing(join)

    def way(self, source: str, target: str) -> Status:
        """What has become of the way from one step to the next."""
        flow, state = self.lines.flow, self.state
        if is_late(flow, source):
            given = source in state.open or source in state.answers
            return TAKEN if given else self.fate(source)
        answer = state.answers.get(source)
        if answer is None:
            return self.fate(source)
        if target in led(flow, source, answer) and answer != "fail":
            return TAKEN
        return PASSED if goes_on(flow, source, answer) else Status("lost", _causes(flow, source, state))

    def _counts(self, status: Status, join: str) -> bool:
        return any((cause, join) not in self.state.forgiven for cause in status.causes)

    def _of(self, name: str) -> Status:
        if name in self.state.open:
            return COMING
        if name in self.state.answers:
            return TAKEN
        if name in self.lines.joins:
            ways = list(self.missing(name).values()) or [PASSED]
        else:
            ways = [self.way(source, name) for source in self.lines.sources[name]]
        if any(way.fate == "coming" for way in ways):
            return COMING
        lost = [way.causes for way in ways if way.fate == "lost"]
        return Status("lost", frozenset().union(*lost)) if lost else PASSED


def is_late(flow: Flow, name: str) -> bool:
    """Whether a step is an approval that counts as given at once."""
    step = flow.steps[name]
    return isinstance(step, Approve) and step.late is not None


def _causes(flow: Flow, source: str, state: State) -> Causes:
    """Whoever leaves the main line is the cause; in the fallback, those who came there are."""
    return frozenset([source]) if source in flow.main else state.carried.get(source, NONE)
