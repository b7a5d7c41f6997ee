"""The SOP is practised less often, or not on the real system."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section:
        return None
    if edit.field == "drill.every" and (edit.kind == "removed" or rises(edit.before, edit.after)):
        return "so fewer people know it by hand"
    if edit.field == "drill.live" and edit.before is True:
        return "so nobody knows whether it works"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What nobody has practised takes twice as long at night.",
    decides=_decides,
)
