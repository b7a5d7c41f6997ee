"""The SOP is not in force any more."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    ends = edit.section == "" and edit.field == "status" and edit.before == "effective"
    return "so nobody may go by it" if ends else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Its triggers lead to a procedure that nobody may use.",
    decides=_decides,
)
