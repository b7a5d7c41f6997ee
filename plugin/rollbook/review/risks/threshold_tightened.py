"""A trigger fires at more values."""

from __future__ import annotations

from rollbook.review.bounds import bounds
from rollbook.review.edits import Edit
from rollbook.review.measuring import holds_within
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    found = bounds(edit, "triggers", "when")
    if found is None:
        return None
    old, new = found
    if holds_within(new, old):
        return None
    return "so it fires earlier" if holds_within(old, new) else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="People are called earlier, and more often.",
    decides=_decides,
)
