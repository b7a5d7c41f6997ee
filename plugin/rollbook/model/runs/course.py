"""The course of a run: when each step began and ended, and when the run was verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rollbook.model.runs.answering import Answer
from rollbook.model.runs.bits import Bits, union
from rollbook.model.runs.ending import is_verified
from rollbook.model.runs.replaying import Replay, Taken
from rollbook.model.runs.state import State
from rollbook.model.timing import Span

Said = tuple[str, Answer]
"""A step and its answer."""


@dataclass(frozen=True, slots=True)
class Course:
    """A run in seconds from the trigger.

    `starts` has for each answer when its step was begun, and `spans` when each step was first taken
    of those that were timed; `opened_by` are the answers that opened these. `whole` is when the
    last step was over, and `recovered` when the run last became verified, if it did.
    """

    starts: tuple[int, ...]
    spans: Mapping[str, Span]
    opened_by: Mapping[str, tuple[Said, ...]]
    whole: int
    recovered: int | None


def course(run: Replay, took: Iterable[int | None]) -> Course:
    """Reckon a run from how many seconds the step of each answer took.

    A step begins when what opens it is done, whatever else goes on beside it. One that nobody has
    timed took none, and has no span.
    """
    unfolding = _Unfolding(run.begun)
    before = run.begun
    for taken, seconds in zip(run.taken, took, strict=True):
        unfolding.take(taken, seconds, before)
        before = taken.after
    return Course(
        tuple(unfolding.began),
        unfolding.spans,
        unfolding.opened_by,
        unfolding.whole,
        unfolding.recovered,
    )


class _Unfolding:
    """A run as time goes by."""

    def __init__(self, begun: State) -> None:
        self.steps = begun.steps
        self.starts = dict.fromkeys(begun.open, 0)
        self.by: dict[str, tuple[Said, ...]] = dict.fromkeys(begun.open, ())
        self.ends: dict[str, int] = {}
        self.began: list[int] = []
        self.spans: dict[str, Span] = {}
        self.opened_by: dict[str, tuple[Said, ...]] = {}
        self.whole = 0
        self.recovered: int | None = None

    def take(self, taken: Taken, took: int | None, before: State) -> None:
        """Let a step end, and note what opens then."""
        name, after = taken.step, taken.after
        start = self.starts[name]
        end = self.ends[name] = start + (took or 0)
        self.began.append(start)
        self.whole = max(self.whole, end)
        if took is not None and name not in self.spans:
            self.spans[name] = Span(start, end)
            self.opened_by[name] = self.by[name]
        for opened in after.steps.named(after.opened & ~before.opened | self.again(name, after)):
            self.open(opened, (name, taken.answer), after)
        if not is_verified(after):
            self.recovered = None
        elif self.recovered is None:
            last = union(self.steps.last_checks)
            self.recovered = max([end, *self.ended(self.led(last, after))])

    def again(self, name: str, after: State) -> Bits:
        """The step that was answered, if it is open once more."""
        return after.opened & 1 << self.steps.number[name]

    def open(self, name: str, by: Said, after: State) -> None:
        """Let a step begin: when what led to it is done, and a join when all it waited for is."""
        self.starts[name] = self.ends[by[0]]
        self.by[name] = (by,)
        number = self.steps.number[name]
        if number in self.steps.joins:
            before = [step for step in self.led(1 << number, after) if step != name]
            self.starts[name] = max([self.ends[by[0]], *self.ended(before)])
            said, leading = after.answers, self.steps.lines.led
            led = [(n, said[n]) for n in before if name in leading[n, said[n]]]
            self.by[name] = tuple(dict.fromkeys([*led, by]))

    def ended(self, names: Iterable[str]) -> Iterator[int]:
        """When steps were done; nothing waits for an approval that may come late."""
        return (self.ends[name] for name in names if name not in self.steps.lines.late)

    def led(self, steps: Bits, state: State) -> list[str]:
        """The steps that were answered of these, and of those that lead to them."""
        behind, number = self.steps.behind, self.steps.number
        return [n for n in state.answers if (1 << number[n] | behind[number[n]]) & steps]
