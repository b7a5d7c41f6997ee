"""A check passes at values at which it did not."""

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
    if holds_within(new, old):
        return None
    return "so it passes sooner" if holds_within(old, new) else "so it passes where it failed"


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A half recovery is called a whole one.",
    decides=_decides,
)
