"""The net of a procedure: its places are the steps, its arcs are what the SOP writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.sop import Sop
from rollbook.model.step import AnyStep, Approve, Confirm, Decide

Arc = tuple[str, str]

ENDS = ("stop", "escalate")


@dataclass(frozen=True)
class Net:
    """The steps of one SOP and the arcs between them."""

    sop: Sop

    @cached_property
    def steps(self) -> Mapping[str, AnyStep]:
        """All steps, in the order of the file."""
        return self.sop.all_steps

    def line(self, step: str) -> Mapping[str, AnyStep]:
        """The steps of the line that this one belongs to: the main line, or the fallback."""
        return self.sop.steps if step in self.sop.steps else self.sop.fallback

    @cached_property
    def after(self) -> Mapping[str, tuple[str, ...]]:
        """What each step comes after, written or not."""
        named = {end for step in self.steps.values() for end in _named(step)}
        cased = {end for step in self.steps.values() for end in step.exits.values()}
        found: dict[str, tuple[str, ...]] = {}
        for line, alone in ((self.sop.steps, cased), (self.sop.fallback, named)):
            above: tuple[str, ...] = ()
            for name, step in line.items():
                written = step.after
                found[name] = written if written is not None else () if name in alone else above
                above = () if step.then or step.exits else (name,)
        return found

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The steps that a run begins with: the first, those told to, and those not led to."""
        named = {end for step in self.steps.values() for end in _named(step)}
        first = next(iter(self.sop.steps))
        return tuple(
            name
            for name, step in self.sop.steps.items()
            if not self.after[name] and (step.after == () or name == first or name not in named)
        )

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """What is `after` each step."""
        return {n: tuple(m for m in self.steps if n in self.after[m]) for n in self.steps}

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """The arcs that lead onward within a line: no failures, no ways back."""
        arcs = [(before, name) for name in self.steps for before in self.after[name]]
        for name, step in self.steps.items():
            for end in (step.then, *step.exits.values(), step.otherwise):
                onward = end in self.line(name) and name not in {end, *_reached(arcs, end)}
                if end and onward and (name, end) not in arcs:
                    arcs.append((name, end))
        return tuple(arcs)

    @cached_property
    def into(self) -> Mapping[str, tuple[str, ...]]:
        """The steps from which arcs lead to each step."""
        return {n: tuple(a for a, b in self.arcs if b == n) for n in self.steps}

    @cached_property
    def out(self) -> Mapping[str, tuple[str, ...]]:
        """The steps to which arcs lead from each step."""
        return {n: tuple(b for a, b in self.arcs if a == n) for n in self.steps}

    @cached_property
    def behind(self) -> Mapping[str, frozenset[str]]:
        """All that each step leads to."""
        return {n: frozenset(_reached(self.arcs, n)) for n in self.steps}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The steps, each behind all from which arcs lead to it."""
        return tuple(
            sorted(self.steps, key=lambda n: sum(n in ahead for ahead in self.behind.values()))
        )

    @cached_property
    def joins(self) -> frozenset[str]:
        """The steps that wait for several."""
        return frozenset(n for n in self.steps if len(self.after[n]) > 1)

    @cached_property
    def late(self) -> frozenset[str]:
        """The approvals that may be given late."""
        return frozenset(
            name
            for name, step in self.steps.items()
            if isinstance(step, Approve) and step.late is not None
        )

    def counts(self, step: str) -> bool:
        """Whether it has a say in how the run ends."""
        return self.steps[step].phase != "review"

    def is_check(self, step: str) -> bool:
        """Whether this is a check that has a say in how the run ends."""
        return isinstance(self.steps[step], Confirm) and self.counts(step)

    def answers(self, step: str) -> frozenset[str]:
        """All that can be said of a step."""
        said = self.steps[step]
        if not isinstance(said, Decide):
            return frozenset({"done", "fail"})
        if not said.cases:
            return frozenset({"yes", "no", "fail"})
        no = {"no"} if said.otherwise else set()
        return frozenset({"fail", *no, *(f"case:{text}" for text in said.cases)})

    def leads(self, step: str, answer: str) -> tuple[str, ...]:
        """The steps and ends that an answer leads to."""
        return self._led[step, answer]

    def goes_on(self, step: str, answer: str) -> bool:
        """Whether an answer keeps to the line of its step."""
        return (step, answer) in self._onward

    @cached_property
    def _led(self) -> Mapping[Arc, tuple[str, ...]]:
        return {(n, said): self._ends(n, said) for n in self.steps for said in self.answers(n)}

    @cached_property
    def _onward(self) -> frozenset[Arc]:
        return frozenset(
            (name, said)
            for (name, said), ends in self._led.items()
            if said != "fail" and self._stays(name, ends)
        )

    def _ends(self, step: str, answer: str) -> tuple[str, ...]:
        said = self.steps[step]
        if answer == "fail":
            return (said.on_fail or "escalate",)
        then = (said.then,) if said.then else ()
        if answer in ("done", "yes"):
            return tuple(dict.fromkeys((*self.followers[step], *then)))
        chosen = (said.otherwise or "escalate") if answer == "no" else said.exits[answer[5:]]
        named = {said.otherwise, *said.exits.values()}
        if not said.exits or not self._stays(step, (chosen,)):
            return (chosen,)
        beside = (name for name in self.followers[step] if name not in named)
        return tuple(dict.fromkeys((chosen, *beside, *then)))

    def _stays(self, step: str, ends: Iterable[str]) -> bool:
        main = step in self.sop.steps
        return not any(end in ENDS or (main and end in self.sop.fallback) for end in ends)

    @cached_property
    def ways(self) -> Mapping[str, frozenset[str]]:
        """All that each step can lead to, whatever is said, ways back in the main line aside."""
        arcs = [
            (name, end)
            for name in self.steps
            for answer in self.answers(name)
            for end in self.leads(name, answer)
            if end not in ENDS and not self._leads_back(name, end)
        ]
        return {n: frozenset(_reached(arcs, n)) for n in self.steps}

    def _leads_back(self, step: str, end: str) -> bool:
        return step in self.sop.steps and (end == step or step in self.behind[end])

    def next_stands_in(self, step: str) -> bool:
        """Whether the step to which a failed restore leads stands for the next target."""
        said = self.steps[step]
        other = self.steps.get(said.on_fail or "")
        return other is not None and other.restores == said.restores


def _named(step: AnyStep) -> Iterator[str]:
    for end in (step.then, step.otherwise, step.on_fail, *step.exits.values()):
        if end:
            yield end


def _reached(arcs: Iterable[Arc], start: str | None) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        place = ahead.pop()
        new = {b for a, b in arcs if a == place} - found
        found |= new
        ahead += new
    return found
