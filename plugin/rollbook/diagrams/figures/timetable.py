"""A timetable: steps on a time axis by role, before anybody knows where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Item, Lane, Look
from rollbook.model.runs.answering import CASE
from rollbook.model.timing import Planned, Span

_INSIDE = re.compile(r"(?<!to) (?!to )")

Spelled = Callable[[int], str]
"""Seconds in words: `1 h 30 min`."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step with its times; what an SOP plans has no actual ones.

    `slack` is by how many seconds it can be late without the last check being later. `over` is
    how many seconds at its end are more than they should be. `only` says in words with which answer
    it is taken, and `other` that it stands for an answer that is not on the critical path.
    """

    item: Item
    look: Look
    lane: str
    planned: Span | None
    actual: Span | None = None
    slack: int = 0
    critical: bool = False
    over: int = 0
    only: str = ""
    other: bool = False

    @property
    def end(self) -> int:
        """When all of it is over: its times, planned and actual, and its slack."""
        return max(span.end for span in (self.planned, self.actual) if span) + self.slack


@dataclass(frozen=True, slots=True)
class Timetable:
    """The lanes of roles with the bars in them, in order, and the whole of it against the RTO.

    `waits` are pairs of bars by their names, of which the first has to end before the second
    begins. Times are in seconds from the trigger.
    """

    title: str
    description: str
    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    waits: tuple[tuple[str, str], ...]
    whole: Bar
    rto: int
    limit: str

    def in_lane(self, lane: str) -> list[Bar]:
        """The bars of a lane: what is on the critical path or beside it, then each alternative."""
        bars = [bar for bar in self.bars if bar.lane == lane]
        others = dict.fromkeys(bar.only for bar in bars if bar.other)
        return [
            *(bar for bar in bars if not bar.other),
            *(bar for only in others for bar in bars if bar.other and bar.only == only),
        ]

    @property
    def longest(self) -> int:
        """When the last bar ends, its slack included."""
        return max(bar.end for bar in (self.whole, *self.bars))


def said(span: Span, spelled: Spelled) -> str:
    """From when to when, in words: `10 min to 16 min`."""
    return f"{spelled(span.start) if span.start else 0} to {spelled(span.end)}"


def small_line(*parts: str) -> str:
    """Remarks in one line, which is broken between them and not inside a time."""
    tight = (_INSIDE.sub("\u00a0", part) for part in parts)
    return "\u00a0· ".join(tight)


def only_if(due: Planned, numbers: Mapping[str, int]) -> str:
    """The answer without which a step is not taken, in words: `if 3 is yes`."""
    if due.only is None:
        return "on another way" if due.other else ""
    said = " or ".join(answer.removeprefix(CASE) for answer in due.only.answers)
    return f"if {numbers[due.only.decision]} is {said}"


def against(seconds: int, rto: int, spelled: Spelled) -> str:
    """How a time stands to the RTO, in words."""
    if seconds > rto:
        return f"{spelled(seconds - rto)} over the RTO of {spelled(rto)}"
    if seconds == rto:
        return f"exactly the RTO of {spelled(rto)}"
    return f"{spelled(rto - seconds)} before the RTO of {spelled(rto)}"
