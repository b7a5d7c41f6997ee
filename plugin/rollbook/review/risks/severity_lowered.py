"""A trigger counts as less severe."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "triggers" or edit.field != "severity":
        return None
    if edit.kind == "removed" or rises(edit.before, edit.after):
        return "so it counts for less"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="People come later to what counts for less.",
    decides=_decides,
)
