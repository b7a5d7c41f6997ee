"""An approval is gone."""

from __future__ import annotations

from rollbook.review.edits import FORM, Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps":
        return None
    if (
        edit.kind == "removed"
        and not edit.field
        and "approve" in edit.old
        and "late" not in edit.old
    ):
        return "so nobody has to say yes there"
    if edit.field == FORM and edit.before == "approve":
        return "so nobody has to say yes there"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What two people had to agree on, one does now.",
    decides=_decides,
)
