"""Nobody has to sign a result."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "checks" and edit.field == "sign" and edit.kind == "removed"
    return "so nobody answers for it" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A result that nobody signs is nobody's.",
    decides=_decides,
)
