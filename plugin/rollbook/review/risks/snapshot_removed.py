"""What was there is no longer saved before it is replaced."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps" or edit.kind != "removed":
        return None
    if edit.field == "saves" or (not edit.field and "saves" in edit.old):
        return "so nothing is kept of what ran"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Without it nobody can go forward again, or find out what was wrong.",
    decides=_decides,
)
