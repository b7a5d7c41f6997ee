"""A check passes at fewer values."""

from __future__ import annotations

from rollbook.review.bounds import bounds
from rollbook.review.edits import Edit
from rollbook.review.measuring import holds_within
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    found = bounds(edit, "checks", "expect")
    if found is None:
        return None
    old, new = found
    if holds_within(old, new):
        return None
    return "so it passes later" if holds_within(new, old) else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="It is harder to call it over.",
    decides=_decides,
)
