"""The warning that there is no way back is gone, and there still is none."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "steps" and edit.field == "point_of_no_return" and edit.kind == "removed"
    return "and there still is no way back" if gone and "undo" not in edit.new else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="People take a step lightly that they think they can take back.",
    decides=_decides,
)
