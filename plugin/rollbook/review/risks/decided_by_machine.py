"""A machine decides what a person decided."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps" or edit.field != "by" or edit.after != "automatic":
        return None
    return "so no person decides" if "decide" in edit.new or "check" in edit.new else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A machine says yes to what it does not see.",
    decides=_decides,
)
