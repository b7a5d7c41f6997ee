"""A target is kept for less time."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "targets" or edit.field != "keep_until":
        return None
    if edit.kind == "removed" or (edit.kind == "changed" and str(edit.after) < str(edit.before)):
        return "so it may be gone when it is needed"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A state that was deleted cannot be gone back to.",
    decides=_decides,
)
