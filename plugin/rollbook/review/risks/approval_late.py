"""An approval may be given after the fact, or later than it could."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps" or edit.field != "late":
        return None
    if edit.kind == "added":
        return "so nobody waits for it"
    return "so it may come later" if rises(edit.before, edit.after) else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A yes that comes afterwards stops nothing.",
    decides=_decides,
)
