"""People wait for less time before they go on."""

from __future__ import annotations

from rollbook.review.edits import FORM, Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps":
        return None
    if edit.field == "wait" and rises(edit.before, edit.after) is False:
        return "so it is looked at sooner"
    gone = edit.kind == "removed" and not edit.field and "wait" in edit.old
    if gone or (edit.field == FORM and edit.before == "wait"):
        return "so it is looked at sooner"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A system that has not settled looks well, or ill, by chance.",
    decides=_decides,
)
