"""A procedure as a run needs it: its lines and its targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.flow import Flow, flow
from rollbook.model.runs.lines import Lines
from rollbook.model.runs.numbered import Numbered
from rollbook.model.sop import Sop


@dataclass(frozen=True)
class Procedure:
    """The flow of an SOP with the number of targets of each component."""

    flow: Flow
    targets: Mapping[str, int]

    @classmethod
    def of(cls, sop: Sop) -> Procedure:
        """That of an SOP."""
        return cls(flow(sop), {name: len(targets) for name, targets in sop.targets.items()})

    @cached_property
    def lines(self) -> Lines:
        """The main line and the fallback."""
        return Lines(self.flow)

    @cached_property
    def stands_for_next(self) -> Mapping[str, bool]:
        """Step that restores → whether its `on_fail` restores the same, with the next target."""
        steps = self.flow.steps
        return {
            name: (other := steps.get(step.on_fail or "")) is not None
            and other.restores == step.restores
            for name, step in steps.items()
            if step.restores
        }

    @cached_property
    def numbered(self) -> Numbered:
        """Its steps and answers as numbers."""
        return Numbered(self.lines, self.targets, self.stands_for_next)
