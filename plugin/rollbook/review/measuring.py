"""Measuring: which of two bounds, times or limits lets more through."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from rollbook.model.measures import Bound, Duration, Operator

_HOLDS: Mapping[Operator, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_DURATION = re.compile(r"(?<![\w.])(?:0|[1-9][0-9]{0,6})[smhd](?!\w)")


def seconds(written: Any) -> int | None:
    """How long a duration is; nothing for what is none."""
    try:
        return Duration.parse(written).seconds if isinstance(written, str) else None
    except ValueError:
        return None


def bound(written: Any) -> Bound | None:
    """The bound that a text is; nothing for what is none."""
    try:
        return Bound.parse(written) if isinstance(written, str) else None
    except ValueError:
        return None


def rises(before: Any, after: Any) -> bool | None:
    """Whether a number or a duration rises; nothing where both are not of one sort, or equal."""
    pairs = ((seconds(before), seconds(after)), (_number(before), _number(after)))
    for was, now in pairs:
        if was is not None and now is not None:
            return None if was == now else now > was
    return None


def holds_within(inner: Bound, outer: Bound) -> bool:
    """Whether every number within one bound is within the other."""
    low, high = sorted((inner.number, outer.number))
    samples = (low - 1, low, (low + high) / 2, high, high + 1)
    return all(_holds(outer, n) for n in samples if _holds(inner, n))


def times_in(text: str) -> tuple[str, list[str]]:
    """A text without the durations in it, and these."""
    return _DURATION.sub("\0", text), _DURATION.findall(text)


def _holds(bound: Bound, number: float) -> bool:
    return _HOLDS[bound.operator](number, bound.number)


def _number(value: Any) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
