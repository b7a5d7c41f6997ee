"""A trigger has no alert."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "triggers" and edit.field == "alert" and edit.kind == "removed"
    return "so nobody is paged" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A threshold that no alert watches is found by chance.",
    decides=_decides,
)
