"""A state to go back to is gone."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    return "" if edit.section == "targets" and edit.kind == "removed" and not edit.field else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Without one there is nowhere to go back to, or no second chance.",
    decides=_decides,
)
