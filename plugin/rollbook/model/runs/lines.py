"""Lines: the main line and the fallback, each as what leads on within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.flow import Flow
from rollbook.model.runs.answering import Answer, answers, goes_on, led, same_line
from rollbook.model.step import Approve


@dataclass(frozen=True)
class Lines:
    """What leads from step to step within a line, failures and ways back aside."""

    flow: Flow

    @cached_property
    def late(self) -> frozenset[str]:
        """The approvals that count as given at once."""
        return frozenset(
            name
            for name, step in self.flow.steps.items()
            if isinstance(step, Approve) and step.late is not None
        )

    @cached_property
    def led(self) -> Mapping[tuple[str, Answer], tuple[str, ...]]:
        """Step and answer → where it leads."""
        return {(name, said): led(self.flow, name, said) for name, said in self._answers}

    @cached_property
    def goes_on(self) -> frozenset[tuple[str, Answer]]:
        """Steps with the answers by which their line goes on."""
        return frozenset(pair for pair in self._answers if goes_on(self.flow, *pair))

    @cached_property
    def _answers(self) -> list[tuple[str, Answer]]:
        return [(name, said) for name in self.flow.steps for said in answers(self.flow, name)]

    @cached_property
    def onward(self) -> Mapping[str, tuple[str, ...]]:
        """Step → the steps of its line to which it leads, none of which leads to it."""
        found: dict[str, list[str]] = {name: [] for name in self.flow.steps}
        for edge in self.flow.edges:
            source, target = edge.source, edge.target
            if edge.kind == "fail" or target not in found or target in found[source]:
                continue
            if same_line(self.flow, source, target) and source not in _reached(found, target):
                found[source].append(target)
        return {name: tuple(targets) for name, targets in found.items()}

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """Step → the steps of its line that lead to it."""
        found: dict[str, list[str]] = {name: [] for name in self.flow.steps}
        for source, targets in self.onward.items():
            for target in targets:
                found[target].append(source)
        return {name: tuple(sources) for name, sources in found.items()}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Step → its place in an order in which each is behind all that lead to it."""
        waiting = {name: len(sources) for name, sources in self.sources.items()}
        order = [name for name in self.flow.order if not waiting[name]]
        for name in order:
            for target in self.onward[name]:
                waiting[target] -= 1
                if not waiting[target]:
                    order.append(target)
        return {name: place for place, name in enumerate(order)}

    @cached_property
    def joins(self) -> Mapping[str, tuple[str, ...]]:
        """Step with several in `after` → what it waits for.

        That is each of them, and each other step of its line that leads to it.
        """
        return {
            name: tuple(dict.fromkeys((*step.after, *self.sources[name])))
            for name, step in self.flow.steps.items()
            if step.after and len(step.after) > 1
        }

    @cached_property
    def last_checks(self) -> tuple[frozenset[str], frozenset[str]]:
        """The checks of the main line, and of the fallback, behind which no other lies.

        What has `phase: review`, as written, counts for nothing.
        """
        checks = {
            name
            for name, step in self.flow.steps.items()
            if step.VERB == "check" and step.phase != "review"
        }
        leading: set[str] = set()
        for name in sorted(self.place, key=self.place.__getitem__, reverse=True):
            if any(target in checks or target in leading for target in self.onward[name]):
                leading.add(name)
        last = frozenset(checks - leading)
        return last & self.flow.main, last - self.flow.main


def _reached(onward: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """A step and all that it leads to."""
    seen, todo = {start}, [start]
    while todo:
        for target in onward[todo.pop()]:
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return seen
