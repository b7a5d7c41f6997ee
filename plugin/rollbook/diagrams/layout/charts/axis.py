"""A time axis: where a second stands in pixels, and which round times are marked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from rollbook.diagrams.layout.boxes import SMALL
from rollbook.diagrams.layout.text import width

MARGIN = 10.0
"""What is left free at the sides of a chart; a label of the axis may reach into twice as much."""
MOST_TICKS = 8
BREAK = 34.0
"""What a break of the axis takes, in pixels."""

_APART = 12.0
_FAR = 2.5
"""An RTO of so many times the whole is set behind a break: the bars would be dots."""
_EMPTY = 60
_UNITS = (
    (1, "s", (1, 2, 5, 10, 15, 20, 30)),
    (60, "min", (1, 2, 5, 10, 15, 20, 30)),
    (3600, "h", (1, 2, 3, 6, 12)),
)
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Tick:
    """A round time, with the middle of its label."""

    seconds: int
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From `left`, at the trigger, to `end`, after so many seconds.

    A `broken` one goes on to `right`, where the RTO stands, without a scale.
    """

    left: float
    end: float
    right: float
    seconds: int
    rto: float
    broken: bool
    ticks: tuple[Tick, ...]

    def x(self, seconds: int) -> float:
        """Where a time stands."""
        share = min(seconds, self.seconds) / self.seconds
        return _half(self.left + share * (self.end - self.left))


def axis(longest: int, rto: int, left: float, right: float) -> Axis:
    """Scale the axis so that both the longest bar and the RTO are on it."""
    broken = 0 < longest * _FAR < rto
    end = right - BREAK if broken else right
    seconds = longest if broken else max(longest, rto) or _EMPTY
    bare = Axis(left, end, right, seconds, right, broken, ())
    at = right if broken else bare.x(rto)
    return Axis(left, end, right, seconds, at, broken, _ticks(bare))


def _ticks(bare: Axis) -> tuple[Tick, ...]:
    """As many as can be read: their labels stand apart, and end where the axis does."""
    for step, size, unit in _steps():
        if bare.seconds // step >= MOST_TICKS:
            continue
        ticks = [
            Tick(seconds, bare.x(seconds), _label(seconds // size, unit))
            for seconds in range(0, bare.seconds + 1, step)
        ]
        widest = max(width(tick.label, SMALL) for tick in ticks)
        apart = step / bare.seconds * (bare.end - bare.left)
        if len(ticks) == 1 or apart >= widest + _APART:
            break
    return tuple(
        tick for tick in ticks if tick.x + width(tick.label, SMALL) / 2 <= bare.right + 2 * MARGIN
    )


def _steps() -> Iterator[tuple[int, int, str]]:
    """Every round step in seconds, with the seconds and the name of its unit, smallest first."""
    for size, unit, numbers in _UNITS:
        for number in numbers:
            yield number * size, size, unit
    for power in count():
        for number in (1, 2, 5):
            yield number * 10**power * _DAY, _DAY, "days"


def _label(number: int, unit: str) -> str:
    if not number:
        return "0"
    return f"{number} {'day' if unit == 'days' and number == 1 else unit}"


def _half(value: float) -> float:
    """Whole and half pixels."""
    return math.floor(2 * value + 0.5) / 2
