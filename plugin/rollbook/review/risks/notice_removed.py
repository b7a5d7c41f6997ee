"""A notice is no longer sent."""

from __future__ import annotations

from rollbook.review.edits import FORM, Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section == "steps":
        gone = edit.kind == "removed" and not edit.field and "notify" in edit.old
        if gone or (edit.field == FORM and edit.before == "notify"):
            return "so nobody is told then"
    return "" if edit.section == "notices" and edit.kind == "removed" and not edit.field else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Who is not told works against the rollback without knowing.",
    decides=_decides,
)
