"""A trigger waits longer before it fires."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "triggers" or edit.field != "for":
        return None
    if edit.kind == "added" or rises(edit.before, edit.after):
        return "so it fires later"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="An alert that waits longer is an outage that lasts longer.",
    decides=_decides,
)
