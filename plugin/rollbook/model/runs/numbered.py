"""Numbered: the steps and answers of a procedure as numbers, so that a set of them is bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.runs.answering import FAIL, Answer
from rollbook.model.runs.bits import Bits, bits, union
from rollbook.model.runs.lines import Lines
from rollbook.model.step import Approve

STOP, ESCALATE = -1, -2
_EXITS = {"stop": STOP, "escalate": ESCALATE}


@dataclass(frozen=True, eq=False)
class Numbered:
    """What a run has to know of each step and each answer, by their numbers.

    Steps are numbered in the order of the flow. `targets` are how many a component has, and
    `stands_for_next` says of a step that restores whether its `on_fail` has the next one.
    """

    lines: Lines
    targets: Mapping[str, int]
    stands_for_next: Mapping[str, bool]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Each step."""
        return self.lines.flow.order

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Step → its number."""
        return {name: number for number, name in enumerate(self.names)}

    def named(self, steps: Bits) -> tuple[str, ...]:
        """The names of some steps."""
        return tuple(self.names[step] for step in bits(steps))

    def numbers(self, names: frozenset[str]) -> Bits:
        """Some steps by their numbers."""
        return union(1 << self.number[name] for name in names)

    # Steps.

    @cached_property
    def main(self) -> Bits:
        """The steps of the main line."""
        return self.numbers(self.lines.flow.main)

    @cached_property
    def late(self) -> Bits:
        """The approvals that count as given at once."""
        return self.numbers(self.lines.late)

    @cached_property
    def reviews(self) -> Bits:
        """The steps with `phase: review`, as written: they count for no end."""
        steps = self.lines.flow.steps
        return union(1 << i for i, name in enumerate(self.names) if steps[name].phase == "review")

    @cached_property
    def last_checks(self) -> tuple[Bits, Bits]:
        """The last checks of the main line, and of the fallback."""
        main, fallback = self.lines.last_checks
        return self.numbers(main), self.numbers(fallback)

    @cached_property
    def behind(self) -> list[Bits]:
        """Step → all that it leads to within its line."""
        found = [0] * len(self.names)
        for name in reversed([*self.lines.place]):
            onward = [self.number[target] for target in self.lines.onward[name]]
            found[self.number[name]] = union(1 << step | found[step] for step in onward)
        return found

    @cached_property
    def waits(self) -> list[tuple[int, ...]]:
        """Step → the steps whose fates decide its own: those that a join waits for, or sources."""
        lines = self.lines
        return [
            tuple(self.number[source] for source in lines.joins.get(name, lines.sources[name]))
            for name in self.names
        ]

    @cached_property
    def joins(self) -> Mapping[int, Bits]:
        """Step with several in `after` → what it waits for; in the order of the file."""
        joins = (self.number[name] for name in self.lines.joins)
        return {join: union(1 << source for source in self.waits[join]) for join in joins}

    @cached_property
    def upstream(self) -> Mapping[int, Bits]:
        """Join → all steps whose fates can decide its own."""
        found = {}
        for join in self.joins:
            seen, todo = 1 << join, [join]
            while todo:
                for source in self.waits[todo.pop()]:
                    if not seen >> source & 1:
                        seen |= 1 << source
                        todo.append(source)
            found[join] = seen
        return found

    @cached_property
    def restores(self) -> list[str | None]:
        """Step → the component that it restores."""
        return [self.lines.flow.steps[name].restores for name in self.names]

    @cached_property
    def restored_before(self) -> list[Bits]:
        """Check → the steps that restore, or fail to, and from which a way leads to it.

        What leads up within the main line is none: all would lead to all.
        """
        onward = [
            [
                self.number[edge.target]
                for edge in self.lines.flow.out_of[name]
                if edge.target in self.number and not self._leads_up(step, self.number[edge.target])
            ]
            for step, name in enumerate(self.names)
        ]
        found = [0] * len(self.names)
        for step, component in enumerate(self.restores):
            seen, todo = {step}, [step] if component else []
            while todo:
                for target in onward[todo.pop()]:
                    if target not in seen:
                        seen.add(target)
                        todo.append(target)
                        found[target] |= 1 << step
        steps = self.lines.flow.steps
        is_check = [steps[name].VERB == "check" for name in self.names]
        return [
            before if is_check[step] and not self.reviews >> step & 1 else 0
            for step, before in enumerate(found)
        ]

    def _leads_up(self, source: int, target: int) -> bool:
        """Whether an edge of the main line leads to its own step, or to one that leads to it."""
        in_main = self.main >> source & self.main >> target & 1
        return bool(in_main) and (source == target or bool(self.behind[target] >> source & 1))

    # Answers.

    @cached_property
    def said(self) -> tuple[tuple[str, Answer], ...]:
        """Each answer with its step."""
        number = self.number
        return tuple(sorted(self.lines.led, key=lambda pair: number[pair[0]]))

    @cached_property
    def answer(self) -> Mapping[tuple[str, Answer], int]:
        """Step and answer → the number of the answer."""
        return {pair: number for number, pair in enumerate(self.said)}

    @cached_property
    def step_of(self) -> list[int]:
        """Answer → its step."""
        return [self.number[name] for name, _ in self.said]

    @cached_property
    def answers(self) -> list[Bits]:
        """Step → its answers."""
        found = [0] * len(self.names)
        for answer, step in enumerate(self.step_of):
            found[step] |= 1 << answer
        return found

    def answers_of(self, steps: Bits) -> Bits:
        """All answers of some steps."""
        if steps not in self._answers_of:
            self._answers_of[steps] = union(self.answers[step] for step in bits(steps))
        return self._answers_of[steps]

    @cached_property
    def _answers_of(self) -> dict[Bits, Bits]:
        return {}

    @cached_property
    def failures(self) -> Bits:
        """The answers that are failures."""
        return union(1 << answer for answer, (_, said) in enumerate(self.said) if said == FAIL)

    @cached_property
    def done(self) -> Bits:
        """The answers by which a step is done."""
        return union(1 << answer for answer, (_, said) in enumerate(self.said) if said == "done")

    @cached_property
    def doing(self) -> Bits:
        """The answers of steps that restore or check."""
        steps = self.lines.flow.steps
        return union(
            1 << answer
            for answer, (name, _) in enumerate(self.said)
            if steps[name].restores or steps[name].VERB == "check"
        )

    @cached_property
    def going_on(self) -> Bits:
        """The answers by which their line goes on."""
        return union(1 << self.answer[pair] for pair in self.lines.goes_on)

    @cached_property
    def led(self) -> list[tuple[int, ...]]:
        """Answer → where it leads, to a step or an exit: the one behind another first."""
        place = self.lines.place
        deepest = (
            sorted(self.lines.led[pair], key=lambda name: -place.get(name, 0)) for pair in self.said
        )
        return [tuple(_EXITS.get(name, self.number.get(name, 0)) for name in to) for to in deepest]

    @cached_property
    def leading(self) -> list[Bits]:
        """Step → the answers that lead to it, failures aside."""
        found = [0] * len(self.names)
        for answer, targets in enumerate(self.led):
            for target in targets:
                if target >= 0 and not self.failures >> answer & 1:
                    found[target] |= 1 << answer
        return found

    @cached_property
    def escalating(self) -> Bits:
        """The answers that lead to `escalate`, those of reviews aside."""
        return union(
            1 << answer
            for answer, targets in enumerate(self.led)
            if ESCALATE in targets and not self.reviews >> self.step_of[answer] & 1
        )

    @cached_property
    def undoing(self) -> tuple[Bits, Bits]:
        """The answers that refuse to sign, and those of other steps that lead into the fallback.

        Those that go on do neither, and reviews count for nothing.
        """
        refusals = leaving = 0
        for answer, (name, _) in enumerate(self.said):
            if self.going_on >> answer & 1 or self.reviews >> self.step_of[answer] & 1:
                continue
            if isinstance(self.lines.flow.steps[name], Approve):
                refusals |= 1 << answer
            elif any(to >= 0 and not self.main >> to & 1 for to in self.led[answer]):
                leaving |= 1 << answer
        return refusals, leaving
