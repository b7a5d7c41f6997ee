"""A trigger is gone."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    return "" if edit.section == "triggers" and edit.kind == "removed" and not edit.field else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Nothing calls people to the procedure any more when this happens.",
    decides=_decides,
)
