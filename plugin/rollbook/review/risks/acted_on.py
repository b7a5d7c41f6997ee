"""What people act on is different."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair, is_digested
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, pair: Pair) -> str | None:
    return "" if is_digested(edit, pair) else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="The procedure digest covers it: earlier approvals no longer count.",
    decides=_decides,
)
