"""The SOP comes into force."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    begins = edit.section == "" and edit.field == "status" and edit.after == "effective"
    return "so people go by it" if begins else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="From now on people go by it.",
    decides=_decides,
)
