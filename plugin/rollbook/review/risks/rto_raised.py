"""The rollback may take longer."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    raised = edit.section == "" and edit.field == "rto" and rises(edit.before, edit.after)
    return "so users wait longer" if raised else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="The RTO is what users were promised.",
    decides=_decides,
)
