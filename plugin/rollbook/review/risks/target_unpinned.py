"""What a target holds can be changed unnoticed."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "targets" and edit.field == "digest" and edit.kind == "removed"
    return "so nobody notices when it is overwritten" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A version that somebody has overwritten brings back what was never proven.",
    decides=_decides,
)
