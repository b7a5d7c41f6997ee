"""A step of the fallback is gone."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule
from rollbook.review.side import LINE


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "steps" and edit.kind == "removed" and not edit.field
    return "" if gone and edit.old.get(LINE) == "fallback" else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="The plan for the night on which the plan fails was there for a reason.",
    decides=_decides,
)
