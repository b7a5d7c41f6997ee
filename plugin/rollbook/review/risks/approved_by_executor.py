"""The executor approves its own work."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    own = edit.section == "steps" and edit.field == "approve" and edit.after == "executor"
    return "so the executor approves its own work" if own else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Whoever does the work does not see what is wrong with it.",
    decides=_decides,
)
