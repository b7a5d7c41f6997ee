"""State: where a run stands, whoever answered what in which order."""

from __future__ import annotations

from typing import NamedTuple

from rollbook.model.runs.answering import Answer
from rollbook.model.runs.bits import Bits, bits
from rollbook.model.runs.numbered import Numbered

Table = frozenset[tuple[int, Bits]]
"""A step in each row, with other steps."""

NOTHING: Table = frozenset()


class State(NamedTuple):
    """A run after some answers; two that are equal go on in the same way.

    A cause is a step at which the main line was left. `said` are the answers that count, `opened`
    the steps that can be answered, and `given` the approvals that may come late and whose turn has
    come, answered or not. `came` has, for open steps of the fallback, the causes whose ways came
    there, and `carried` the same for those that were answered. `returned` are the causes whose ways
    have come back anywhere, and `forgiven` those whose losses were made good, each with the join at
    which that counts and the step at which its way came back. `checked` are the steps that have
    restored something, or failed to, each with the checks behind it that have passed since. `tried`
    is how many targets of a component have failed, and `back` are the ways back that were gone.
    `stopped` is the step by which the run was stopped, if it was, and `cut` what was open then.
    """

    steps: Numbered
    said: Bits = 0
    opened: Bits = 0
    given: Bits = 0
    came: Table = NOTHING
    carried: Table = NOTHING
    returned: Bits = 0
    forgiven: frozenset[tuple[int, int, int]] = frozenset()
    checked: Table = NOTHING
    tried: frozenset[tuple[str, int]] = frozenset()
    back: frozenset[tuple[int, int]] = frozenset()
    stopped: Bits = 0
    cut: Bits = 0

    @property
    def open(self) -> tuple[str, ...]:
        """The steps that can be answered, in the order of the flow."""
        return self.steps.named(self.opened)

    @property
    def answers(self) -> dict[str, Answer]:
        """Step → the answer that counts, in the order of the flow."""
        return dict(self.steps.said[answer] for answer in bits(self.said))

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The steps that have restored something, or failed to, and that nothing has checked."""
        return tuple(self.steps.names[step] for step, checks in sorted(self.checked) if not checks)

    def causes(self, name: str) -> tuple[str, ...]:
        """The causes whose ways led to a step of the fallback that was answered."""
        return self.steps.named(row(self.carried, self.steps.number[name]))

    def failed_targets(self, component: str | None) -> int:
        """How many targets of a component have failed."""
        return dict(self.tried).get(component or "", 0)

    def goes_round(self, answer: int) -> bool:
        """Whether an answer goes a way back that was gone before."""
        if not self.back:
            return False
        step = self.steps.step_of[answer]
        return any((step, target) in self.back for target in self.steps.led[answer])


def row(table: Table, step: int) -> Bits:
    """What stands in a table beside a step."""
    for name, others in table:
        if name == step:
            return others
    return 0
