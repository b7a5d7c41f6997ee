"""The SOP is read against the world less often."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section or edit.field != "review.every":
        return None
    if edit.kind == "removed" or rises(edit.before, edit.after):
        return "so what is wrong in it is found later"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A procedure that nobody reads is wrong before anybody knows.",
    decides=_decides,
)
