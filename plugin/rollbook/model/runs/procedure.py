"""A procedure as a run needs it: its lines, its targets, and what is checked where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.flow import Edge, Flow, flow
from rollbook.model.runs.lines import Lines
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
    def leading_to(self) -> Mapping[str, frozenset[str]]:
        """Check → the steps that restore, or fail to, and from which a way leads to it.

        What leads up within the main line is none: all would lead to all.
        """
        onward = {
            name: [
                edge.target
                for edge in self.flow.out_of[name]
                if edge.target in self.flow.steps and not self._leads_up(edge)
            ]
            for name in self.flow.steps
        }
        found: dict[str, set[str]] = {}
        for name, step in self.flow.steps.items():
            if step.restores:
                seen, todo = {name}, [name]
                while todo:
                    for target in onward[todo.pop()]:
                        if target not in seen:
                            seen.add(target)
                            todo.append(target)
                for reached in seen - {name}:
                    found.setdefault(reached, set()).add(name)
        return {
            name: frozenset(found.get(name, ()))
            for name, step in self.flow.steps.items()
            if step.VERB == "check" and step.phase != "review"
        }

    def _leads_up(self, edge: Edge) -> bool:
        """Whether an edge of the main line leads to its own step, or to one that leads to it."""
        if edge.source not in self.flow.main or edge.target not in self.flow.main:
            return False
        return edge.source == edge.target or self.lines.is_behind(edge.source, edge.target)
