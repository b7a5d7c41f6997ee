"""The flow of a procedure: which step follows which, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from rollbook.model.sop import Sop
from rollbook.model.step import AnyStep

EdgeKind = Literal["next", "yes", "no", "case", "fail"]
EXITS = ("stop", "escalate")
"""Where an edge can lead that is no step."""


@dataclass(frozen=True, slots=True)
class Edge:
    """From one step to another, or to one of `EXITS`.

    `answer` is the text of a case; `back` says that it leads to a step already taken.
    """

    source: str
    target: str
    kind: EdgeKind
    answer: str = ""
    back: bool = False


@dataclass(frozen=True)
class Flow:
    """The steps of an SOP with their edges; `starts` are the steps that begin at once."""

    steps: Mapping[str, AnyStep]
    main: frozenset[str]
    starts: tuple[str, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def into(self) -> Mapping[str, list[Edge]]:
        """Step → the edges that lead to it."""
        return _grouped(self.steps, self.edges, "target")

    @cached_property
    def out_of(self) -> Mapping[str, list[Edge]]:
        """Step → the edges that leave it."""
        return _grouped(self.steps, self.edges, "source")

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every step after all that lead to it, ways back aside; else as in the file."""
        waiting = {
            step: sum(1 for edge in edges if not edge.back) for step, edges in self.into.items()
        }
        ready = [step for step in self.steps if not waiting[step]]
        place = {step: index for index, step in enumerate(self.steps)}
        done: list[str] = []
        while ready:
            step = min(ready, key=place.__getitem__)
            ready.remove(step)
            done.append(step)
            for edge in self.out_of[step]:
                if edge.target in waiting and not edge.back:
                    waiting[edge.target] -= 1
                    if not waiting[edge.target]:
                        ready.append(edge.target)
        return tuple(dict.fromkeys((*done, *self.steps)))

    def before(self, *steps: str) -> frozenset[str]:
        """Every step that can have been taken before one of these, ways back aside."""
        return self._reached(steps, self.into, "source")

    def behind(self, *steps: str) -> frozenset[str]:
        """Every step that can follow one of these, ways back aside."""
        return self._reached(steps, self.out_of, "target")

    def _reached(
        self, steps: Iterable[str], edges: Mapping[str, list[Edge]], end: str
    ) -> frozenset[str]:
        seen: set[str] = set()
        todo = [*steps]
        while todo:
            for edge in edges[todo.pop()]:
                neighbour = getattr(edge, end)
                if not edge.back and neighbour in self.steps and neighbour not in seen:
                    seen.add(neighbour)
                    todo.append(neighbour)
        return frozenset(seen)


def flow(sop: Sop) -> Flow:
    """Derive the flow from what the steps say; names that lead nowhere are left out."""
    steps = sop.all_steps
    named = _named(steps)
    edges = [
        *_sequence(sop.steps, steps, {t for s in steps.values() for t in s.exits.values()}),
        *_sequence(sop.fallback, steps, named),
        *_jumps(steps),
    ]
    known = list(
        dict.fromkeys(
            e for e in edges if e.source in steps and (e.target in steps or e.target in EXITS)
        )
    )
    return Flow(steps, frozenset(sop.steps), _starts(sop, known), tuple(_turned(sop, known)))


def _starts(sop: Sop, edges: list[Edge]) -> tuple[str, ...]:
    """The first step, those that are told to begin at once, and those that nothing leads to."""
    reached = {edge.target for edge in edges}
    first = next(iter(sop.steps))
    return tuple(
        name
        for name, step in sop.steps.items()
        if (name == first and not step.after) or step.after == () or name not in reached
    )


def _named(steps: Mapping[str, AnyStep]) -> set[str]:
    return {
        target
        for step in steps.values()
        for target in (step.on_fail, step.otherwise, step.then, *step.exits.values())
        if target
    }


def _sequence(
    line: Mapping[str, AnyStep], steps: Mapping[str, AnyStep], named: set[str]
) -> Iterator[Edge]:
    """The edges that the order of the file and `after` make."""
    above: str | None = None
    for name, step in line.items():
        if step.after is not None:
            before: Iterable[str] = step.after
        elif above is None or name in named or steps[above].then or steps[above].exits:
            before = ()
        else:
            before = (above,)
        for source in before:
            if not _chooses(steps.get(source), name):
                yield Edge(source, name, _onward(steps.get(source)))
        above = name


def _chooses(step: AnyStep | None, name: str) -> bool:
    """Whether an answer of a decision with cases names the step: it follows that answer alone."""
    return step is not None and bool(step.exits) and name in (*step.exits.values(), step.otherwise)


def _onward(step: AnyStep | None) -> EdgeKind:
    return "yes" if step is not None and step.VERB == "decide" and not step.exits else "next"


def _jumps(steps: Mapping[str, AnyStep]) -> Iterator[Edge]:
    for name, step in steps.items():
        if step.then:
            yield Edge(name, step.then, _onward(step))
        for answer, target in step.exits.items():
            yield Edge(name, target, "case", answer)
        if step.otherwise:
            yield Edge(name, step.otherwise, "no")
        if step.on_fail:
            yield Edge(name, step.on_fail, "fail")


def _turned(sop: Sop, edges: list[Edge]) -> list[Edge]:
    """Turn every edge that would close a circle into a way back.

    The main line is laid first, then what happens when a step of it fails, then the fallback: where
    a circle has two edges that could be the way back, it is the one that is taken less readily.
    """
    leaving: dict[str, list[str]] = {step: [] for step in sop.all_steps}
    back: set[Edge] = set()
    for edge in sorted(edges, key=lambda edge: _readiness(sop, edge)):
        if edge.target in leaving and _reaches(leaving, edge.target, edge.source):
            back.add(edge)
        else:
            leaving[edge.source].append(edge.target)
    return [replace(edge, back=True) if edge in back else edge for edge in edges]


def _readiness(sop: Sop, edge: Edge) -> int:
    if edge.source not in sop.steps:
        return 2
    return 1 if edge.kind == "fail" or edge.target not in sop.steps else 0


def _reaches(leaving: Mapping[str, list[str]], start: str, end: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        step = todo.pop()
        if step == end:
            return True
        for target in leaving.get(step, ()):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return False


def _grouped(
    steps: Mapping[str, AnyStep], edges: Iterable[Edge], end: str
) -> Mapping[str, list[Edge]]:
    groups: dict[str, list[Edge]] = {step: [] for step in steps}
    for edge in edges:
        if (step := getattr(edge, end)) in groups:
            groups[step].append(edge)
    return groups
