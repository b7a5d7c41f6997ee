"""The main line: the ways on which every answer goes on, ways back aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.flow import Edge, Flow
from rollbook.model.runs.answering import FAIL, Answer, answers, goes_on, taken
from rollbook.model.runs.lines import Lines

Answered = tuple[str, Answer]
"""A step with the answer that was given."""


@dataclass(frozen=True)
class MainLine:
    """What follows what while all goes well.

    An approval that may come late is not in it: what follows it waits for what comes before it.
    """

    flow: Flow

    @cached_property
    def sources(self) -> Mapping[str, tuple[Answered, ...]]:
        """Step that some way reaches → the answers of which it waits for those that are given.

        Every step stands behind all that lead to it.
        """
        found: dict[str, tuple[Answered, ...]] = {}
        into = self._into
        for name in self.flow.order:
            given = [
                one
                for source, answer in into.get(name, ())
                if source in found
                for one in (found[source] if source in self._late else [(source, answer)])
            ]
            if given or name in self.at_once:
                found[name] = tuple(dict.fromkeys(given))
        return {name: given for name, given in found.items() if name not in self._late}

    @cached_property
    def at_once(self) -> frozenset[str]:
        """The steps that begin at once, and so on every way."""
        found: set[str] = set()
        todo = list(self.flow.starts)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                if name in self._late:
                    todo += [edge.target for edge in self._edges(name, "done")]
        return frozenset(found)

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """Step → the steps that it waits for."""
        return {
            name: tuple(dict.fromkeys(source for source, _ in given))
            for name, given in self.sources.items()
        }

    @cached_property
    def choices(self) -> Mapping[str, tuple[Answer, ...]]:
        """Step that has several answers that go on, ways back aside → these."""
        return {name: found for name, found in self._answers.items() if len(found) > 1}

    @cached_property
    def _late(self) -> frozenset[str]:
        return Lines(self.flow).late

    @cached_property
    def _answers(self) -> Mapping[str, tuple[Answer, ...]]:
        """Step → its answers that go on, ways back aside."""
        found = {}
        for name in self.flow.steps:
            if name in self.flow.main:
                onward = [a for a in answers(self.flow, name) if self._goes_on(name, a)]
                found[name] = tuple(onward)
        return found

    def _goes_on(self, name: str, answer: Answer) -> bool:
        if answer == FAIL or not goes_on(self.flow, name, answer):
            return False
        edges = taken(self.flow, name, answer)
        return not edges or not all(edge.back for edge in edges)

    @cached_property
    def _into(self) -> Mapping[str, list[Answered]]:
        found: dict[str, list[Answered]] = {}
        for name, given in self._answers.items():
            for answer in given:
                for edge in self._edges(name, answer):
                    found.setdefault(edge.target, []).append((name, answer))
        return found

    def _edges(self, name: str, answer: Answer) -> Iterator[Edge]:
        edges = taken(self.flow, name, answer)
        return (edge for edge in edges if edge.target in self.flow.main and not edge.back)
