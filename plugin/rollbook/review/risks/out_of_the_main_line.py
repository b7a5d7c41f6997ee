"""A step is taken only where something fails."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule
from rollbook.review.side import LINE


def _decides(edit: Edit, _pair: Pair) -> str | None:
    out = edit.section == "steps" and edit.field == LINE and edit.after == "fallback"
    return "so it is taken only where something leads to it" if out else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What stood on every way stands on one that is hardly ever taken.",
    decides=_decides,
)
