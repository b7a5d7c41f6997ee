"""A trigger no longer fires at values at which it did."""

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
    if holds_within(old, new):
        return None
    return "so it fires later" if holds_within(new, old) else "so it misses what it fired at"


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What is noticed later has done more harm by then.",
    decides=_decides,
)
